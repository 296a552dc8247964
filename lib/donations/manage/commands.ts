import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { plansOnSale } from '#lib/membership/queries.ts'
import { donationSettings } from '#lib/settings/queries.ts'
import { applySubscription } from '../internal/apply-subscription.ts'
import { declineAdvice } from '../declines.ts'
import { withDonor } from '../internal/donor.ts'
import { confirmationOf, postGiftChanged } from './gift-changed.ts'
import { declineOf } from '../internal/stripe-gifts.ts'
import { fetchSubscription, isAnswerOfStripe, isFromStripe } from '../internal/stripe.ts'
import { isBusy } from '../internal/turn.ts'
import {
  askStripe,
  findOrWriteWish,
  keepConfirmation,
  lockWish,
  noteFault,
  outcomeDetails,
  settleWish,
  successorOf,
  wasDoneByAnother,
  wishId,
  type Said,
  type WishRow,
} from './wishes.ts'
import {
  alternativeTo,
  judgeWish,
  type Alternative,
  type CancelReason,
  type RegularGift,
  type Wish,
  type WishPlan,
  type WishVerdict,
} from './model.ts'
import { regularGiftOf } from './queries.ts'

export interface WishRequest {
  personId: string
  wish: Wish
  /** A UUID the page made when it showed the form: the same form sent twice is one wish. */
  formId: string
  said?: Said
}

/** How a day is written in a refusal: the magazine's readers' way. */
type SayDay = (at: Date) => string

/** What a wish would mean now, for saying so before it is carried out. Null for somebody who gives nothing regularly. */
export async function previewWish(
  ctx: Context,
  personId: string,
  wish: Wish,
): Promise<{ gift: RegularGift; verdict: WishVerdict } | null> {
  const gift = await regularGiftOf(ctx, personId)
  return gift && { gift, verdict: judgeWish(gift, wish, await termsFor(ctx, gift), ctx.now) }
}

/** The one thing offered to somebody about to cancel. */
export async function previewAlternative(
  ctx: Context,
  gift: RegularGift,
  reason: CancelReason | null,
): Promise<Alternative | null> {
  return alternativeTo(gift, reason, await termsFor(ctx, gift), ctx.now)
}

/**
 * Carries out what a donor wishes of their own regular gift: asks Stripe, then writes what Stripe says the gift now is,
 * so that the next page shows it and the webhook finds nothing left to do. Sent twice, in two windows or after a
 * failure, it happens once.
 * @returns the id of the wish, for `wishDone`
 * @throws Refusal `not_found` without a regular gift; `conflict` when a rule or the bank says no, and nothing has
 *   changed; `unavailable` when Stripe does not answer: the same form may be sent again
 */
export async function carryOut(ctx: Context, request: WishRequest, sayDay: SayDay): Promise<string> {
  const formId = z.uuid().safeParse(request.formId)
  if (!formId.success) throw new Refusal('invalid', 'The form was not complete. Please load the page again.')
  const { personId, wish, said = { reason: null, comment: null } } = request
  const gift = await regularGiftOf(ctx, personId)
  if (!gift) throw new Refusal('not_found', 'There is no regular gift on this account any more.')
  const verdict = judgeWish(gift, wish, await termsFor(ctx, gift), ctx.now)
  const confirmation = verdict.possible ? await confirmationOf(ctx, gift, verdict.plan) : null
  let id = wishId(formId.data, personId, wish)
  for (let round = 0; round < 20; round += 1) {
    await findOrWriteWish(ctx, id, personId, gift, wish, said, confirmation)
    try {
      const came = await withDonor(ctx, personId, (tx) => carryOutLocked(tx, id, personId, wish, sayDay))
      if (came === 'settled') return id
      if (came === 'noted') continue
    } catch (error) {
      throw await translated(ctx, id, error)
    }
    // This one is over, and what it wished for is not so (any more): the form was sent again to have it once more.
    id = successorOf(id)
  }
  throw new Refusal('conflict', 'This form was sent very often. Please load the page again.')
}

/**
 * @returns `over` when the wish would have to be carried out again, `noted` when its confirmation had to be kept anew, and
 *   nothing has been asked of Stripe yet
 */
