import type Stripe from 'stripe'
import { stripeEvents } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import { applyStripeEvent } from '#lib/donations/jobs.ts'

/** Of what Stripe tells, the part that says more than the return page did already. */
const types = [
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'invoice.paid',
  'invoice.payment_failed',
  'charge.refunded',
  'charge.dispute.created',
  'payment_method.automatically_updated',
]

/** Takes in what Stripe told since the last time, oldest first, each at the moment at which it was told. */
export class Inbox {
  readonly #stripe: Stripe
  readonly #known = new Set<string>()
  #since: number

  constructor(stripe: Stripe, begins: Date) {
    this.#stripe = stripe
    this.#since = Math.floor(begins.getTime() / 1000)
  }

  async work(ctx: Context): Promise<void> {
    const told: Stripe.Event[] = []
    for await (const event of this.#stripe.events.list({ types, created: { gte: this.#since }, limit: 100 }))
      if (!this.#known.has(event.id)) told.unshift(event)
    const billed = new Set(told.flatMap((event) => subscriptionOfInvoice(event) ?? []))
    for (const event of told) {
      this.#known.add(event.id)
      this.#since = Math.max(this.#since, event.created)
      // What is said of an invoice includes what is said of its subscription.
      if (event.type === 'customer.subscription.updated' && billed.has(event.data.object.id)) continue
      if (event.type === 'invoice.paid' && event.data.object.billing_reason === 'subscription_create') continue
      const at = new Date((event.created + 2) * 1000)
      await ctx.db.insert(stripeEvents).values({ id: event.id, type: event.type, payload: event, receivedAt: at })
      await applyStripeEvent.run({ ...ctx, now: at }, { eventId: event.id })
    }
  }
}

function subscriptionOfInvoice(event: Stripe.Event): string | null {
  if (event.type !== 'invoice.paid' && event.type !== 'invoice.payment_failed') return null
  const subscription = event.data.object.parent?.subscription_details?.subscription ?? null
  return typeof subscription === 'string' ? subscription : (subscription?.id ?? null)
}
