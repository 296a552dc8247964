import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { donations, stripeEvents } from '#db/schema/donations.ts'
import { licences } from '#db/schema/licences.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import { acceptLicence } from '#lib/licences/answers.ts'
import { makeLicenceInvoice } from '#lib/donations/licence-invoices.ts'
import { reconcile } from '#lib/donations/reconcile.ts'
import { settleLicence } from '#lib/licences/jobs.ts'
import { closeLicence, offerLicence } from '#lib/licences/offers.ts'
import { licenceById, licencesToday, recordOf } from '#lib/licences/queries.ts'
import { compareInvoices, remindOfInvoices, settleInvoice } from '#lib/licences/settling.ts'
import { licensedText } from '#lib/licences/text.ts'
import { openTill } from '#tests/donations/till.ts'
import { runJobs } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { submit, visit } from '#tests/sandbox/running.ts'
import { forFee, offered, postedTo, termsOf } from './enquiries.ts'

const till = await openTill()
const { ctx } = till

const name = 'Ines Corrigan'
const kindsOf = async (id: string) => (await recordOf(ctx(), id)).map(({ kind }) => kind)

/** Nobody answers there. */
function withoutStripe(): Context {
  const { config, ...rest } = ctx()
  return { ...rest, config: { ...config, stripe: { ...config.stripe, apiBase: 'http://127.0.0.1:9' } } }
}

async function accepted(): Promise<{ id: string; url: string; invoice: string }> {
  const id = await offered(ctx(), forFee)
  await acceptLicence(ctx(), { licenceId: id, name })
  const view = await licenceById(ctx(), id)
  return { id, url: view?.invoiceUrl ?? '', invoice: view?.stripeInvoiceId ?? '' }
}

async function payAt(url: string): Promise<number> {
  const page = await visit(url.replace('localhost', '127.0.0.1'))
  const card = { 'Card number': '4242 4242 4242 4242', Expiry: '12 / 34', CVC: '123' }
  return (await submit(page, card)).status
}

/** Stripe's events arrive, and what follows from them is done. */
async function arrive(): Promise<void> {
  await till.handIn()
  await runJobs(ctx(), [settleLicence])
}

async function invoicesOf(licenceId: string) {
  const [row] = await ctx().db.select().from(licences).where(eq(licences.id, licenceId))
  const found: { id: string; status: string | null; total: number }[] = []
  for (const customer of (await till.dashboard.customers.list({ email: row?.email ?? '' })).data)
    for (const { id, status, total } of (await till.dashboard.invoices.list({ customer: customer.id })).data)
      found.push({ id, status, total })
  return found
}

async function close(licenceId: string): Promise<void> {
  const { id: personId } = await makePerson(ctx())
  await closeLicence(ctx(), { licenceId, reason: 'They changed their mind.', personId })
}

