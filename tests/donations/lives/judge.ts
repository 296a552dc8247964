import { asc, eq } from 'drizzle-orm'
import { donations, subscriptions } from '#db/schema/donations.ts'
import { mails } from '#db/schema/platform.ts'
import type { DriftReport } from '#lib/donations/drift-reports.ts'
import { benefitsAt, type LedgerRow } from '#lib/membership/model.ts'
import { ledgerOf } from '#lib/membership/queries.ts'
import { idOf } from '#tests/sandbox/running.ts'
import type { Donor, Lived } from './live.ts'
import { Album, tierAt, type Scene, type Span } from './truth.ts'

/**
 * Whether what a life left with the magazine is what Stripe's objects say.
 * @returns each fault in words; none is as it should be
 */
export async function judge(lived: Lived): Promise<string[]> {
  const { magazine, telling, donors } = lived
  const first = await magazine.night()
  // Comparing may itself change things at Stripe, and Stripe tells of that.
  await magazine.settle()
  await telling.note('compared')
  const second = await magazine.night()
  const faults = [...left('after comparing', first), ...left('after comparing again', second), ...repairedAgain(second)]
  const story = tell(lived)
  for (const donor of donors) {
    faults.push(...(await moneyFaults(lived, donor)))
    faults.push(...(await copyFaults(lived, donor)))
    faults.push(...(await benefitFaults(lived, donor, story)))
    faults.push(...(await mailFaults(lived, donor)))
  }
  return faults
}

function left(when: string, { unrepaired }: DriftReport): string[] {
  return unrepaired.map(({ what, id, found }) => `${when} there is left: ${what} ${id}: ${found}`)
}

function repairedAgain({ repaired }: DriftReport): string[] {
  return repaired.map(({ what, id, found }) => `repaired though compared just before: ${what} ${id}: ${found}`)
}

/** Every payment is one donation, and every donation one payment: amount, currency, day, frequency, what went back. */
async function moneyFaults({ magazine }: Lived, donor: Donor): Promise<string[]> {
  const rows = await magazine.ctx().db.select().from(donations).where(eq(donations.personId, donor.id))
  const known = rows.map(
    (row) =>
      `${row.stripeRef}: ${row.amount} ${row.currency} ${row.frequency} at ${row.paidAt.toISOString()}, ${row.refunded} back`,
  )
  const paid = [
    ...(await Promise.all(donor.subscriptions.map((id) => paidInvoices(magazine.dashboard, id)))).flat(),
    ...(await Promise.all(donor.payments.map((id) => paidOnce(magazine.dashboard, id)))),
  ]
  return [
    ...paid
      .filter((line) => !known.includes(line))
      .map((line) => `${donor.email} paid, and no donation says so: ${line}`),
    ...known
      .filter((line) => !paid.includes(line))
      .map((line) => `${donor.email} has a donation without its payment: ${line}`),
    ...(new Set(known).size === known.length ? [] : [`${donor.email} has a donation twice`]),
  ]
}

type Dashboard = Lived['magazine']['dashboard']

async function paidInvoices(stripe: Dashboard, subscription: string): Promise<string[]> {
  const lines: string[] = []
  for await (const invoice of stripe.invoices.list({ subscription, status: 'paid', limit: 100 })) {
    const [payment] = (await stripe.invoicePayments.list({ invoice: invoice.id, status: 'paid' })).data
    const { period } = invoice.lines.data[0] ?? { period: { start: 0, end: 0 } }
    const frequency = period.end - period.start > 100 * 86_400 ? 'year' : 'month'
    const intent = payment?.payment.payment_intent
    const back = intent ? await wentBack(stripe, idOf(intent)) : 0
    lines.push(
      line(invoice.id, invoice.amount_paid, invoice.currency, frequency, invoice.status_transitions.paid_at, back),
    )
  }
  return lines
}

async function paidOnce(stripe: Dashboard, id: string): Promise<string> {
  const payment = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] })
  const at = typeof payment.latest_charge === 'string' ? 0 : (payment.latest_charge?.created ?? 0)
  return line(id, payment.amount_received, payment.currency, 'once', at, await wentBack(stripe, id))
}

function line(
  ref: string,
  amount: number,
  currency: string,
  frequency: string,
  at: number | null,
  back: number,
): string {
  const day = new Date((at ?? 0) * 1000).toISOString()
  return `${ref}: ${amount} ${currency.toUpperCase()} ${frequency} at ${day}, ${back} back`
}

async function wentBack(stripe: Dashboard, intent: string): Promise<number> {
  const charges = (await stripe.charges.list({ payment_intent: intent })).data.filter(
    ({ status }) => status === 'succeeded',
  )
  const disputes = (await stripe.disputes.list({ payment_intent: intent })).data.filter(
    ({ status }) => status !== 'won',
  )
  const refunded = charges.reduce((sum, charge) => sum + charge.amount_refunded, 0)
  return disputes.reduce((sum, { amount }) => sum + amount, refunded)
}