async function carryOutLocked(
  tx: Context,
  id: string,
  personId: string,
  wish: Wish,
  sayDay: SayDay,
): Promise<'settled' | 'over' | 'noted'> {
  const row = await lockWish(tx, id)
  // As it is now, whatever has been changed elsewhere in the meantime.
  await applySubscription(tx, row.stripeSubscriptionId, null)
  const gift = await regularGiftOf(tx, personId)
  if (gift?.id !== row.stripeSubscriptionId) {
    if (wish.kind !== 'cancel') throw new Refusal('not_found', 'There is no regular gift on this account any more.')
    await settleAsDone(tx, row)
    return 'settled'
  }
  const verdict = judgeWish(gift, wish, await termsFor(tx, gift), tx.now)
  if (!verdict.possible) {
    if (!mayBeAsked(row)) return 'over'
    throw new Refusal('conflict', refusalWords(verdict, sayDay))
  }
  if (verdict.plan.does === 'nothing') {
    await settleAsDone(tx, row)
    return 'settled'
  }
  if (!mayBeAsked(row)) return 'over'
  const confirmation = await confirmationOf(tx, gift, verdict.plan)
  if (!isDeepStrictEqual(row.confirmation, confirmation)) {
    await keepConfirmation(tx, id, confirmation)
    return 'noted'
  }
  const subscription = await fetchSubscription(tx, gift.id)
  if (!subscription) throw new Error(`subscription ${gift.id} vanished`)
  await askStripe(tx, subscription, verdict.plan, row)
  await applyChange(tx, gift.id, verdict.plan)
  await settleWish(tx, id, { state: 'done', details: { ...row.details, ...outcomeDetails(verdict.plan) } })
  await postGiftChanged(tx, personId, id, confirmation)
  return 'settled'
}

/** One that is settled is over; so is one that Stripe answered with a fault, though what became of it is yet to be found out. */
function mayBeAsked({ state, problem }: WishRow): boolean {
  return state === 'begun' && problem === null
}

/**
 * Settles a wish that turns out to be so already. Where nothing but this one can have brought it about, Stripe did what it
 * was asked and its answer was lost: the confirmation is posted now.
 */
export async function settleAsDone(tx: Context, row: WishRow): Promise<void> {
  if (row.state === 'done') return
  await settleWish(tx, row.id, { state: 'done' })
  if (!(await wasDoneByAnother(tx, row))) await postGiftChanged(tx, row.personId, row.id, row.confirmation)
}

/** What was charged with the change is a donation at once, not when the webhook comes. */
async function applyChange(tx: Context, subscriptionId: string, plan: WishPlan): Promise<void> {
  const charged = (plan.does === 'change' || plan.does === 'resume') && plan.chargedNow !== null
  const invoiceId = charged ? ((await fetchSubscription(tx, subscriptionId))?.latestInvoice?.id ?? null) : null
  await applySubscription(tx, subscriptionId, null, invoiceId)
}

/** Notes why a wish was not carried out, unless nobody knows, and puts it into words. */
async function translated(ctx: Context, id: string, error: unknown): Promise<unknown> {
  if (isBusy(error)) return error
  if (error instanceof Refusal) {
    await settleWish(ctx, id, { state: 'refused', problem: error.message })
    return error
  }
  if (!isFromStripe(error)) return error
  const code = declineOf(error)
  if (code !== null) {
    await settleWish(ctx, id, { state: 'refused', problem: code })
    if (code === 'subscription_payment_intent_requires_action') return new Refusal('conflict', confirmationWords)
    const { why, remedy } = declineAdvice(code)
    return new Refusal('conflict', `${why} Nothing was charged and nothing was changed. ${remedy}`)
  }
  // Stripe repeats its answer to a known key, a fault too: the next try needs another key, which the successor has.
  // Without an answer the same key finds out what became of it. https://docs.stripe.com/api/idempotent_requests
  // After a fault it may have happened all the same, which the worker finds out.
  if (isAnswerOfStripe(error)) await noteFault(ctx, id, String(error))
  ctx.log.error({ err: error, event: 'wish not carried out' }, 'Stripe did not carry out what a donor wished')
  return new Refusal(
    'unavailable',
    'The payment service cannot be reached just now, so nothing has been changed that we know of. Please send this again in a minute: it cannot happen twice.',
  )
}

/** Entering a card at Stripe asks the bank's consent for payments to come: https://docs.stripe.com/payments/save-and-reuse */
const confirmationWords =
  'Your bank wants to confirm this payment with you, which cannot be done from here. Nothing was charged and nothing was changed. Enter your card once more under “Use another card”, where your bank can give its consent, and then try again.'

function refusalWords({ message, on }: Extract<WishVerdict, { possible: false }>, sayDay: SayDay): string {
  return on === null ? message : message.replace('{date}', sayDay(on))
}

export async function termsFor(ctx: Context, gift: Pick<RegularGift, 'currency'>) {
  const [settings, plans] = await Promise.all([donationSettings(ctx), plansOnSale(ctx, gift.currency)])
  return { ...settings, plans }
}
