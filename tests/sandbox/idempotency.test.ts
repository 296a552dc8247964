import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf, runSandbox } from './running.ts'

describe('idempotency keys', () => {
  let running: Awaited<ReturnType<typeof runSandbox>>
  beforeAll(async () => {
    running = await runSandbox()
  })
  afterAll(() => running.stop())

  it('answer the same request with the same answer, once carried out', async () => {
    const first = await running.stripe.customers.create({ email: 'once@x.test' }, { idempotencyKey: 'key-one' })
    const again = await running.stripe.customers.create({ email: 'once@x.test' }, { idempotencyKey: 'key-one' })
    expect(again.id).toBe(first.id)
    expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined()
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true')
    expect(again.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId)
    expect((await running.stripe.customers.list({ email: 'once@x.test' })).data).toHaveLength(1)
  })

  it('refuse other parameters, and another address', async () => {
    await running.stripe.customers.create({ email: 'two@x.test' }, { idempotencyKey: 'key-two' })
    const other = await refusalOf(
      running.stripe.customers.create({ email: 'three@x.test' }, { idempotencyKey: 'key-two' }),
    )
    expect(other).toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400, rawType: 'idempotency_error' })
    const elsewhere = await refusalOf(running.stripe.products.create({ name: 'x' }, { idempotencyKey: 'key-two' }))
    expect(elsewhere).toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 })
  })

  it('do not remember a request whose parameters were refused', async () => {
    await refusalOf(running.stripe.customers.create({ email: 'nonsense' }, { idempotencyKey: 'key-three' }))
    const corrected = await running.stripe.customers.create({ email: 'good@x.test' }, { idempotencyKey: 'key-three' })
    expect(corrected.email).toBe('good@x.test')
  })

  it('remember a refusal that came from carrying out', async () => {
    const params = { customer: 'cus_later', items: [{ price: 'price_none' }] }
    const first = await refusalOf(running.stripe.subscriptions.create(params, { idempotencyKey: 'key-four' }))
    const again = await refusalOf(running.stripe.subscriptions.create(params, { idempotencyKey: 'key-four' }))
    expect(again.message).toBe(first.message)
    expect(again.headers?.['idempotent-replayed']).toBe('true')
  })

  it('let only one of two requests through at the same time', async () => {
    await running.switchTo('faults', { latencyMilliseconds: 50 })
    const both = await Promise.allSettled([
      running.stripe.customers.create({ email: 'race@x.test' }, { idempotencyKey: 'key-race' }),
      running.stripe.customers.create({ email: 'race@x.test' }, { idempotencyKey: 'key-race' }),
    ])
    await running.switchTo('faults', {}, 'DELETE')
    const refused = both.find((result) => result.status === 'rejected')
    expect(refused?.reason).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' })
    expect((await running.stripe.customers.list({ email: 'race@x.test' })).data).toHaveLength(1)
  })

  it('mark the event with the request that caused it', async () => {
    const customer = await running.stripe.customers.create({}, { idempotencyKey: 'key-mark' })
    const event = (await running.stripe.events.list({ type: 'customer.created', limit: 1 })).data[0]
    expect(event?.request).toEqual({ id: customer.lastResponse.requestId, idempotency_key: 'key-mark' })
  })

  it('outlive a lost answer: the retry gets what was done', async () => {
    await running.switchTo('faults', { api: { answer: 500, executed: true, times: 1 } })
    await refusalOf(running.stripe.customers.create({ email: 'lost@x.test' }, { idempotencyKey: 'key-lost' }))
    const retried = await running.stripe.customers.create({ email: 'lost@x.test' }, { idempotencyKey: 'key-lost' })
    expect(retried.lastResponse.headers['idempotent-replayed']).toBe('true')
    expect((await running.stripe.customers.list({ email: 'lost@x.test' })).data).toHaveLength(1)
  })
})
