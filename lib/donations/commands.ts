import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { people } from '#db/schema/people.ts'
import { wishOf, type BookChoice } from '#lib/books/wish.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import type { Tier } from '#lib/membership/model.ts'
import { plansOnSale } from '#lib/membership/queries.ts'
import type { Currency, Money } from '#lib/money.ts'
import { donationSettings } from '#lib/settings/queries.ts'
import { fulfilSession } from './internal/apply-session.ts'
import { giftOfAttempt, isGiversOwn, type OrderViewer } from './internal/gift-order.ts'
import { openCheckoutOrRefuse, type CheckoutBegun } from './internal/open-or-refuse.ts'
import { isFromStripe } from './internal/stripe.ts'
import { isBusy } from './internal/turn.ts'
import { judgeGift, type Frequency, type Gift } from './model.ts'
import { attemptOfSession, subscriptionOf, type CheckoutAttempt } from './queries.ts'

export interface CheckoutRequest {
  /** Null for a visitor. */
  person: { id: string; email: string } | null
  frequency: Frequency
  /** Minor units of `currency`. */
  amount: number
  currency: Currency
  /** Where in the magazine the donor came from: a path. */
  returnPath: string
  /** A UUID the page made when it showed the form: the same form sent twice is one donation. */
  attemptId: string
  /** What is wished of a signed-book campaign, as it stood in the form. */
  book?: BookChoice | null
}

/**
 * Begins a payment at Stripe for a gift.
 * @throws Refusal `invalid` with a message for `amount` or what stands in the form about a book; `conflict` for somebody who gives regularly already; `unavailable` when
 *   Stripe does not answer, in which case nothing was charged and the same form may be sent again
 */
export async function beginCheckout(ctx: Context, request: CheckoutRequest): Promise<CheckoutBegun> {
  const { person, frequency, amount, currency } = request
  const formId = z.uuid().safeParse(request.attemptId)
  if (!formId.success) throw new Refusal('invalid', 'The form was not complete. Please load the page again.')
  const gift: Gift = { frequency, amount, currency }
  const verdict = judgeGift(gift, await plansOnSale(ctx, currency), await donationSettings(ctx))
  if (!verdict.accepted)
    throw new Refusal('invalid', verdict.message, {
      [verdict.rule === 'currency_is_sold' ? 'currency' : 'amount']: verdict.message,
    })
  const book = request.book ? await wishOf(ctx, request.book, gift) : null
  return openCheckoutOrRefuse(ctx, {
    gift,
    tier: verdict.tier,
    person,
    returnPath: safePath(request.returnPath),
    order: null,
    formId: formId.data,
    book,
  })
}

/** What the page somebody returns to can say of a checkout. */
export type CheckoutOutcome =
  | ({
      state: 'paid'
      tier: Tier | null
      /** Whose it is; compare with the session, never show. */
      personId: string
      /** A hint at the address the account belongs to, fit for showing: a•••@example.org. */
      emailHint: string
      /** Whether that account has never been signed in to: it was made by this payment, and a link by mail opens it. */
      newAccount: boolean
    } & CheckoutFacts)
  /** Paid, and sent back at once, for a reason that the mail to that address gives and nobody else is told. */
  | ({ state: 'returned'; emailHint: string } & CheckoutFacts)
  /** Not paid yet as far as anybody knows; `resumeUrl` is Stripe's page when it still waits for the donor. */
  | ({ state: 'pending'; resumeUrl: string | null } & CheckoutFacts)
  /** The bank said no after the donor had left; nothing was taken. */
  | ({ state: 'failed' } & CheckoutFacts)
  | ({ state: 'expired' } & CheckoutFacts)
  /** No checkout of ours. */
  | { state: 'unknown' }

interface CheckoutFacts {
  frequency: Frequency
  amount: Money
  /** Where in the magazine the donor came from: a path. */
  returnPath: string
  /**
   * Whether a membership for somebody else was paid for, and if so what of it the viewer may know: somebody who merely has
   * the page's address is told that it was paid, and is to be shown nothing else.
   */
  present: { own: OwnPresent | null } | null
}

