import type { StripeCharge, StripeDispute } from './objects.ts'

/**
 * Rule: a dispute takes the money back the day it is opened, and gives it back only if it is won. Inquiries
 * (`warning_…`) and prevented disputes take nothing. https://docs.stripe.com/disputes/how-disputes-work
 */
export function holdsTheMoney(dispute: Pick<StripeDispute, 'status'>): boolean {
  return !(dispute.status === 'won' || dispute.status === 'prevented' || dispute.status.startsWith('warning_'))
}

/** How much of a charge has gone back to the donor, by refunds and disputes together; minor units, at most the whole. */
export function amountReturned(
  charge: Pick<StripeCharge, 'amount' | 'amountRefunded'>,
  disputes: readonly Pick<StripeDispute, 'amount' | 'status'>[],
): number {
  const disputed = disputes.filter(holdsTheMoney).reduce((sum, dispute) => sum + dispute.amount, 0)
  return Math.min(charge.amount, charge.amountRefunded + disputed)
}
