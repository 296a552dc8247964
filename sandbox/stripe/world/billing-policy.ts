/** What an account chooses in Stripe's billing settings. https://docs.stripe.com/billing/revenue-recovery/smart-retries */
export type BillingPolicy = {
  /** Days between one failed attempt and the next; when they are used up, `afterRetries` happens. */
  retryDays: readonly number[]
  afterRetries: 'cancel' | 'unpaid' | 'past_due'
  /** `invoice.upcoming` is sent this many days before a renewal. */
  upcomingDays: number
  /** A renewal's invoice stays a draft this long. https://docs.stripe.com/billing/invoices/subscription */
  draftSeconds: number
  /** How long a direct debit takes to settle. */
  debitSeconds: number
}

export const DAY = 86_400
export const defaultBillingPolicy: BillingPolicy = {
  retryDays: [3, 5, 6],
  afterRetries: 'cancel',
  upcomingDays: 7,
  draftSeconds: 3600,
  debitSeconds: 180,
}