/** Of a gift, what its return page says to whoever gave it; never its code. */
interface OwnPresent {
  tier: Tier
  months: number
  recipientName: string
  deliverAt: Date
  /** The attempt to pay for it: /donate/gift fills its form in again from it. */
  attemptId: string
}

const nobody: OrderViewer = { personId: null, browserKey: null }

/**
 * For the page Stripe sends the donor back to: asks Stripe afresh, applies what it says, as often as wanted, and says where the
 * payment stands. An id that is not of a checkout begun here changes nothing and is `unknown`.
 * @param viewer who looks: what an order for somebody else says, and where it is paid, only its giver is told
 * @throws Refusal `unavailable` when Stripe does not answer and nothing is known here yet: the payment, if made, is safe
 */
export async function fulfilCheckout(
  ctx: Context,
  sessionId: string,
  viewer: OrderViewer = nobody,
): Promise<CheckoutOutcome> {
  const attempt = await attemptOfSession(ctx, sessionId)
  if (!attempt) return { state: 'unknown' }
  const { frequency, amount, returnPath } = attempt
  const facts = { frequency, amount, returnPath, present: await presentOf(ctx, attempt, viewer) }
  try {
    const standing = await fulfilSession(ctx, sessionId, null)
    if (standing.state === 'paid') return await paidOutcome(ctx, standing.personId, facts)
    if (standing.state === 'returned')
      return { state: 'returned', emailHint: await hintOf(ctx, standing.personId), ...facts }
    if (standing.state === 'pending')
      return { state: 'pending', resumeUrl: facts.present?.own === null ? null : standing.url, ...facts }
    return standing.state === 'unknown' ? standing : { state: standing.state, ...facts }
  } catch (error) {
    if (!isFromStripe(error) && !isBusy(error)) throw error
    ctx.log.warn({ err: error, event: 'checkout not fulfilled yet' }, 'Stripe did not say where a checkout stands')
    return await knownOutcome(ctx, attempt, facts)
  }
}

/** Without Stripe, what is known here is said, and nothing else: never a failure nobody has heard of. */
async function knownOutcome(ctx: Context, attempt: CheckoutAttempt, facts: CheckoutFacts): Promise<CheckoutOutcome> {
  if (attempt.state === 'completed' && attempt.personId !== null) return paidOutcome(ctx, attempt.personId, facts)
  if (attempt.state === 'expired' || attempt.state === 'failed') return { state: attempt.state, ...facts }
  throw new Refusal(
    'unavailable',
    'The payment service cannot be reached just now. If you have paid, the payment is safe, and there is no need to pay again.',
  )
}

async function paidOutcome(ctx: Context, personId: string, facts: CheckoutFacts): Promise<CheckoutOutcome> {
  const [person] = await ctx.db
    .select({ email: people.email, verified: people.emailVerified })
    .from(people)
    .where(eq(people.id, personId))
  const tier = facts.frequency === 'once' ? null : ((await subscriptionOf(ctx, personId))?.tier ?? null)
  return {
    state: 'paid',
    tier,
    personId,
    emailHint: hintAt(person?.email ?? ''),
    newAccount: person?.verified === null,
    ...facts,
  }
}

async function hintOf(ctx: Context, personId: string): Promise<string> {
  const [person] = await ctx.db.select({ email: people.email }).from(people).where(eq(people.id, personId))
  return hintAt(person?.email ?? '')
}

async function presentOf(
  ctx: Context,
  { id: attemptId, personId }: CheckoutAttempt,
  viewer: OrderViewer,
): Promise<CheckoutFacts['present']> {
  const gift = await giftOfAttempt(ctx, attemptId)
  if (!gift) return null
  const { tier, months, recipientName, deliverAt, browserKeyHash } = gift
  return {
    own: isGiversOwn(viewer, personId, browserKeyHash) ? { tier, months, recipientName, deliverAt, attemptId } : null,
  }
}

/** Enough to know one's own address by, too little to learn another's. */
function hintAt(email: string): string {
  const [local = '', domain = ''] = email.split('@')
  return domain === '' ? '' : `${local.slice(0, 1)}•••@${domain}`
}

/** Only a path within the magazine: `//elsewhere` and `/\elsewhere` lead out of it. */
function safePath(path: string): string {
  return /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(path) && path.length <= 500 ? path : '/'
}
