import Stripe from 'stripe'
import type { Context } from '#lib/context.ts'
import { beginCheckout, fulfilCheckout } from '#lib/donations/commands.ts'
import { Refusal } from '#lib/errors.ts'
import { payAtStripe, sessionIn } from '#tests/donations/paying.ts'
import type { startPostman } from '#tests/donations/till.ts'
import { idOf } from '#tests/sandbox/running.ts'
import { dice, openMagazine, type Magazine } from './magazine.ts'
import { minimums, type Life, type Step } from './steps.ts'
import { Telling } from './telling.ts'
import { wishFor } from './wishing.ts'

const cards = {
  good: '4242 4242 4242 4242',
  'fails later': '4000 0000 0000 0341',
  disputed: '4000 0000 0000 0259',
}
const methods = {
  good: 'pm_card_visa',
  'fails later': 'pm_card_chargeCustomerFail',
  declined: 'pm_card_chargeDeclined',
}

export interface Donor {
  email: string
  id: string
  /** Their subscriptions to the magazine, the newest last. */
  subscriptions: string[]
  /** Their one-off payments. */
  payments: string[]
  /** Their payments to others, on the same account at Stripe. */
  foreign: string[]
}

/** A life that was lived to its end, with everything it left. */
export interface Lived {
  magazine: Magazine
  donors: Donor[]
  telling: Telling
}

/** Lives a life, step by step, then lets everything that is not lost arrive and a night pass. */
export async function live(
  base: Context,
  postman: Awaited<ReturnType<typeof startPostman>>,
  life: Life,
): Promise<Lived> {
  const magazine = await openMagazine(base, postman, {
    begins: new Date(life.begins),
    billing: { afterRetries: life.afterRetries },
    post: life.post,
    roll: dice(life.seed),
  })
  try {
    const donors: Donor[] = []
    for (const name of ['ada', 'ben']) {
      const email = `${name}@example.org`
      donors.push({ email, id: await magazine.person(email), subscriptions: [], payments: [], foreign: [] })
    }
    const lived = { magazine, donors, telling: new Telling(magazine, life.post) }
    for (const step of life.steps) {
      await take(lived, step, life.seed).catch((error: unknown) => {
        // What Stripe or the magazine refuses is not done: no life hangs on it.
        if (!(error instanceof Refusal) && !(error instanceof Stripe.errors.StripeError)) throw error
      })
      await magazine.hear()
      await lived.telling.note('heard')
      await magazine.pass(7)
    }
    await magazine.settle()
    await lived.telling.note('heard')
    return lived
  } catch (error) {
    await magazine.close()
    throw error
  }
}

async function take(lived: Lived, step: Step, seed: number): Promise<void> {
  const { magazine, telling } = lived
  switch (step.do) {
    case 'wait':
      return wait(lived, step.hours)
    case 'wait a year':
      for (let month = 0; month < 12; month += 1) await wait(lived, 31 * 24)
      return
    case 'night':
      await magazine.night()
      return telling.note('compared')
    default:
      return act(magazine, donorOf(lived, step.who), step, seed)
  }
}

/** The comparison is promised every night; here it is missed for up to a month, never longer. */
async function wait({ magazine, telling }: Lived, hours: number): Promise<void> {
  if (telling.secondsSinceCompared() + hours * 3600 > 34 * 86_400) {
    await magazine.night()
    await telling.note('compared')
  }
  await magazine.pass(Math.round(hours * 3600))
}

function donorOf({ donors }: Lived, who: number): Donor {
  const donor = donors[who]
  if (!donor) throw new Error(`nobody is number ${who}`)
  return donor
}

type Act = Exclude<Step, { do: 'wait' | 'wait a year' | 'night' }>

async function act(magazine: Magazine, donor: Donor, step: Act, seed: number): Promise<void> {
  const stripe = magazine.dashboard
  switch (step.do) {
    case 'join':
      return join(magazine, donor, step)
    case 'give once':
      return giveOnce(magazine, donor, step.amount)
    case 'wish':
      return wishFor(magazine, donor, step, (code) => amountOf(code, step.interval, step.tier) + step.extra)
    case 'buy something else':
      return buySomethingElse(magazine, donor, seed)
    default:
      break
  }
  const id = await giftOf(stripe, donor)
  if (id === undefined) return
  switch (step.do) {
    case 'change card': {
      const customer = idOf((await stripe.subscriptions.retrieve(id)).customer)
      const method = await stripe.paymentMethods.attach(methods[step.card], { customer })
      await stripe.subscriptions.update(id, { default_payment_method: method.id })
      return
    }
    case 'change gift':
      return changeGift(stripe, id, step)
    case 'refund': {
      const charge = await paymentOf(stripe, id, step.which)
      if (charge) await stripe.refunds.create({ charge: charge.id, amount: Math.ceil(charge.amount * step.part) })
      return
    }
    case 'bounce the refund': {
      const charge = await paymentOf(stripe, id, 0)
      const [refund] = charge ? (await stripe.refunds.list({ charge: charge.id })).data : []
      if (refund) await magazine.press(`refunds/${refund.id}/fail`, {})
      return
    }
    case 'dispute': {
      const charge = await paymentOf(stripe, id, step.which)
      if (charge) await magazine.press(`charges/${charge.id}/dispute`, {})
      return
    }
    case 'win the dispute':
    case 'lose the dispute': {
      const [dispute] = (await stripe.disputes.list({ limit: 1 })).data
      if (dispute)
        await magazine.press(`disputes/${dispute.id}/close`, { status: step.do === 'win the dispute' ? 'won' : 'lost' })
      return
    }
    case 'pay what is open': {
      const { latest_invoice: invoice } = await stripe.subscriptions.retrieve(id)
      if (invoice) await stripe.invoices.pay(idOf(invoice), { payment_method: 'pm_card_visa' })
      return
    }
    case 'pause payments':
      await stripe.subscriptions.update(id, { pause_collection: { behavior: 'void' } })
      return
    case 'resume payments':
      await stripe.subscriptions.update(id, { pause_collection: '' })
      return
    case 'pause altogether':
      await stripe.subscriptions.pause(id, { type: 'subscription' })
      return
    case 'resume altogether':
      await stripe.subscriptions.resume(id, { billing_cycle_anchor: { type: 'unchanged' } })
      return
    case 'give notice':
      await stripe.subscriptions.update(id, { cancel_at_period_end: true })
      return
    case 'take notice back':
      await stripe.subscriptions.update(id, { cancel_at_period_end: false })
      return
    case 'cancel now':
      await stripe.subscriptions.cancel(id)
      return
    case 'delete the customer':
      await stripe.customers.del(idOf((await stripe.subscriptions.retrieve(id)).customer))
      return
  }
}

