/* https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses */

/** A subscription in one of these goes on, so that a second one must not be begun beside it; `incomplete` was never paid. */
export const liveStatuses = ['trialing', 'active', 'past_due', 'unpaid', 'paused']

/** Whether an invoice of a subscription in this status waits to be paid. */
export function awaitsPayment(status: string): boolean {
  return status === 'past_due' || status === 'unpaid'
}
