import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { claims } from '#db/schema/claims.ts'
import { donations, refundRequests } from '#db/schema/donations.ts'
import { mails } from '#db/schema/platform.ts'
import { auditOf } from '#lib/audit/audit.ts'
import { after, minute } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { applyStripeEvent, finishRefund } from '#lib/donations/jobs.ts'
import { previewRefund, refundable, type Refundable } from '#lib/donations/refund-preview.ts'
import { refundDonation, type RefundOrder } from '#lib/donations/refunds.ts'
import { membershipOf } from '#lib/membership/queries.ts'
import { queuedJobs, runJobs } from '#tests/support/context.ts'
import { expectEveryCopyCounted, makeCampaign } from '#tests/books/stock.ts'
import { openTill } from './till.ts'

const till = await openTill()
const { id: administrator } = await till.person('administrator@example.org', 'Ada')

/** A supporter of £5 a month who has paid once, or a one-off gift of £5. */
async function donor(frequency: 'month' | 'once' = 'month') {
  const person = await till.person()
  await till.pay((await till.begin({ person, frequency })).url)
  await till.handIn()
  return { ...person, donation: await donationOf(person.id) }
}

async function donationOf(personId: string): Promise<Refundable> {
  const [row] = await till.ctx().db.select().from(donations).where(eq(donations.personId, personId))
  const donation = await refundable(till.ctx(), row?.id ?? '')
  if (!donation) throw new Error('nothing was given')
  return donation
}

function order(donation: Refundable, given: Partial<RefundOrder> = {}): RefundOrder {
  return {
    requestId: crypto.randomUUID(),
    donationId: donation.id,
    amount: donation.left,
    reason: 'Asked for it back.',
    alsoCancel: false,
    actorId: administrator,
    ...given,
  }
}

/** The same magazine while Stripe does not answer. */
function withoutStripe(ctx: Context): Context {
  return { ...ctx, config: { ...ctx.config, stripe: { ...ctx.config.stripe, apiBase: 'http://127.0.0.1:9' } } }
}

/** A little later: what ended a moment ago by Stripe's clock has ended. */
const now = (): Context => ({ ...till.ctx(), now: after(till.ctx().now, minute) })

async function mailsAfterwards(email: string): Promise<{ kind: string; data: unknown }[]> {
  const posted = await till.ctx().db.select().from(mails).where(eq(mails.recipient, email))
  return posted.filter(({ kind }) => kind !== 'donation-thanks').map(({ kind, data }) => ({ kind, data }))
}

async function refundsAtStripe(): Promise<{ amount: number; request: string | undefined }[]> {
  const page = await till.dashboard.refunds.list({ limit: 100 })
  return page.data.map(({ amount, metadata }) => ({ amount, request: metadata?.request }))
}

test('all of it: the period is withdrawn, the gift goes on, the donor is told, and it is noted who did it', async () => {
  const { id, email, donation } = await donor()
  const preview = await previewRefund(till.ctx(), donation, 500, false)
  expect(preview).toMatchObject({ ending: 'no', before: { tier: 'supporter' }, after: { tier: null, state: 'lapsed' } })
  // To ask what would follow changes nothing.
  expect(await till.known(id)).toMatchObject({ ledger: [{ state: 'active' }], donations: [{ refunded: 0 }] })

  const wanted = order(donation)
  expect(await refundDonation(till.ctx(), wanted)).toBe('done')
  expect(await till.known(id)).toMatchObject({
    ledger: [{ state: 'active' }, { state: 'lapsed' }],
    donations: [{ amount: 500, refunded: 500 }],
    subscriptions: [{ status: 'active' }],
  })
  expect(await refundsAtStripe()).toContainEqual({ amount: 500, request: wanted.requestId })
  // One mail tells of the money and of the membership.
  expect(await mailsAfterwards(email)).toMatchObject([{ kind: 'membership-withdrawn' }])
  expect(await auditOf(till.ctx(), [`person ${id}`])).toMatchObject([
    { actorId: administrator, action: 'refunded a donation', details: { amount: '£5', reason: 'Asked for it back.' } },
  ])
})

test('all of it, and the regular gift as well: nothing more is taken', async () => {
  const { id, email, donation } = await donor()
  const preview = await previewRefund(till.ctx(), donation, 500, true)
  expect(preview).toMatchObject({ ending: 'now', after: { tier: null } })
  await refundDonation(till.ctx(), order(donation, { alsoCancel: true }))
  expect(await till.known(id)).toMatchObject({
    subscriptions: [{ status: 'canceled' }],
    donations: [{ refunded: 500 }],
  })
  expect((await membershipOf(now(), id)).tier).toBeNull()
  expect(await mailsAfterwards(email)).toMatchObject([
    { kind: 'refund-made', data: { regular: 'now', endsOn: null, membership: 'ended' } },
  ])
})