describe('a licence that costs something', () => {
  it('is accepted against an invoice, and the text is theirs when it is paid', async () => {
    const { id, url, invoice } = await accepted()
    expect(await licenceById(ctx(), id)).toMatchObject({ standing: 'awaiting_payment', invoiceState: 'open' })
    expect(await licensedText(ctx(), id)).toMatchObject({ state: 'withheld' })
    expect(await invoicesOf(id)).toEqual([{ id: invoice, status: 'open', total: 12_000 }])
    expect(await postedTo(ctx(), id)).toEqual(['licence-offered', 'licence-invoice'])
    expect(await payAt(url)).toBe(303)
    await arrive()
    expect(await licenceById(ctx(), id)).toMatchObject({ standing: 'in_force', invoiceState: 'paid' })
    expect(await kindsOf(id)).toEqual(['offered', 'accepted', 'invoiced', 'paid'])
    expect(await licensedText(ctx(), id)).toMatchObject({ state: 'given' })
    expect(await postedTo(ctx(), id)).toEqual(['licence-offered', 'licence-invoice', 'licence-ready'])
  })

  it('is no donation, makes nobody a member, and no night makes it one', async () => {
    const { id, url } = await accepted()
    const before = await ctx().db.select().from(people)
    await payAt(url)
    await arrive()
    const report = await reconcile(ctx())
    expect(report.unrepaired).toEqual([])
    expect(report.repaired).toEqual([])
    expect(await ctx().db.select().from(donations)).toEqual([])
    expect(await ctx().db.select().from(people)).toHaveLength(before.length)
    const events = await ctx().db.select().from(stripeEvents).where(eq(stripeEvents.type, 'invoice.paid'))
    expect(events.at(-1)).toMatchObject({ state: 'applied', outcome: 'Of a licence to republish: no donation.' })
    await runJobs(ctx(), [settleLicence])
    expect((await kindsOf(id)).filter((kind) => kind === 'paid')).toHaveLength(1)
  })

  it('accepted twice, and settled by several at once, has one invoice', async () => {
    const id = await offered(ctx(), forFee)
    await Promise.all([1, 2, 3].map(() => acceptLicence(ctx(), { licenceId: id, name })))
    await Promise.all([settleInvoice(ctx(), id), settleInvoice(ctx(), id)])
    await runJobs({ ...ctx(), now: new Date(Date.now() + 120_000) }, [settleLicence])
    expect(await invoicesOf(id)).toHaveLength(1)
    expect(await kindsOf(id)).toEqual(['offered', 'accepted', 'invoiced'])
    expect((await postedTo(ctx(), id)).filter((kind) => kind === 'licence-invoice')).toHaveLength(1)
  })

  it('accepted while Stripe is away is kept, and invoiced by the job', async () => {
    const id = await offered(ctx(), forFee)
    await acceptLicence(withoutStripe(), { licenceId: id, name })
    expect(await licenceById(ctx(), id)).toMatchObject({ standing: 'awaiting_payment', invoiceState: 'none' })
    await runJobs({ ...ctx(), now: new Date(Date.now() + 120_000) }, [settleLicence])
    expect(await licenceById(ctx(), id)).toMatchObject({ invoiceState: 'open' })
  })

  it('withdrawn before it is paid can be paid no more', async () => {
    const { id, url } = await accepted()
    await close(id)
    expect(await licenceById(ctx(), id)).toMatchObject({ standing: 'withdrawn', invoiceState: 'void' })
    expect((await visit(url.replace('localhost', '127.0.0.1'))).text).not.toContain('Pay this invoice')
    await arrive()
    expect(await kindsOf(id)).toEqual(['offered', 'accepted', 'invoiced', 'withdrawn', 'invoice_void'])
  })

  it('paid before the withdrawal reached Stripe, the desk is told that the money is to go back', async () => {
    const { id, url } = await accepted()
    const before = await licencesToday(ctx())
    await payAt(url)
    await close(id)
    expect(await licenceById(ctx(), id)).toMatchObject({ standing: 'withdrawn', invoiceState: 'paid' })
    await arrive()
    expect((await kindsOf(id)).at(-1)).toBe('paid_too_late')
    expect((await licencesToday(ctx())).paidTooLate).toBe(before.paidTooLate + 1)
    expect(await licensedText(ctx(), id)).toMatchObject({ state: 'withheld' })
  })

  it('whose invoice somebody voids at Stripe is withdrawn', async () => {
    const { id, invoice } = await accepted()
    await till.dashboard.invoices.voidInvoice(invoice)
    await arrive()
    expect(await licenceById(ctx(), id)).toMatchObject({ standing: 'withdrawn', invoiceState: 'void' })
  })
})

