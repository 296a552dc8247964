import { desc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { checkoutAttempts, donations, driftReports, subscriptions } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'

const findingSchema = z.object({
  /** What kind of thing differs. */
  what: z.string(),
  /** Its id: at Stripe, or of a person. */
  id: z.string(),
  /** In what it differs, in words. */
  found: z.string(),
})
export type DriftFinding = z.infer<typeof findingSchema>

const reportSchema = z.object({
  /** How many of ours were compared. */
  checked: z.object({
    subscriptions: z.int(),
    invoices: z.int(),
    checkouts: z.int(),
    returnedCharges: z.int(),
  }),
  repaired: z.array(findingSchema),
  /** What a person must look at. */
  unrepaired: z.array(findingSchema),
})
/** What one comparison with Stripe found. */
export type DriftReport = z.infer<typeof reportSchema>

export interface StoredDriftReport extends DriftReport {
  id: string
  at: Date
}

/** The comparisons with Stripe, the newest first. */
export async function latestDriftReports(ctx: Context, limit: number): Promise<StoredDriftReport[]> {
  const rows = await ctx.db.select().from(driftReports).orderBy(desc(driftReports.at)).limit(limit)
  return rows.map(({ id, at, ...report }) => ({ id, at, ...reportSchema.parse(report) }))
}

export async function driftReportById(ctx: Context, id: string): Promise<StoredDriftReport | null> {
  const [row] = await ctx.db.select().from(driftReports).where(eq(driftReports.id, id))
  return row ? { id: row.id, at: row.at, ...reportSchema.parse(row) } : null
}

/** Whom findings are about, where that is known here: a map from a finding's id to a person's. */
export async function peopleOfFindings(
  ctx: Context,
  findings: readonly DriftFinding[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(findings.map((finding) => finding.id))]
  if (ids.length === 0) return new Map()
  const found = await Promise.all([
    ctx.db
      .select({ id: subscriptions.stripeSubscriptionId, personId: subscriptions.personId })
      .from(subscriptions)
      .where(inArray(subscriptions.stripeSubscriptionId, ids)),
    ctx.db
      .select({ id: donations.stripeRef, personId: donations.personId })
      .from(donations)
      .where(inArray(donations.stripeRef, ids)),
    ctx.db
      .select({ id: checkoutAttempts.stripeSessionId, personId: checkoutAttempts.personId })
      .from(checkoutAttempts)
      .where(inArray(checkoutAttempts.stripeSessionId, ids)),
  ])
  const named = findings.filter(({ what }) => what === 'person').map(({ id }) => [id, id] as const)
  return new Map([
    ...named,
    ...found.flat().flatMap(({ id, personId }) => (id !== null && personId !== null ? [[id, personId] as const] : [])),
  ])
}
