import { desc, eq } from 'drizzle-orm'
import { checkoutAttempts, stripeCustomers } from '#db/schema/donations.ts'
import { bookAtCheckout, leftReservations, releaseReservation, reserveBook } from '#lib/books/reserve.ts'
import { refuseWithoutCopy, type BookWish } from '#lib/books/wish.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import type { Tier } from '#lib/membership/model.ts'
import type { Gift } from '../model.ts'
import { subscriptionOf } from '../queries.ts'
import { fulfilSession } from './apply-session.ts'
import { attemptFor, attemptsOf, lockAttempt, otherOpenAttempts, type Attempt } from './attempts.ts'
import { ensureCatalogue, forgetCatalogue } from './catalogue.ts'
import { isStillThere, withDonor } from './donor.ts'
import { giftOfAttempt, keepOrder, type KeptOrder } from './gift-order.ts'
import { sessionParams } from './session-params.ts'
import {
  createSession,
  expireSession,
  isAnswerOfStripe,
  isFromStripe,
  isKeyReused,
  isMissingCustomer,
  isRefusedByStripe,
} from './stripe.ts'
import { inTurn } from './turn.ts'

export interface Checkout {
  gift: Gift
  tier: Tier | null
  person: { id: string; email: string } | null
  returnPath: string
  /** The membership for somebody else that is paid for, of `tier`; null for a donation. */
  order: KeptOrder | null
  /** The UUID in the form. */
  formId: string
  /** What is wished of a signed-book campaign; null without one. */
  book: BookWish | null
}

/**
 * Opens a Checkout session for a form, or finds the one it has opened already.
 * @returns Stripe's page; our own thanks when the form is paid
 * @throws Refusal `conflict` for a second regular gift; whatever Stripe throws
 */
export async function openCheckout(ctx: Context, checkout: Checkout): Promise<string> {
  const personId = checkout.person?.id ?? null
  const recurring = checkout.gift.frequency !== 'once'
  for (let round = 0; round < 4; round += 1) {
    const attempt = await attemptFor(ctx, checkout.formId, {
      ...checkout.gift,
      personId,
      returnPath: checkout.returnPath,
      keepsCopy: checkout.book?.wish === 'book',
    })
    if (checkout.order !== null) await keepOrder(ctx, attempt.id, checkout.order)
    if (recurring && personId !== null && attempt.state !== 'completed') await settleOthers(ctx, personId, attempt.id)
    if (checkout.book !== null && attempt.state !== 'completed')
      await keepCopy(ctx, attempt.id, personId, checkout.book)
    try {
      const url = await openAttempt(ctx, attempt.id, checkout)
      if (url !== null) return url
    } catch (error) {
      // Where no answer came, the page may have been made, and the copy stays kept for it.
      if (!isFromStripe(error) || isAnswerOfStripe(error)) await releaseReservation(ctx, attempt.id, 'checkout_failed')
      if (!isAnswerOfStripe(error)) throw error
      // Stripe repeats its answer to a known key, a refusal or a fault too: the next try needs another key, which the
      // attempt's successor has. What was made here by mistake costs nobody anything: its page was shown to nobody.
      // https://docs.stripe.com/api/idempotent_requests
      await ctx.db.update(checkoutAttempts).set({ state: 'failed' }).where(eq(checkoutAttempts.id, attempt.id))
      if (isMissingCustomer(error) && personId !== null) await forgetCustomers(ctx, personId)
      else if (!isKeyReused(error)) throw error
    }
  }
  throw new Refusal('conflict', 'Several payments were begun at once. Please close the other windows and try again.')
}

/** @returns null when the attempt was closed, or another opened, in between: the caller begins again */
async function openAttempt(ctx: Context, attemptId: string, { gift, tier, person }: Checkout): Promise<string | null> {
  await ensureCatalogue(ctx)
  const work = async (tx: Context): Promise<string | null> => {
    const attempt = await lockAttempt(tx, attemptId)
    if (attempt.state === 'completed') return `${tx.config.publicUrl}/donate/return?session=${attempt.stripeSessionId}`
    if (attempt.state === 'open') return attempt.stripeSessionUrl
    if (attempt.state !== 'begun') return null
    if (person !== null && !(await isStillThere(tx, person.id)))
      throw new Refusal('conflict', 'This account has been deleted. Please load the page again.')
    if (person !== null && gift.frequency !== 'once') {
      await refuseSecondGift(tx, person.id)
      if ((await otherOpenAttempts(tx, person.id, attemptId)).length > 0) return null
    }
    return createFor(tx, attempt, tier, person)
  }
  // Two windows of one donor wait for each other here, so that the second sees what the first has opened.
  return person === null ? inTurn(ctx, work) : withDonor(ctx, person.id, work)
}

