import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { subscriptions } from '#db/schema/donations.ts'
import { fulfilCheckout } from '#lib/donations/commands.ts'
import { submit, visit } from '#tests/sandbox/running.ts'
import { sessionIn } from './paying.ts'
import { openTill } from './till.ts'

const till = await openTill()

/** Somebody who has joined, with what Stripe calls them. */
async function joined(card: string) {
  const person = await till.person()
  const { url } = await till.begin({ person })
  await fulfilCheckout(till.ctx(), sessionIn(await till.pay(url, { card, email: person.email })))
  await till.handIn()
  const copy = async () => {
    const [row] = await till.ctx().db.select().from(subscriptions).where(eq(subscriptions.personId, person.id))
    if (!row) throw new Error('nothing was copied')
    return row
  }
  const { stripeSubscriptionId } = await copy()
  const { customer } = await till.dashboard.subscriptions.retrieve(stripeSubscriptionId)
  return { subscriptionId: stripeSubscriptionId, customer: typeof customer === 'string' ? customer : customer.id, copy }
}

/** Enters another card on Stripe's page for that. */
async function enterCard(customer: string, number: string): Promise<void> {
  const session = await till.dashboard.billingPortal.sessions.create({
    customer,
    return_url: 'https://magazine.example/account',
    flow_data: { type: 'payment_method_update' },
  })
  const page = await visit(session.url.replace('localhost', '127.0.0.1'))
  await submit(page, { 'Card number': number, Expiry: '11 / 34', CVC: '123' })
}

describe('a regular gift', () => {
  it('is charged to the card entered last, although Stripe made it the customer’s only', async () => {
    const { copy, customer } = await joined('4000 0000 0000 0341')
    expect(await copy()).toMatchObject({ cardLast4: '0341' })
    await enterCard(customer, '5555 5555 5555 4444')
    await till.handIn()
    expect(await copy()).toMatchObject({ cardLast4: '4444', cardBrand: 'mastercard' })
    await till.advance(32)
    await till.handIn()
    expect(await copy()).toMatchObject({ status: 'active', declineCode: null })
  })

  it('is charged to it also when Stripe told of it while we heard nothing', async () => {
    const { copy, customer } = await joined('4242 4242 4242 4242')
    await enterCard(customer, '5555 5555 5555 4444')
    await till.take()
    await till.advance(25)
    await till.handIn()
    expect(await copy()).toMatchObject({ cardLast4: '4444' })
  })

  it('keeps the card that was chosen for it after the customer’s', async () => {
    const { copy, customer, subscriptionId } = await joined('4242 4242 4242 4242')
    await enterCard(customer, '5555 5555 5555 4444')
    await till.handIn()
    await till.advance(1)
    const own = await till.dashboard.paymentMethods.attach('pm_card_visa', { customer })
    await till.dashboard.subscriptions.update(subscriptionId, { default_payment_method: own.id })
    await till.handIn()
    const { default_payment_method: kept } = await till.dashboard.subscriptions.retrieve(subscriptionId)
    expect(kept).toBe(own.id)
    expect(await copy()).toMatchObject({ cardLast4: '4242' })
  })
})
