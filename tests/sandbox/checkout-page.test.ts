import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { monthly, once, onLoopback, open, withCard } from './checkout-journey.ts'
import { runSandbox, submit, visit } from './running.ts'

describe('the payment page', () => {
  let running: Awaited<ReturnType<typeof runSandbox>>
  beforeAll(async () => {
    running = await runSandbox()
    await running.stripe.products.create({ id: 'membership', name: 'Membership' })
  })
  afterAll(() => running.stop())
  beforeEach(() => running.receiver.events.splice(0))

  it.each([
    ['4000 0000 0000 0002', 'card_declined', 'generic_decline'],
    ['4000 0000 0000 9995', 'card_declined', 'insufficient_funds'],
    ['4000 0000 0000 0069', 'expired_card', 'expired_card'],
    ['4000 0000 0000 0127', 'incorrect_cvc', 'incorrect_cvc'],
  ])('shows the decline of %s and lets the payer try again', async (number, code, declineCode) => {
    const session = await once(running)
    const declined = await submit(await open(session), { ...withCard(number), Email: 'again@x.test' })
    expect(declined.status).toBe(402)
    expect(declined.text).toContain('You have not been charged')
    await running.sandbox.webhooksSent()
    expect(running.receiver.types()).toEqual(expect.arrayContaining(['charge.failed', 'payment_intent.payment_failed']))
    const intent = (await running.stripe.paymentIntents.list({ limit: 1 })).data[0]
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { type: 'card_error', code, decline_code: declineCode },
    })
    const paid = await submit(declined, { 'Card number': '5555 5555 5555 4444', CVC: '999' })
    expect(paid.status).toBe(303)
    const done = await running.stripe.checkout.sessions.retrieve(session.id)
    expect(done).toMatchObject({ status: 'complete', payment_status: 'paid', payment_intent: intent?.id })
  })

  it('declines a real card', async () => {
    const declined = await submit(await open(await once(running)), {
      ...withCard('4111 1111 1111 1111'),
      Email: 'real@x.test',
    })
    expect(declined.status).toBe(402)
    expect(declined.text).toContain('only test cards')
  })

  it.each(['4000 0025 0000 3155', '4000 0000 0000 3220'])('asks for 3-D Secure with %s', async (number) => {
    const session = await monthly(running)
    const sent = await submit(await open(session), { ...withCard(number), Email: 'secure@x.test' })
    expect(sent.location).toBe(`${session.url}/authenticate`)
    const bank = await visit(onLoopback(sent.location))
    expect(bank.text).toContain('Complete authentication')
    const refused = await submit(bank, {}, { name: 'answer', value: 'fail' })
    expect(refused.status).toBe(402)
    expect(refused.text).toContain('value="secure@x.test"')
    const again = await submit(refused, withCard(number))
    const paid = await submit(await visit(onLoopback(again.location)), {}, { name: 'answer', value: 'complete' })
    expect(paid.status).toBe(303)
    expect(await running.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
    })
    expect(running.receiver.types()).toContain('payment_intent.requires_action')
  })

  it('says beside each field what is wrong, keeping what was typed', async () => {
    const page = await submit(await open(await once(running)), {
      Email: 'nobody',
      'Card number': '4242 4242 4242 4241',
      Expiry: '01 / 20',
      CVC: '12',
      'Name on card': '',
      Postcode: '',
      Country: 'GB',
    })
    expect(page.status).toBe(422)
    for (const name of ['email', 'number', 'expiry', 'cvc', 'name', 'postal_code'])
      expect(page.text).toContain(`id="${name}-error"`)
    expect(page.text).toContain('value="4242 4242 4242 4241"')
    expect(page.text).toContain('This card has expired.')
  })

  it('fills in a test card on request', async () => {
    const page = await submit(
      await open(await once(running)),
      { Email: 'fill@x.test' },
      { name: 'fill', value: '4000000000009995' },
    )
    expect(page.text).toContain('value="4000 0000 0000 9995"')
    expect(page.text).toContain('value="fill@x.test"')
  })
})