async function createFor(
  tx: Context,
  attempt: Attempt,
  tier: Tier | null,
  person: { id: string; email: string } | null,
): Promise<string> {
  const customerId = person === null ? null : await customerOf(tx, person.id)
  const payer = { personId: person?.id ?? null, customerId, email: person?.email ?? null }
  const giftId = (await giftOfAttempt(tx, attempt.id))?.id ?? null
  const book = await bookAtCheckout(tx, attempt.id)
  const params = sessionParams(attempt, { tier, giftId, book }, payer, tx.config.publicUrl)
  const session = await createSession(tx, params, attempt.id).catch((error: unknown) => {
    forgetCatalogue(tx)
    throw error
  })
  if (session.url === null) throw new Error(`checkout ${session.id} has no page`)
  await tx.db
    .update(checkoutAttempts)
    .set({ state: 'open', stripeSessionId: session.id, stripeSessionUrl: session.url })
    .where(eq(checkoutAttempts.id, attempt.id))
  return session.url
}

/**
 * Keeps a copy before Stripe is asked, in a transaction of its own. What the same donor left unpaid gives its copy back first.
 * @throws Refusal `conflict` where there is none to keep
 */
async function keepCopy(ctx: Context, attemptId: string, personId: string | null, book: BookWish): Promise<void> {
  const left = await leftReservations(ctx, { campaignId: book.campaignId, personId, leaves: book.leaves, attemptId })
  if (left.length > 0) await settle(ctx, await attemptsOf(ctx, left))
  refuseWithoutCopy(await reserveBook(ctx, { ...book, attemptId, personId }))
}

/** Rule: somebody who gives regularly changes that gift; a second one is never begun beside it. */
async function refuseSecondGift(ctx: Context, personId: string): Promise<void> {
  if (await subscriptionOf(ctx, personId)) {
    throw new Refusal(
      'conflict',
      'You give regularly already, and a second regular gift would charge you twice. You can see what you give in your account, or make a one-off gift beside it.',
    )
  }
}

/**
 * Closes what the donor opened in other windows, so that only the newest can be paid. One that was paid in the
 * meantime is applied instead, and then refuses this one.
 */
async function settleOthers(ctx: Context, personId: string, attemptId: string): Promise<void> {
  await settle(ctx, await otherOpenAttempts(ctx, personId, attemptId))
}

async function settle(ctx: Context, others: Attempt[]): Promise<void> {
  for (const other of others) {
    if (other.stripeSessionId === null) continue
    try {
      await expireSession(ctx, other.stripeSessionId)
    } catch (error) {
      // Only open sessions can be expired: this one is paid or expired, which the next line learns.
      if (!isRefusedByStripe(error)) throw error
    }
    const { state } = await fulfilSession(ctx, other.stripeSessionId, null)
    if (state === 'pending')
      throw new Refusal(
        'conflict',
        'A payment of yours is waiting for your bank. Please wait for its answer; we will write to you.',
      )
    // Stripe has forgotten it, or it is not ours: in either case nobody can pay it.
    if (state === 'unknown') {
      await ctx.db.update(checkoutAttempts).set({ state: 'failed' }).where(eq(checkoutAttempts.id, other.id))
      await releaseReservation(ctx, other.id, 'checkout_failed')
    }
  }
}

async function customerOf(ctx: Context, personId: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({ id: stripeCustomers.stripeCustomerId })
    .from(stripeCustomers)
    .where(eq(stripeCustomers.personId, personId))
    .orderBy(desc(stripeCustomers.createdAt))
    .limit(1)
  return row?.id ?? null
}

/** Somebody deleted the customer at Stripe, and the event that says so has not come. */
async function forgetCustomers(ctx: Context, personId: string): Promise<void> {
  const id = await customerOf(ctx, personId)
  if (id !== null) await ctx.db.delete(stripeCustomers).where(eq(stripeCustomers.stripeCustomerId, id))
}