test('a part: the membership stays; with the gift cancelled, to the end of what is paid for', async () => {
  const { id, donation } = await donor()
  expect(await previewRefund(till.ctx(), donation, 200, false)).toMatchObject({
    before: { tier: 'supporter', state: 'active' },
    after: { tier: 'supporter', state: 'active' },
  })
  await refundDonation(till.ctx(), order(donation, { amount: 200 }))
  expect(await till.known(id)).toMatchObject({ ledger: [{ state: 'active' }], donations: [{ refunded: 200 }] })

  const rest = await donationOf(id)
  expect(rest.left).toBe(300)
  expect(await previewRefund(till.ctx(), rest, 100, true)).toMatchObject({
    ending: 'at_period_end',
    after: { tier: 'supporter', state: 'ending' },
  })
  await refundDonation(till.ctx(), order(rest, { amount: 100, alsoCancel: true }))
  expect(await till.known(id)).toMatchObject({ donations: [{ refunded: 300 }], subscriptions: [{ status: 'active' }] })
  expect(await membershipOf(now(), id)).toMatchObject({ tier: 'supporter', state: 'ending' })
})

test('a one-off gift goes back and touches no membership', async () => {
  const { id, email, donation } = await donor('once')
  await refundDonation(till.ctx(), order(donation))
  expect(await mailsAfterwards(email)).toMatchObject([
    { kind: 'refund-made', data: { amount: 500, regular: 'none', membership: 'none' } },
  ])
  expect(await till.known(id)).toMatchObject({ ledger: [], donations: [{ frequency: 'once', refunded: 500 }] })
})

test('a double click is one refund', async () => {
  const { id, donation } = await donor()
  const wanted = order(donation, { amount: 200 })
  const outcomes = await Promise.all([1, 2, 3].map(() => refundDonation(till.ctx(), wanted)))
  expect(outcomes).toEqual(['done', 'done', 'done'])
  expect((await refundsAtStripe()).filter(({ request }) => request === wanted.requestId)).toHaveLength(1)
  expect(await till.known(id)).toMatchObject({ donations: [{ refunded: 200 }] })
  expect(await auditOf(till.ctx(), [`person ${id}`])).toHaveLength(1)
  // The worker, when it comes to it, finds it done.
  const later = { ...till.ctx(), now: after(till.ctx().now, 2 * minute) }
  await runJobs(later, [finishRefund, applyStripeEvent])
  expect(await till.known(id)).toMatchObject({ donations: [{ refunded: 200 }] })
  expect((await refundsAtStripe()).filter(({ request }) => request === wanted.requestId)).toHaveLength(1)
})

test('two refunds at once never come to more than was given', async () => {
  const { id, donation } = await donor()
  const outcomes = await Promise.allSettled(
    [1, 2].map(() => refundDonation(till.ctx(), order(donation, { amount: 400 }))),
  )
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await till.known(id)).toMatchObject({ donations: [{ refunded: 400 }] })
})

test('more than is left, and what has gone back already, are refused beside the field, and nothing is kept', async () => {
  const { donation } = await donor()
  await expect(refundDonation(till.ctx(), order(donation, { amount: 501 }))).rejects.toMatchObject({
    kind: 'invalid',
    fields: { amount: 'At most £5 is left to send back.' },
  })
  await refundDonation(till.ctx(), order(donation))
  await expect(refundDonation(till.ctx(), order(donation, { amount: 500 }))).rejects.toMatchObject({ kind: 'conflict' })
  const kept = await till.ctx().db.select().from(refundRequests).where(eq(refundRequests.donationId, donation.id))
  expect(kept).toHaveLength(1)
})

test('a form used again for another amount is refused', async () => {
  const { donation } = await donor()
  const wanted = order(donation, { amount: 100 })
  await refundDonation(till.ctx(), wanted)
  await expect(refundDonation(till.ctx(), { ...wanted, amount: 200 })).rejects.toMatchObject({ kind: 'conflict' })
})

test('what was refunded in Stripe’s dashboard meanwhile is Stripe’s word against ours: refused, told, and noted', async () => {
  const { id, donation } = await donor('once')
  await till.dashboard.refunds.create({ payment_intent: donation.stripeRef })
  await expect(refundDonation(till.ctx(), order(donation))).rejects.toMatchObject({
    kind: 'conflict',
    message: expect.stringContaining('already been refunded'),
  })
  expect(await auditOf(till.ctx(), [`person ${id}`])).toMatchObject([{ action: 'was refused a refund' }])
  const [request] = await till.ctx().db.select().from(refundRequests).where(eq(refundRequests.donationId, donation.id))
  expect(request).toMatchObject({ state: 'refused', problem: expect.stringContaining('already been refunded') })
})