describe('what a crash or a lost event leaves', () => {
  it('a payment nobody told of is found at night', async () => {
    const { id, url } = await accepted()
    await payAt(url)
    await till.take()
    await compareInvoices(ctx())
    expect(await licenceById(ctx(), id)).toMatchObject({ standing: 'in_force' })
  })

  it('so is the payment of what was withdrawn while Stripe was away, once, and the desk is told to pay it back', async () => {
    const { id, url } = await accepted()
    const before = await licencesToday(ctx())
    const { id: personId } = await makePerson(ctx())
    await closeLicence(withoutStripe(), { licenceId: id, reason: 'They changed their mind.', personId })
    await payAt(url)
    await till.take()
    await compareInvoices(ctx())
    await compareInvoices(ctx())
    expect(await licenceById(ctx(), id)).toMatchObject({ standing: 'withdrawn', invoiceState: 'paid' })
    expect((await kindsOf(id)).filter((kind) => kind === 'paid_too_late')).toHaveLength(1)
    expect((await licencesToday(ctx())).paidTooLate).toBe(before.paidTooLate + 1)
  })

  it('and that it can be paid no more is on record when it was withdrawn while Stripe was away', async () => {
    const { id, invoice } = await accepted()
    const { id: personId } = await makePerson(ctx())
    await closeLicence(withoutStripe(), { licenceId: id, reason: 'They changed their mind.', personId })
    await compareInvoices(ctx())
    expect(await till.dashboard.invoices.retrieve(invoice)).toMatchObject({ status: 'void' })
    expect(await licenceById(ctx(), id)).toMatchObject({ standing: 'withdrawn', invoiceState: 'void' })
  })

  it('one that Stripe refuses to invoice keeps no other from being looked at', async () => {
    const { id: personId } = await makePerson(ctx(), { roles: ['managing_editor'] })
    const { slug } = await makeArticle(ctx())
    const refused = await offerLicence(
      ctx(),
      { articleSlug: slug, caseId: null, submissionId: v7(), personId },
      { ...termsOf(ctx(), forFee), email: 'no address' },
    )
    await acceptLicence(ctx(), { licenceId: refused, name })
    const { id, url } = await accepted()
    await payAt(url)
    await till.take()
    await compareInvoices(ctx())
    expect(await licenceById(ctx(), refused)).toMatchObject({ standing: 'awaiting_payment', invoiceState: 'none' })
    expect(await licenceById(ctx(), id)).toMatchObject({ standing: 'in_force' })
    await closeLicence(ctx(), { licenceId: refused, reason: 'It cannot be invoiced.', personId })
  })

  it('an invoice that was made and not noted is the one that is noted later', async () => {
    const id = await offered(ctx(), forFee)
    await acceptLicence(withoutStripe(), { licenceId: id, name })
    const view = await licenceById(ctx(), id)
    const made = await makeLicenceInvoice(ctx(), {
      licenceId: id,
      name: view?.licensee ?? '',
      email: view?.email ?? '',
      cost: { amount: 12_000, currency: 'GBP' },
      description: 'As it was called then',
      daysUntilDue: 14,
    })
    await settleInvoice(ctx(), id)
    expect(await licenceById(ctx(), id)).toMatchObject({ stripeInvoiceId: made.id })
    expect(await invoicesOf(id)).toHaveLength(1)
  })

  it('an invoice of a licence that nobody has any more is withdrawn at night, and none that is wanted', async () => {
    const { id, invoice } = await accepted()
    const other = await offered(ctx(), forFee)
    const view = await licenceById(ctx(), other)
    const stray = await makeLicenceInvoice(ctx(), {
      licenceId: other,
      name: 'Observer Newspapers',
      email: view?.email ?? '',
      cost: { amount: 12_000, currency: 'GBP' },
      description: 'A licence that was never accepted',
      daysUntilDue: 14,
    })
    await compareInvoices(ctx())
    expect(await till.dashboard.invoices.retrieve(stray.id)).toMatchObject({ status: 'void' })
    expect(await till.dashboard.invoices.retrieve(invoice)).toMatchObject({ status: 'open' })
    expect(await licenceById(ctx(), id)).toMatchObject({ standing: 'awaiting_payment' })
  })

  it('one that is overdue is reminded of once, and shown at the desk', async () => {
    const { id } = await accepted()
    expect(await remindOfInvoices(ctx())).toBe(0)
    await till.advance(15)
    expect(await licenceById(ctx(), id)).toMatchObject({ standing: 'overdue' })
    expect((await licencesToday(ctx())).overdue).toBeGreaterThan(0)
    expect(await remindOfInvoices(ctx())).toBeGreaterThan(0)
    expect(await remindOfInvoices(ctx())).toBe(0)
    expect((await postedTo(ctx(), id)).filter((kind) => kind === 'licence-overdue')).toHaveLength(1)
  })
})
