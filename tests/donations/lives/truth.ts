import { z } from 'zod'
import type { Delivery } from '#tests/donations/till.ts'

/*
 * What a membership is owed, told by what Stripe says happened and by nothing of the product: every event that was ever
 * sent, in its order, is a photograph of an object, and the photographs together are Stripe's state at each moment.
 *
 * The rule:
 *  1. A period is given by the money for it: a paid invoice of which not everything went back. It gives the tier it was
 *     paid for, to the end of its period.
 *  2. While Stripe calls the subscription active (or trialing) and its newest invoice is paid and kept, the membership goes
 *     on, without end, or to the end given notice for, or, with payments paused, to the end of what is paid for. A tier
 *     raised in between counts at once, one lowered when the period paid for is over.
 *  3. While the newest invoice is on its way (drafted, or sent to the bank) the membership goes on if the period
 *     before it was paid and kept and reaches it, or if it is the very first.
 *  4. Grace: when a renewal failed (past_due) and the period before it was paid, kept and reaches it, benefits last fourteen
 *     days from the day the first unpaid renewal was due, not beyond an end given notice for, not less than what is paid.
 *  5. Everything else gives nothing: incomplete, unpaid, cancelled and paused subscriptions, whatever was paid; renewals skipped
 *     while payments were paused; a first payment that bounced; a period whose money went back.
 */

/** Benefits of a tier up to an instant in seconds, null without end. */
export interface Span {
  tier: 'supporter' | 'patron'
  until: number | null
}

const graceSeconds = 14 * 86_400
const tiers = new Map<string, Span['tier']>([
  ['standfirst_supporter', 'supporter'],
  ['standfirst_patron', 'patron'],
])

const subscriptionPhoto = z.object({
  id: z.string(),
  object: z.literal('subscription'),
  status: z.string(),
  metadata: z.record(z.string(), z.string()),
  cancel_at: z.number().nullable(),
  cancel_at_period_end: z.boolean(),
  pause_collection: z.object({}).nullable(),
  latest_invoice: z.string().nullable(),
  items: z.object({
    data: z.array(z.object({ current_period_end: z.number(), price: z.object({ product: z.string() }) })),
  }),
})
const invoicePhoto = z.object({
  id: z.string(),
  object: z.literal('invoice'),
  status: z.string(),
  created: z.number(),
  auto_advance: z.boolean(),
  parent: z.object({ subscription_details: z.object({ subscription: z.string() }) }).nullable(),
  lines: z.object({
    data: z.array(
      z.object({
        period: z.object({ start: z.number(), end: z.number() }),
        pricing: z.object({ price_details: z.object({ product: z.string() }) }),
      }),
    ),
  }),
})
const chargePhoto = z.object({
  id: z.string(),
  object: z.literal('charge'),
  amount: z.number(),
  amount_refunded: z.number(),
  payment_intent: z.string().nullable(),
})
const disputePhoto = z.object({
  id: z.string(),
  object: z.literal('dispute'),
  status: z.string(),
  charge: z.string(),
  amount: z.number(),
})
const paymentPhoto = z.object({
  id: z.string(),
  object: z.literal('invoice_payment'),
  invoice: z.string(),
  payment: z.object({ payment_intent: z.string() }),
})
const photo = z.union([subscriptionPhoto, invoicePhoto, chargePhoto, disputePhoto, paymentPhoto])
const news = z.object({ created: z.number(), data: z.object({ object: z.unknown() }) })

/** What was so from one event of Stripe's to the next. */
export interface Scene {
  /** In seconds. */
  at: number
  /** The invoices whose money had all gone back; the same set while nothing more did. */
  returned: ReadonlySet<string>
  /** What each subscription to the magazine gave to somebody who knew of this money that it had gone back. */
  spans: (returned: ReadonlySet<string>) => Map<string, Span[]>
}

type SubscriptionPhoto = z.output<typeof subscriptionPhoto>
type InvoicePhoto = z.output<typeof invoicePhoto>

/** Stripe's state at one moment, as far as memberships go. */
export class Album {
  readonly #subscriptions = new Map<string, SubscriptionPhoto>()
  readonly #invoices = new Map<string, InvoicePhoto>()
  readonly #charges = new Map<string, z.output<typeof chargePhoto>>()
  readonly #disputes = new Map<string, z.output<typeof disputePhoto>>()
  readonly #intents = new Map<string, string>()
  #returned: ReadonlySet<string> = new Set()

