import type { Context } from '#lib/context.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { heardOfFailure } from './dunning-due.ts'
import { giftInTrouble, type GiftInTrouble } from './dunning-facts.ts'
import { isTimely, troubleOf } from './dunning-rules.ts'
import type { StripeSubscription } from './objects.ts'
import type { SubscriptionFacts, SubscriptionStanding } from './standing-facts.ts'

/** What applying a subscription came to. */
export interface StandingChange {
  /** What the ledger said before. */
  before: SubscriptionFacts['recorded']
  standing: SubscriptionStanding
  /** Whether the ledger says something else now. */
  changed: boolean
  /** Whether a dispute, not a refund, took the money, if it went back. */
  disputed: boolean
}

/**
 * Posts the mail about what troubles a regular gift now, if anything does. Any number of times: each failed invoice,
 * each deadline, each card is told of once.
 */
export async function tellOfTrouble(tx: Context, subscriptionId: string): Promise<void> {
  const gift = await giftInTrouble(tx, subscriptionId)
  if (!gift) return
  const { facts, data, latestInvoiceId } = gift
  const trouble = troubleOf(facts, tx.now)
  const until = facts.graceUntil?.toISOString() ?? null
  const failure = { until, declineCode: facts.declineCode, invoiceUrl: facts.invoiceUrl }
  switch (trouble) {
    case 'renewal-failed':
    case 'payment-action-required':
      return post(tx, gift, trouble, failure, latestInvoiceId)
    case 'grace-ending':
      return post(tx, gift, trouble, failure, until)
    case 'membership-lapsed':
      return post(tx, gift, trouble, { ended: until, payable: true }, until)
    case 'card-expiring': {
      const { last4, expiresMonth, expiresYear } = data.card ?? { last4: '', expiresMonth: 0, expiresYear: 0 }
      const dueAt = facts.currentPeriodEnd.toISOString()
      return post(tx, gift, trouble, { dueAt }, `${last4}-${expiresYear}-${expiresMonth}`)
    }
    case null:
      return
  }
}

/** Posts the mail about a membership that has just ended, or gone on after all. */
export async function tellOfChange(
  tx: Context,
  subscription: StripeSubscription,
  change: StandingChange,
): Promise<void> {
  const { before, standing, changed, disputed } = change
  if (!changed) return
  const gift = await giftInTrouble(tx, subscription.id)
  if (!gift) return
  const { facts, latestInvoiceId } = gift
  if (standing.state === 'active') {
    const told =
      before !== null && before.state !== 'active' && (await heardOfFailure(tx, gift.recipient, { sent: false }))
    return told ? post(tx, gift, 'payment-recovered', {}, latestInvoiceId) : undefined
  }
  if (standing.state !== 'lapsed') return
  if (standing.rule === 'withdrawn_when_the_money_went_back') {
    const dueAt = facts.cancelAtPeriodEnd ? null : facts.currentPeriodEnd.toISOString()
    return post(tx, gift, 'membership-withdrawn', { how: disputed ? 'disputed' : 'refunded', dueAt }, latestInvoiceId)
  }
  if (!isTimely(standing.from, tx.now)) return
  if (subscription.customerDeleted) return post(tx, gift, 'gift-ended', {}, null)
  if (subscription.endedBecause !== 'payment_failed' && subscription.status !== 'unpaid') return
  // Stripe may give up before the grace is over, or after it: what the ledger promised is the cause they share.
  const deadline = before?.state === 'grace' ? before.validUntil : null
  const ended = deadline !== null && deadline < standing.from ? deadline : standing.from
  const cause = (deadline ?? standing.from).toISOString()
  return post(
    tx,
    gift,
    'membership-lapsed',
    { ended: ended.toISOString(), payable: subscription.status === 'unpaid' },
    cause,
  )
}

/** @param cause what, with kind and subscription, makes it one mail */
async function post(
  tx: Context,
  gift: GiftInTrouble,
  kind: string,
  more: Record<string, string | boolean | null>,
  cause: string | null,
): Promise<void> {
  await postMail(tx, {
    kind,
    recipient: gift.recipient,
    data: { ...gift.data, ...more },
    dedupeKey: [kind, gift.data.subscriptionId, ...(cause === null ? [] : [cause])].join(':'),
  })
}