/** The copy of each subscription is as Stripe has it, and nothing of a stranger's came along. */
async function copyFaults({ magazine }: Lived, donor: Donor): Promise<string[]> {
  const rows = await magazine.ctx().db.select().from(subscriptions).where(eq(subscriptions.personId, donor.id))
  const ours = rows.map(
    (row) =>
      `${row.stripeSubscriptionId}: ${row.status}, ${row.amount} ${row.currency} ${row.tier} by the ${row.interval} until ${row.currentPeriodEnd.toISOString()}, notice ${row.cancelAtPeriodEnd}`,
  )
  const theirs = await Promise.all(
    donor.subscriptions.map(async (id) => {
      const one = await magazine.dashboard.subscriptions.retrieve(id)
      const [item] = one.items.data
      const tier = idOf(item?.price.product).replace('standfirst_', '')
      const end = new Date((item?.current_period_end ?? 0) * 1000).toISOString()
      return `${id}: ${one.status}, ${item?.price.unit_amount} ${one.currency.toUpperCase()} ${tier} by the ${item?.price.recurring?.interval} until ${end}, notice ${one.cancel_at !== null}`
    }),
  )
  return [
    ...theirs.filter((one) => !ours.includes(one)).map((one) => `no copy is like Stripe’s ${one}`),
    ...ours.filter((one) => !theirs.includes(one)).map((one) => `a copy is unlike anything at Stripe: ${one}`),
  ]
}

function tell({ magazine }: Lived): Scene[] {
  const album = new Album()
  return [album.scene(0), ...magazine.everything.map((delivery) => album.scene(album.add(delivery)))]
}

/**
 * At each instant the magazine may say what Stripe's state gave at any moment since it was last in step, and
 * nothing else: nothing granted without money, nothing withheld despite it. Both as it was answered at the time, and as
 * it is answered for that time at the end. Of two subscriptions it may have heard of one, and of a subscription before it hears
 * of money that had gone back by then. Once in step there is one right answer.
 */
async function benefitFaults({ magazine, telling }: Lived, donor: Donor, story: Scene[]): Promise<string[]> {
  const rows = await ledgerOf(magazine.ctx(), donor.id)
  const end = magazine.ctx().now.getTime() / 1000
  const instants = new Set<number>([end])
  for (const { at } of [...story, ...telling.marks]) for (const near of [at - 1, at, at + 1]) instants.add(near)
  for (const { validFrom, validUntil, recordedAt } of rows)
    for (const instant of [validFrom, validUntil, recordedAt])
      if (instant) for (const near of [-1, 0, 1]) instants.add(Math.floor(instant.getTime() / 1000) + near)
  const faults: string[] = []
  for (const at of [...instants].filter((one) => one > 0 && one <= end).toSorted((a, b) => a - b)) {
    const mark = telling.marks.findLast((one) => one.at <= at) ?? { events: 0, at: 0 }
    const scenes = story.filter((scene, index) => index === mark.events || (index > mark.events && scene.at <= at))
    const right = highestOfEach(
      donor.subscriptions.map((id) => heardOf(scenes).map((spans) => tierAt(spans.get(id) ?? [], at))),
    )
    const then = tierIn(
      rows.filter(({ recordedAt }) => recordedAt.getTime() / 1000 <= at),
      at,
    )
    const now = tierIn(rows, at)
    const when = new Date(at * 1000).toISOString()
    const allowed = [...right].join(' or ')
    if (!right.has(then)) faults.push(`${donor.email} at ${when}: was given ${then}, right was ${allowed}`)
    else if (!right.has(now))
      faults.push(`${donor.email} at ${when}: is now said to have had ${now}, right was ${allowed}`)
    if (faults.length > 3) break
  }
  return [...faults, ...(faults.length === 0 ? [] : rows.map(rowInWords))]
}

function tierIn(rows: LedgerRow[], at: number): Span['tier'] | null {
  const held = benefitsAt(rows, new Date(at * 1000)).map(({ benefit }) => benefit)
  if (held.includes('patrons_articles')) return 'patron'
  return held.includes('comment') ? 'supporter' : null
}

/** Whoever hears of a subscription fetches it afresh; money that went back before may be heard of later. */
function heardOf(scenes: readonly Scene[]): Map<string, Span[]>[] {
  return scenes.flatMap(({ spans }, index) => {
    const known = new Set(scenes.slice(0, index + 1).map(({ returned }) => returned))
    return [...known].map((returned) => spans(returned))
  })
}

type Held = Span['tier'] | null

/** @param possible what each subscription may be known to give */
function highestOfEach(possible: readonly Held[][]): Set<Held> {
  return possible.reduce(
    (so, tiers) => new Set([...so].flatMap((held) => tiers.map((tier) => higher(held, tier)))),
    new Set<Held>([null]),
  )
}

function higher(a: Held, b: Held): Held {
  return a === 'patron' || b === 'patron' ? 'patron' : (a ?? b)
}

function rowInWords(row: LedgerRow): string {
  const until = row.validUntil === null ? '' : ` until ${row.validUntil.toISOString()}`
  return `  its ledger: ${row.sourceRef} ${row.tier} ${row.state} from ${row.validFrom.toISOString()}${until}, recorded ${row.recordedAt.toISOString()}: ${row.reason}`
}

/** One letter of thanks for the first payment of a gift at most, and none that nobody can be thanked for. */
async function mailFaults({ magazine }: Lived, donor: Donor): Promise<string[]> {
  const sent = await magazine
    .ctx()
    .db.select({ kind: mails.kind, key: mails.dedupeKey })
    .from(mails)
    .where(eq(mails.recipient, donor.email))
    .orderBy(asc(mails.createdAt))
  const thanks = sent.filter(({ kind }) => kind === 'donation-thanks').length
  const gifts = donor.subscriptions.length + donor.payments.length
  return thanks > gifts ? [`${donor.email} was thanked ${thanks} times for ${gifts} gifts`] : []
}