  /** @returns the second it happened */
  add({ body }: Delivery): number {
    const { created, data } = news.parse(JSON.parse(body))
    const taken = photo.safeParse(data.object)
    if (!taken.success) return created
    switch (taken.data.object) {
      case 'subscription':
        this.#subscriptions.set(taken.data.id, taken.data)
        break
      case 'invoice':
        this.#invoices.set(taken.data.id, taken.data)
        break
      case 'charge':
        this.#charges.set(taken.data.id, taken.data)
        break
      case 'dispute':
        this.#disputes.set(taken.data.id, taken.data)
        break
      case 'invoice_payment':
        this.#intents.set(taken.data.payment.payment_intent, taken.data.invoice)
        break
    }
    const returned = this.#returnedNow()
    if (returned.symmetricDifference(this.#returned).size > 0) this.#returned = returned
    return created
  }

  /** As matters stand at `at` (seconds). */
  scene(at: number): Scene {
    const subscriptions = [...this.#subscriptions.values()].filter(
      (one) => one.metadata.app === 'standfirst' && tierOf(one),
    )
    const invoices = [...this.#invoices.values()]
    const known = new Map<ReadonlySet<string>, Map<string, Span[]>>()
    const spans = (returned: ReadonlySet<string>) => {
      const told = new Map(subscriptions.map((one) => [one.id, spansOf(one, invoices, returned, at)]))
      known.set(returned, told)
      return told
    }
    return { at, returned: this.#returned, spans: (returned) => known.get(returned) ?? spans(returned) }
  }

  #returnedNow(): Set<string> {
    const back = [...this.#charges.values()].filter((charge) => {
      const disputed = [...this.#disputes.values()].filter(
        ({ charge: id, status }) => id === charge.id && status !== 'won',
      )
      return disputed.reduce((sum, { amount }) => sum + amount, charge.amount_refunded) >= charge.amount
    })
    return new Set(back.flatMap(({ payment_intent: intent }) => this.#intents.get(intent ?? '') ?? []))
  }
}

function spansOf(
  subscription: SubscriptionPhoto,
  all: readonly InvoicePhoto[],
  returned: ReadonlySet<string>,
  now: number,
): Span[] {
  const { status } = subscription
  if (status !== 'active' && status !== 'trialing' && status !== 'past_due') return []
  const periodEnd = subscription.items.data[0]?.current_period_end ?? 0
  const notice = subscription.cancel_at ?? (subscription.cancel_at_period_end ? periodEnd : null)
  const paused = subscription.pause_collection !== null
  const invoices = all.filter(({ parent }) => parent?.subscription_details.subscription === subscription.id)
  const latest = invoices.find(({ id }) => id === subscription.latest_invoice)
  const isKept = ({ id, status: paid }: InvoicePhoto) => paid === 'paid' && !returned.has(id)
  const kept = invoices.filter(isKept)
  const covering = kept.filter((invoice) => periodOf(invoice).start <= now && now < periodOf(invoice).end)
  const paidFor = covering.map((invoice): Span => ({ tier: tierPaid(invoice), until: periodOf(invoice).end }))
  const goesOn = tierOf(subscription) ?? 'supporter'
  const spans = [...paidFor]
  if (status === 'past_due') {
    const first = firstUnpaid(invoices)
    const before = first && kept.find((invoice) => reaches(invoice, first))
    if (first && before)
      spans.push({ tier: goesOn, until: Math.max(first.created + graceSeconds, periodOf(before).end) })
  } else if (latest && isKept(latest)) {
    spans.push({ tier: goesOn, until: paused ? periodEnd : null })
  } else if (latest && !paused && isOnItsWay(latest)) {
    if (invoices.length === 1 || kept.some((invoice) => reaches(invoice, latest)))
      spans.push({ tier: goesOn, until: null })
  }
  return spans.map(({ tier, until }) => ({ tier, until: earlier(until, notice) }))
}

/** The highest tier of some spans at an instant in seconds; null for none. */
export function tierAt(spans: readonly Span[], at: number): Span['tier'] | null {
  const held = spans.filter(({ until }) => until === null || at < until).map(({ tier }) => tier)
  return held.includes('patron') ? 'patron' : (held[0] ?? null)
}

function tierOf(subscription: SubscriptionPhoto): Span['tier'] | undefined {
  return tiers.get(subscription.items.data[0]?.price.product ?? '')
}

function tierPaid(invoice: InvoicePhoto): Span['tier'] {
  return tiers.get(invoice.lines.data[0]?.pricing.price_details.product ?? '') ?? 'supporter'
}

function periodOf(invoice: InvoicePhoto): { start: number; end: number } {
  return invoice.lines.data[0]?.period ?? { start: 0, end: 0 }
}

function reaches(before: InvoicePhoto, invoice: InvoicePhoto): boolean {
  const { start } = periodOf(invoice)
  return before !== invoice && periodOf(before).start <= start && periodOf(before).end >= start
}

/** The oldest open invoice since the last that was paid. */
function firstUnpaid(invoices: readonly InvoicePhoto[]): InvoicePhoto | undefined {
  const lastPaid = invoices.findLastIndex(({ status }) => status === 'paid')
  return invoices.slice(lastPaid + 1).find(({ status }) => status === 'open')
}

function isOnItsWay({ status, auto_advance }: InvoicePhoto): boolean {
  return status === 'open' || (status === 'draft' && auto_advance)
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}
