import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { subscriptions } from '#db/schema/donations.ts'
import { subscriptionOf } from '#lib/donations/queries.ts'
import { reconcile } from '#lib/donations/reconcile.ts'
import { ledgerOf } from '#lib/membership/queries.ts'
import { saveSettings } from '#lib/settings/commands.ts'
import { openTill } from './till.ts'

const day = 24 * 60 * 60 * 1000
const failsAtRenewal = '4000 0000 0000 0341'
const asksEveryTime = '4000 0027 6000 3184'

async function begun(given: { card?: string; iban?: string; currency?: 'GBP' | 'EUR' } = {}) {
  const till = await openTill()
  const person = await till.person()
  const { currency = 'GBP', ...payer } = given
  await till.pay((await till.begin({ person, currency, amount: 600 })).url, payer)
  await till.handIn()
  const shown = async () => {
    const subscription = await subscriptionOf(till.ctx(), person.id)
    if (!subscription) throw new Error('nothing goes on')
    return subscription
  }
  return { till, person, shown, id: (await shown()).id }
}

describe('what is charged', () => {
  test('is the card the gift began with', async () => {
    const { shown } = await begun()
    expect(await shown()).toMatchObject({
      status: 'active',
      card: { brand: 'visa', last4: '4242', expiresMonth: expect.any(Number), expiresYear: expect.any(Number) },
      declineCode: null,
      invoiceUrl: null,
      collectionPaused: false,
      resumesAt: null,
    })
  })

  test('is the customer’s own card where the subscription names none, and follows it, told by customer.updated', async () => {
    const { till, id } = await begun()
    const other = await till.person()
    const known = await till.dashboard.subscriptions.retrieve(id)
    const customer = await till.dashboard.customers.create({ metadata: { app: 'standfirst' } })
    const pays = async (card: string) => {
      const { id: method } = await till.dashboard.paymentMethods.attach(card, { customer: customer.id })
      await till.dashboard.customers.update(customer.id, { invoice_settings: { default_payment_method: method } })
    }
    await pays('pm_card_visa')
    await till.dashboard.subscriptions.create({
      customer: customer.id,
      items: [{ price: known.items.data[0]?.price.id ?? '' }],
      metadata: { app: 'standfirst', person: other.id },
    })
    await till.handIn()
    expect((await subscriptionOf(till.ctx(), other.id))?.card).toMatchObject({ brand: 'visa', last4: '4242' })

    await pays('pm_card_mastercard')
    const told = (await till.take()).filter(({ type }) => type === 'customer.updated')
    expect(told).toHaveLength(1)
    await till.handIn(told)
    expect((await subscriptionOf(till.ctx(), other.id))?.card).toMatchObject({ brand: 'mastercard', last4: '4444' })
  })

  test('follows the bank’s new card, told by payment_method.automatically_updated', async () => {
    const { till, shown, id } = await begun()
    const { default_payment_method: method } = await till.dashboard.subscriptions.retrieve(id)
    await till.press(`payment_methods/${typeof method === 'string' ? method : ''}/replace`, {
      number: '5555555555554444',
      expiryMonth: 7,
      expiryYear: 2039,
    })
    await till.handIn()
    expect((await shown()).card).toEqual({ brand: 'mastercard', last4: '4444', expiresMonth: 7, expiresYear: 2039 })
    expect((await till.outcomes())['payment_method.automatically_updated']).toContain('applied')
  })

  test('is no card for a direct debit', async () => {
    const { till, person } = await begun({ iban: 'DE89370400440532013000', currency: 'EUR' })
    expect(await subscriptionOf(till.ctx(), person.id)).toMatchObject({ card: null, currency: 'EUR' })
  })
})

describe('a renewal that is not paid', () => {
  test('says why, and where it can be paid, until it is', async () => {
    const { till, shown, id } = await begun({ card: failsAtRenewal })
    await till.advance(31.5)
    await till.handIn()
    const failing = await shown()
    expect(failing).toMatchObject({ status: 'past_due', declineCode: 'generic_decline' })
    expect(failing.invoiceUrl).toContain(`/i/${failing.latestInvoiceId}`)
    await till.dashboard.invoices.pay(failing.latestInvoiceId ?? '', { payment_method: 'pm_card_visa' })
    await till.handIn()
    expect(await shown()).toMatchObject({ id, status: 'active', declineCode: null, invoiceUrl: null })
  })

  test('waits for its owner at the bank: authentication_required', async () => {
    const { till, shown } = await begun({ card: asksEveryTime })
    await till.advance(31.5)
    await till.handIn()
    expect(await shown()).toMatchObject({
      status: 'past_due',
      declineCode: 'authentication_required',
      invoiceUrl: expect.stringContaining('/i/'),
    })
  })

  test('gives the days of grace that the publisher chose', async () => {
    const { till, person } = await begun({ card: failsAtRenewal })
    await saveSettings(till.ctx(), 'donations', { graceDays: 30 })
    await till.advance(31.5)
    await till.handIn()
    const grace = (await ledgerOf(till.ctx(), person.id)).find(({ state }) => state === 'grace')
    expect((grace?.validUntil?.getTime() ?? 0) - (grace?.validFrom.getTime() ?? 0)).toBe(30 * day)
  })
})

describe('a paused gift', () => {
  test('is shown as such, with the day it goes on', async () => {
    const { till, shown, id } = await begun()
    const resumesAt = Math.floor(Date.now() / 1000) + 90 * 86_400
    await till.dashboard.subscriptions.update(id, { pause_collection: { behavior: 'void', resumes_at: resumesAt } })
    await till.handIn()
    expect(await shown()).toMatchObject({ collectionPaused: true, resumesAt: new Date(resumesAt * 1000) })
  })
})

test('the nightly comparison finds a card that changed unheard of, and mends it', async () => {
  const { till, shown, id } = await begun()
  await till.ctx().db.update(subscriptions).set({ cardLast4: '0000' }).where(eq(subscriptions.stripeSubscriptionId, id))
  const report = await reconcile(till.ctx())
  expect(report.repaired).toEqual([{ what: 'subscription', id, found: 'card' }])
  expect((await shown()).card).toMatchObject({ last4: '4242' })
})
