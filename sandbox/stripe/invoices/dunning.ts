import { cancelNow } from '../subscriptions/cancel.ts'
import { saveSubscription } from '../subscriptions/save.ts'
import { DAY } from '../world/billing-policy.ts'
import { setDelinquent } from './outcomes.ts'
import type { World } from '../world/world.ts'
import type { InvoiceRecord } from './record.ts'

type Failed = { after: InvoiceRecord; consequences: () => void }

/**
 * After a failed attempt the invoice is tried again on the account's schedule; when that is used up, the account's
 * choice decides over the subscription. A subscription that has not begun is not dunned: its first invoice just waits.
 * https://docs.stripe.com/billing/revenue-recovery/smart-retries
 */
export function afterFailedAttempt(world: World, invoice: InvoiceRecord, byHand: boolean): Failed {
  const subscription = invoice.subscription === null ? undefined : world.subscriptions.find(invoice.subscription)
  if (byHand || subscription?.status === 'incomplete') {
    return { after: invoice, consequences: () => setDelinquent(world, invoice.customer, true) }
  }
  const days = world.billing.retryDays[invoice.attemptCount - 1]
  const nextPaymentAttempt =
    days === undefined || !invoice.autoAdvance ? null : world.clock.now(invoice.clock) + days * DAY
  const after = world.invoices.put({ ...invoice, nextPaymentAttempt })
  if (nextPaymentAttempt !== null) world.timers.set('invoice.retry', invoice.id, nextPaymentAttempt, invoice.clock)
  return { after, consequences: () => carryOut(world, after) }
}

function carryOut(world: World, invoice: InvoiceRecord): void {
  setDelinquent(world, invoice.customer, true)
  const subscription = invoice.subscription === null ? undefined : world.subscriptions.find(invoice.subscription)
  if (!subscription || !['active', 'trialing', 'past_due', 'unpaid'].includes(subscription.status)) return
  if (invoice.nextPaymentAttempt !== null || world.billing.afterRetries === 'past_due') {
    if (subscription.status !== 'unpaid') saveSubscription(world, subscription, { status: 'past_due' })
  } else if (world.billing.afterRetries === 'unpaid') {
    saveSubscription(world, subscription, { status: 'unpaid' })
  } else {
    cancelNow(world, subscription, { reason: 'payment_failed' })
  }
}