/** The subscription somebody means: the newest that goes on, else the newest. */
async function giftOf(stripe: Stripe, donor: Donor): Promise<string | undefined> {
  for (const id of donor.subscriptions.toReversed()) {
    if ((await stripe.subscriptions.retrieve(id)).status !== 'canceled') return id
  }
  return donor.subscriptions.at(-1)
}

async function join(magazine: Magazine, donor: Donor, step: Extract<Step, { do: 'join' }>): Promise<void> {
  const { interval, tier, currency } = step
  const amount = amountOf(currency, interval, tier) + step.extra
  const session = await checkOut(magazine, donor, {
    person: step.how === 'signed in' ? { id: donor.id, email: donor.email } : null,
    frequency: interval,
    amount,
    currency,
    card: cards[step.card],
  })
  if (session?.subscription) donor.subscriptions.push(idOf(session.subscription))
}

async function giveOnce(magazine: Magazine, donor: Donor, amount: number): Promise<void> {
  const person = { id: donor.id, email: donor.email }
  const session = await checkOut(magazine, donor, {
    person,
    frequency: 'once',
    amount,
    currency: 'GBP',
    card: cards.good,
  })
  if (session?.payment_intent) donor.payments.push(idOf(session.payment_intent))
}

type Wish = Pick<Parameters<typeof beginCheckout>[1], 'person' | 'frequency' | 'amount' | 'currency'> & { card: string }

async function checkOut(
  magazine: Magazine,
  donor: Donor,
  { card, ...wish }: Wish,
): Promise<Stripe.Checkout.Session | null> {
  const request = { ...wish, returnPath: '/', attemptId: crypto.randomUUID() }
  const { url } = await beginCheckout(magazine.ctx(), request)
  const back = await payAtStripe(url, { card, email: donor.email })
  if (back === null) return null
  const id = sessionIn(back)
  // Some come back to the page of thanks, some close the window.
  if (wish.amount % 2 === 0) await fulfilCheckout(magazine.ctx(), id)
  return magazine.dashboard.checkout.sessions.retrieve(id)
}

async function changeGift(stripe: Stripe, id: string, step: Extract<Step, { do: 'change gift' }>): Promise<void> {
  const subscription = await stripe.subscriptions.retrieve(id)
  const currency = subscription.currency.toUpperCase()
  const code = currency === 'USD' || currency === 'EUR' || currency === 'AUD' ? currency : 'GBP'
  const price = {
    currency: subscription.currency,
    product: `standfirst_${step.tier}`,
    unit_amount: amountOf(code, step.interval, step.tier) + step.extra,
    recurring: { interval: step.interval },
  }
  await stripe.subscriptions.update(id, {
    items: [{ id: subscription.items.data[0]?.id ?? '', price_data: price }],
    proration_behavior: 'none',
  })
}

function amountOf(currency: keyof typeof minimums, interval: 'month' | 'year', tier: 'supporter' | 'patron'): number {
  return minimums[currency][interval][tier === 'patron' ? 1 : 0]
}

/** A payment that went through, counted back from the newest. */
async function paymentOf(stripe: Stripe, subscription: string, which: number): Promise<Stripe.Charge | undefined> {
  const customer = idOf((await stripe.subscriptions.retrieve(subscription)).customer)
  const charges = (await stripe.charges.list({ customer, limit: 100 })).data
  return charges.filter(({ status, metadata }) => status === 'succeeded' && metadata.other === undefined)[which]
}

/** Another product of the same publisher, bought by the same customer at Stripe. */
async function buySomethingElse({ dashboard: stripe }: Magazine, donor: Donor, seed: number): Promise<void> {
  const mine = await giftOf(stripe, donor)
  const customer = mine === undefined ? undefined : idOf((await stripe.subscriptions.retrieve(mine)).customer)
  if (customer === undefined) return
  const product = await stripe.products.create({ name: 'Crossword' })
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer })
  const bought = await stripe.subscriptions.create({
    customer,
    default_payment_method: method.id,
    items: [
      {
        price_data: {
          currency: 'gbp',
          product: product.id,
          unit_amount: 150 + (seed % 7),
          recurring: { interval: 'month' },
        },
      },
    ],
  })
  donor.foreign.push(bought.id)
}
