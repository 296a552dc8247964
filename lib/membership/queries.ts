import { and, asc, eq, inArray } from 'drizzle-orm'
import { membershipLedger, plans } from '#db/schema/membership.ts'
import type { Context } from '#lib/context.ts'
import type { Currency } from '#lib/money.ts'
import { benefitsAt, standingAt, type BenefitHeld, type LedgerRow, type Plan, type Standing } from './model.ts'
import type { PlanOffered } from './plans.ts'
import { planSchema } from './schema.ts'

const ledgerColumns = {
  sequence: membershipLedger.sequence,
  source: membershipLedger.source,
  sourceRef: membershipLedger.sourceRef,
  tier: membershipLedger.tier,
  state: membershipLedger.state,
  validFrom: membershipLedger.validFrom,
  validUntil: membershipLedger.validUntil,
  reason: membershipLedger.reason,
  recordedAt: membershipLedger.recordedAt,
}

/** Everything recorded about a person's membership, oldest first. */
export async function ledgerOf(ctx: Context, personId: string): Promise<LedgerRow[]> {
  return ctx.db
    .select(ledgerColumns)
    .from(membershipLedger)
    .where(eq(membershipLedger.personId, personId))
    .orderBy(asc(membershipLedger.sequence))
}

/** The same of several people, by person; whoever was never a member is not in it. */
export async function ledgersOf(ctx: Context, personIds: string[]): Promise<ReadonlyMap<string, LedgerRow[]>> {
  const rows = await ctx.db
    .select({ personId: membershipLedger.personId, ...ledgerColumns })
    .from(membershipLedger)
    .where(inArray(membershipLedger.personId, personIds))
    .orderBy(asc(membershipLedger.sequence))
  const ledgers = new Map<string, LedgerRow[]>()
  for (const { personId, ...row } of rows) {
    const ledger = ledgers.get(personId)
    if (ledger) ledger.push(row)
    else ledgers.set(personId, [row])
  }
  return ledgers
}

/** Where a person stands now. */
export async function membershipOf(ctx: Context, personId: string): Promise<Standing> {
  return standingAt(await ledgerOf(ctx, personId), ctx.now)
}

/** What a person may do now. */
export async function benefitsOf(ctx: Context, personId: string): Promise<BenefitHeld[]> {
  return benefitsAt(await ledgerOf(ctx, personId), ctx.now)
}

/** Every plan of a currency, on sale or not, for whoever sets them. */
export async function plansKnown(ctx: Context, currency: Currency): Promise<PlanOffered[]> {
  const rows = await ctx.db.select().from(plans).where(eq(plans.currency, currency)).orderBy(asc(plans.minimum))
  return rows.map((row) => ({ ...planSchema.parse(row), onSale: row.onSale }))
}

/** The plans on sale in one currency, the lowest minimum first; amounts in its minor unit. */
export async function plansOnSale(ctx: Context, currency: Currency): Promise<Plan[]> {
  const rows = await ctx.db
    .select({
      tier: plans.tier,
      interval: plans.interval,
      currency: plans.currency,
      minimum: plans.minimum,
      suggested: plans.suggested,
    })
    .from(plans)
    .where(and(eq(plans.currency, currency), eq(plans.onSale, true)))
    .orderBy(asc(plans.minimum))
  return rows.map((row) => planSchema.parse(row))
}
