import Stripe from 'stripe'
import type { Config } from '#lib/config.ts'
import { after, day } from '#lib/clock.ts'
import { tierForAmount, type Plan } from '#lib/membership/model.ts'
import { currencySchema } from '#lib/money-schema.ts'
import type { Act } from './givers.ts'
import type { SandboxTime } from './sandbox-time.ts'

/** Cards that pay no more, or again: https://docs.stripe.com/testing */
const cards = {
  good: '4242424242424242',
  expired: '4000000000000069',
  poor: '4000000000009995',
  declining: '4000000000000002',
}

/** @param apiBase the stand-in for Stripe */
export function clientOf(stripe: Config['stripe'], apiBase: string): Stripe {
  const { hostname, port } = new URL(apiBase)
  return new Stripe(stripe.secretKey, { host: hostname, port, protocol: 'http', telemetry: false })
}

/** Does at Stripe what a giver, or their bank, or the desk, did then. */
export async function carryOut(
  stripe: Stripe,
  time: SandboxTime,
  plans: Plan[],
  email: string,
  act: Act,
  now: Date,
): Promise<void> {
  const customer = first((await stripe.customers.list({ email, limit: 1 })).data)
  const [subscription] = (await stripe.subscriptions.list({ customer: customer.id, status: 'all', limit: 1 })).data
  const kind = act[1]
  if (kind === 'refund') {
    const charge = first((await stripe.charges.list({ customer: customer.id, limit: 1 })).data)
    await stripe.refunds.create({ charge: charge.id, reason: 'requested_by_customer' })
    return
  }
  if (!subscription) throw new Error(`${email} gives nothing regularly`)
  const newCard = (name: keyof typeof cards) => {
    // An expired one was good until the end of last month.
    const until = new Date(Date.UTC(now.getUTCFullYear() + (name === 'expired' ? 0 : 3), now.getUTCMonth(), 0))
    return time.replaceCard(idOf(subscription.default_payment_method), {
      number: cards[name],
      expiryMonth: until.getUTCMonth() + 1,
      expiryYear: until.getUTCFullYear(),
    })
  }
  switch (kind) {
    case 'card':
      return newCard(act[2])
    case 'cancel':
      await stripe.subscriptions.update(subscription.id, {
        cancel_at_period_end: true,
        cancellation_details: { feedback: act[2] },
      })
      return
    case 'end':
      await stripe.subscriptions.cancel(subscription.id)
      return
    case 'pause': {
      const resumesAt = Math.floor(after(now, act[2] * day).getTime() / 1000)
      await stripe.subscriptions.update(subscription.id, {
        pause_collection: { behavior: 'void', resumes_at: resumesAt },
      })
      return
    }
    case 'raise':
      return raise(stripe, plans, subscription, act[2])
    case 'pay': {
      await newCard('good')
      const owed = first((await stripe.invoices.list({ subscription: subscription.id, status: 'open' })).data)
      await stripe.invoices.pay(owed.id)
    }
  }
}

/** A larger amount may be another tier's, and so another product. */
async function raise(stripe: Stripe, plans: Plan[], subscription: Stripe.Subscription, amount: number): Promise<void> {
  const item = first(subscription.items.data)
  const { currency } = item.price
  const tier = tierForAmount(plans, 'month', { amount, currency: currencySchema.parse(currency.toUpperCase()) })
  const products = (await stripe.products.list({ limit: 100 })).data
  const product = products.find(({ name }) => name.toLowerCase() === tier)
  if (!product) throw new Error(`nothing is sold for ${amount}`)
  await stripe.subscriptions.update(subscription.id, {
    items: [
      {
        id: item.id,
        price_data: { currency, product: product.id, unit_amount: amount, recurring: { interval: 'month' } },
      },
    ],
    proration_behavior: 'none',
  })
}

function first<Item>(items: Item[]): Item {
  const [item] = items
  if (item === undefined) throw new Error('Stripe was expected to know at least one')
  return item
}

function idOf(named: string | { id: string } | null): string {
  if (named === null) throw new Error('Stripe was expected to name one')
  return typeof named === 'string' ? named : named.id
}
