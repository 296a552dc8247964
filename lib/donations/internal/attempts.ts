import { and, eq, inArray, ne } from 'drizzle-orm'
import { v5 } from 'uuid'
import { checkoutAttempts } from '#db/schema/donations.ts'
import { after, hour, minute } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import type { Gift } from '../model.ts'

export type Attempt = typeof checkoutAttempts.$inferSelect

interface Wanted extends Gift {
  personId: string | null
  returnPath: string
  /** Whether a copy of a book is kept meanwhile: its payment page closes early. */
  keepsCopy: boolean
}

/** How long the payment page of whoever has a copy kept stays open: Stripe's least is half an hour from its making. */
export const copyIsKeptFor = hour

/**
 * Stripe closes a session after 24 hours and forgets idempotency keys as early as that; an hour for good measure. Where a copy
 * is kept, a page is only made while it has half an hour before it: https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-expires_at
 */
function isStale(attempt: Pick<Attempt, 'createdAt'>, keepsCopy: boolean, now: Date): boolean {
  return now >= after(attempt.createdAt, keepsCopy ? copyIsKeptFor - 35 * minute : 23 * hour)
}

/**
 * The attempt that a form stands for, written if it is new. The same form sent twice finds the same one. A form that
 * was changed and sent again (the back button brings old forms back), or whose attempt is over, finds a next one, whose id follows
 * from the first: so it too is the same for a double click.
 * @param formId the UUID in the form
 */
export async function attemptFor(ctx: Context, formId: string, wanted: Wanted): Promise<Attempt> {
  let id = formId
  for (;;) {
    const attempt = await findOrWrite(ctx, id, wanted)
    if (isUsable(attempt, wanted, ctx.now)) return attempt
    id = nextId(id, wanted)
  }
}

/** Rule: an attempt serves again while it is for the same gift of the same person and not over without payment. */
function isUsable(attempt: Attempt, wanted: Wanted, now: Date): boolean {
  const same = attempt.personId === wanted.personId || (attempt.state === 'completed' && wanted.personId === null)
  if (
    !same ||
    attempt.frequency !== wanted.frequency ||
    attempt.amount !== wanted.amount ||
    attempt.currency !== wanted.currency
  )
    return false
  if (attempt.state === 'completed') return true
  return (attempt.state === 'begun' || attempt.state === 'open') && !isStale(attempt, wanted.keepsCopy, now)
}

function nextId(id: string, wanted: Wanted): string {
  return v5([wanted.personId, wanted.frequency, wanted.amount, wanted.currency].join(' '), id)
}

async function findOrWrite(ctx: Context, id: string, wanted: Wanted): Promise<Attempt> {
  const { personId, frequency, amount, currency, returnPath } = wanted
  const [made] = await ctx.db
    .insert(checkoutAttempts)
    .values({ id, personId, frequency, amount, currency, returnPath, createdAt: ctx.now })
    .onConflictDoNothing({ target: checkoutAttempts.id })
    .returning()
  if (made) return made
  const [found] = await ctx.db.select().from(checkoutAttempts).where(eq(checkoutAttempts.id, id))
  if (!found) throw new Error(`checkout attempt ${id} vanished`)
  return found
}

/** Every recurring checkout a person has open beside `attemptId`. */
export async function otherOpenAttempts(ctx: Context, personId: string, attemptId: string): Promise<Attempt[]> {
  return ctx.db
    .select()
    .from(checkoutAttempts)
    .where(
      and(
        eq(checkoutAttempts.personId, personId),
        eq(checkoutAttempts.state, 'open'),
        ne(checkoutAttempts.frequency, 'once'),
        ne(checkoutAttempts.id, attemptId),
      ),
    )
}

export async function attemptsOf(ctx: Context, ids: string[]): Promise<Attempt[]> {
  return ctx.db.select().from(checkoutAttempts).where(inArray(checkoutAttempts.id, ids))
}

/** The attempt again, locked to the end of the transaction: a second request for it waits here. */
export async function lockAttempt(tx: Context, id: string): Promise<Attempt> {
  const [attempt] = await tx.db.select().from(checkoutAttempts).where(eq(checkoutAttempts.id, id)).for('update')
  if (!attempt) throw new Error(`checkout attempt ${id} vanished`)
  return attempt
}
