import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { licenceEvents, licences } from '#db/schema/licences.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import type { LicenceActor, LicenceEventKind } from '../model.ts'

export type LicenceRow = typeof licences.$inferSelect

/** What of a licence can change; all else is as it was offered. */
export type LicenceChange = Partial<
  Pick<
    LicenceRow,
    | 'state'
    | 'answeredAt'
    | 'acceptedName'
    | 'invoiceState'
    | 'stripeInvoiceId'
    | 'invoiceUrl'
    | 'invoiceDueAt'
    | 'remindedAt'
    | 'settledAt'
    | 'closedAt'
  >
>

interface NewLicenceEvent {
  kind: LicenceEventKind
  actor: LicenceActor
  /** Of the staff who does it; null for the licensee and for what happens by itself. */
  personId?: string
  text?: string
  details?: Record<string, string>
}

/**
 * The licence as it stands; its row stays locked until the transaction ends, so that an answer, a withdrawal and a payment
 * follow one another.
 * @throws Refusal (not_found)
 */
export async function lockLicence(ctx: Context, licenceId: string): Promise<LicenceRow> {
  const [row] = await ctx.db.select().from(licences).where(eq(licences.id, licenceId)).for('update')
  if (row === undefined) throw new Refusal('not_found', 'There is no such licence.')
  return row
}

/** Puts on record what was done about a licence: the only place where its record grows. Runs in the caller's transaction. */
export async function recordLicence(ctx: Context, licenceId: string, event: NewLicenceEvent): Promise<void> {
  const { kind, actor, personId = null, text = '', details = {} } = event
  await ctx.db.insert(licenceEvents).values({ id: v7(), licenceId, kind, actor, personId, text, details, at: ctx.now })
}

/** Changes where a locked licence stands, and puts on record why. */
export async function changeLicence(
  ctx: Context,
  row: LicenceRow,
  change: LicenceChange,
  event: NewLicenceEvent,
): Promise<LicenceRow> {
  await ctx.db.update(licences).set(change).where(eq(licences.id, row.id))
  await recordLicence(ctx, row.id, event)
  return { ...row, ...change }
}