test('what becomes of the book that the money was for is said before, and then that is what becomes of it', async () => {
  const campaign = await makeCampaign(till.ctx())
  const person = await till.person()
  const book = { campaignId: campaign.id, wish: 'book', country: 'GB', dedication: '', leaves: null } as const
  await till.pay((await till.begin({ person, frequency: 'month', amount: 1500, book })).url)
  await till.handIn()
  const donation = await donationOf(person.id)
  const foreseen = async (amount: number, alsoCancel = false) =>
    (await previewRefund(till.ctx(), donation, amount, alsoCancel)).book
  const claimNow = () => till.ctx().db.select().from(claims).where(eq(claims.personId, person.id))
  const noteAs = (state: 'dispatched' | 'promised') =>
    till.ctx().db.update(claims).set({ state }).where(eq(claims.personId, person.id))

  // £10 a month is what brings the book.
  expect(await foreseen(500)).toEqual({ title: 'The Patience of Mud', becomes: 'stays' })
  expect(await foreseen(500, true)).toMatchObject({ becomes: 'ends_with_gift' })
  expect(await foreseen(501)).toMatchObject({ becomes: 'ends' })
  await noteAs('dispatched')
  expect(await foreseen(1500, true)).toMatchObject({ becomes: 'desk_is_told' })
  await noteAs('promised')

  expect(await claimNow()).toMatchObject([{ state: 'promised', holdsCopy: true, trouble: null }])
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(1)
  await refundDonation(till.ctx(), order(donation))
  expect(await claimNow()).toMatchObject([{ state: 'ended', ending: 'refunded' }])
  expect(await expectEveryCopyCounted(till.ctx(), campaign.id)).toBe(2)
})

test('money that a dispute holds is neither previewed nor sent back', async () => {
  const person = await till.person()
  await till.pay((await till.begin({ person, frequency: 'once' })).url, { card: '4000 0000 0000 0259' })
  // The dispute is Stripe's news, and has not reached us yet.
  await till.handIn((await till.take()).filter(({ type }) => type === 'checkout.session.completed'))
  const donation = await donationOf(person.id)
  expect(donation.left).toBe(500)
  await expect(previewRefund(till.ctx(), donation, 500, false)).rejects.toMatchObject({
    message: expect.stringContaining('in a dispute'),
  })
  await expect(refundDonation(till.ctx(), order(donation))).rejects.toMatchObject({
    kind: 'conflict',
    message: expect.stringContaining('in a dispute'),
  })
  expect(await till.known(person.id)).toMatchObject({ donations: [{ refunded: 0 }] })
})

test('while Stripe is away the order is kept, and done by the worker once it is back', async () => {
  const { id, donation } = await donor()
  const wanted = order(donation, { alsoCancel: true })
  expect(await refundDonation(withoutStripe(till.ctx()), wanted)).toBe('kept')
  expect(await till.known(id)).toMatchObject({ donations: [{ refunded: 0 }], subscriptions: [{ status: 'active' }] })
  // What is on its way is not there to be refunded again.
  expect((await donationOf(id)).left).toBe(0)
  expect(await queuedJobs(till.ctx(), 'stripe-refund')).toContainEqual(
    expect.objectContaining({ data: { requestId: wanted.requestId, ending: 'now' } }),
  )
  await runJobs({ ...till.ctx(), now: after(till.ctx().now, 2 * minute) }, [finishRefund])
  expect(await till.known(id)).toMatchObject({
    donations: [{ refunded: 500 }],
    subscriptions: [{ status: 'canceled' }],
  })
  expect((await refundsAtStripe()).filter(({ request }) => request === wanted.requestId)).toHaveLength(1)
})

test('a crash after Stripe’s answer, and the key forgotten since: still one refund', async () => {
  const { donation } = await donor()
  const wanted = order(donation)
  await refundDonation(withoutStripe(till.ctx()), wanted)
  const payment = await till.dashboard.invoicePayments.list({ invoice: donation.stripeRef, limit: 1 })
  const intent = payment.data[0]?.payment.payment_intent
  await till.dashboard.refunds.create({
    payment_intent: typeof intent === 'string' ? intent : (intent?.id ?? ''),
    metadata: { app: 'standfirst', request: wanted.requestId },
  })
  expect(await refundDonation(till.ctx(), wanted)).toBe('done')
  expect((await refundsAtStripe()).filter(({ request }) => request === wanted.requestId)).toHaveLength(1)
})

test('a refund that fails at the bank days later is no refund, and staff can see so', async () => {
  const { id, donation } = await donor('once')
  await refundDonation(till.ctx(), order(donation))
  const [request] = await till.ctx().db.select().from(refundRequests).where(eq(refundRequests.donationId, donation.id))
  await till.press(`refunds/${request?.stripeRefundId}/fail`, {})
  await till.handIn()
  expect(await till.known(id)).toMatchObject({ donations: [{ refunded: 0 }] })
  const [failed] = await till.ctx().db.select().from(refundRequests).where(eq(refundRequests.donationId, donation.id))
  expect(failed).toMatchObject({ state: 'refused', problem: expect.stringContaining('sent the money back to us') })
  expect((await donationOf(id)).left).toBe(500)
  // Stripe tells of it twice; it is noted once, beside the refund.
  const notes = await auditOf(till.ctx(), [`person ${id}`])
  expect(notes).toHaveLength(2)
  expect(notes[0]).toMatchObject({
    actorId: administrator,
    action: 'made a refund that failed at the bank',
    details: { amount: '£5', problem: expect.stringContaining('sent the money back to us') },
  })
})

test('there is nothing to refund where there is no donation', async () => {
  const { donation } = await donor('once')
  await expect(refundDonation(till.ctx(), order({ ...donation, id: crypto.randomUUID() }))).rejects.toMatchObject({
    kind: 'not_found',
  })
})
