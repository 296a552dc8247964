import { afterEach, describe, expect, it } from 'vitest'
import Stripe from 'stripe'
import { rmSync } from 'node:fs'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox } from '../../sandbox/stripe/start.ts'
import { clientFor, receiveWebhooks, runSandbox, SECRET } from './running.ts'

const quick = { retryDelay: () => 20, giveUpAfter: 60_000, timeout: 5_000 }

describe('webhooks', () => {
  const cleanups: (() => unknown)[] = []
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
  })
  const run = async (options: Parameters<typeof runSandbox>[0] = {}) => {
    const running = await runSandbox({ delivery: quick, ...options })
    cleanups.push(running.stop)
    return running
  }

  it('carry the object, the version and the request', async () => {
    const { stripe, sandbox, receiver } = await run()
    const customer = await stripe.customers.create({ email: 'a@x.test' }, { idempotencyKey: 'k' })
    await sandbox.webhooksSent()
    expect(receiver.events).toHaveLength(1)
    expect(receiver.events[0]).toMatchObject({
      object: 'event',
      type: 'customer.created',
      api_version: '2026-10-28.endive',
      livemode: false,
      pending_webhooks: 1,
      data: { object: { id: customer.id, email: 'a@x.test' } },
      request: { id: customer.lastResponse.requestId, idempotency_key: 'k' },
    })
    const stored = await stripe.events.retrieve(receiver.events[0]?.id ?? '')
    expect(stored.pending_webhooks).toBe(0)
  })

  it('say what changed', async () => {
    const { stripe, sandbox, receiver } = await run()
    const customer = await stripe.customers.create({
      name: 'Ada',
      address: { city: 'Bath', country: 'GB' },
      metadata: { a: '1' },
    })
    await stripe.customers.update(customer.id, { name: 'Bea', address: { city: 'Bath', country: 'IE' } })
    await sandbox.webhooksSent()
    expect(receiver.events.at(-1)).toMatchObject({ type: 'customer.updated' })
    expect(receiver.events.at(-1)?.data.previous_attributes).toEqual({ name: 'Ada', address: { country: 'GB' } })
  })

  it('are refused by a receiver with another secret', async () => {
    const payload = JSON.stringify({ object: 'event' })
    const header = new Stripe('sk_test_x').webhooks.generateTestHeaderString({ payload, secret: 'whsec_other' })
    expect(() => new Stripe('sk_test_x').webhooks.constructEvent(payload, header, SECRET)).toThrow(/signature/)
  })

  it('come again until they are taken', async () => {
    const { stripe, sandbox, receiver } = await run()
    receiver.answer.status = 500
    await stripe.customers.create({ email: 'again@x.test' })
    await expect.poll(() => receiver.events.length).toBeGreaterThanOrEqual(3)
    receiver.answer.status = 200
    await expect.poll(async () => (await stripe.events.list({ limit: 1 })).data[0]?.pending_webhooks).toBe(0)
    await sandbox.webhooksSent()
    const count = receiver.events.length
    expect(new Set(receiver.events.map(({ id }) => id)).size).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(receiver.events).toHaveLength(count)
  })

  it('outlive a restart, as everything does', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
    cleanups.push(() => rmSync(folder, { recursive: true }))
    const receiver = await receiveWebhooks()
    cleanups.push(receiver.stop)
    receiver.answer.status = 503
    const options = {
      port: 0,
      stateFile: join(folder, 'state.sqlite'),
      webhook: { url: receiver.url, secret: SECRET },
      delivery: { ...quick, retryDelay: () => 100 },
    }
    const first = await startSandbox(options)
    const customer = await clientFor(first.port).customers.create(
      { email: 'keep@x.test' },
      { idempotencyKey: 'restart' },
    )
    await first.stop()
    receiver.events.splice(0)
    receiver.answer.status = 200
    const second = await startSandbox(options)
    cleanups.push(second.stop)
    await expect.poll(() => receiver.types()).toEqual(['customer.created'])
    const stripe = clientFor(second.port)
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ email: 'keep@x.test' })
    const replayed = await stripe.customers.create({ email: 'keep@x.test' }, { idempotencyKey: 'restart' })
    expect(replayed.id).toBe(customer.id)
    expect((await stripe.webhookEndpoints.list()).data).toHaveLength(1)
  })

  describe('endpoints', () => {
    it('are made with a secret that is shown once, and hear what they asked for', async () => {
      const { stripe, sandbox } = await run()
      const other = await receiveWebhooks()
      cleanups.push(other.stop)
      const endpoint = await stripe.webhookEndpoints.create({ url: other.url, enabled_events: ['product.created'] })
      expect(endpoint.secret).toMatch(/^whsec_\w{32}$/)
      expect((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined()
      // The receiver knows another secret, so it must not be sent anything it would have to verify.
      await stripe.webhookEndpoints.update(endpoint.id, { enabled_events: ['customer.deleted'] })
      await stripe.products.create({ name: 'x' })
      await sandbox.webhooksSent()
      expect(other.events).toEqual([])
      expect(await stripe.webhookEndpoints.update(endpoint.id, { disabled: true })).toMatchObject({
        status: 'disabled',
      })
      expect(await stripe.webhookEndpoints.del(endpoint.id)).toEqual(expect.objectContaining({ deleted: true }))
      expect((await stripe.webhookEndpoints.list()).data.map(({ id }) => id)).not.toContain(endpoint.id)
    })
  })

  describe('faults', () => {
    it('drop, duplicate, delay and reorder', async () => {
      const { stripe, sandbox, receiver, switchTo } = await run()
      await switchTo('faults', { webhooks: { drop: ['customer.created'], duplicate: ['customer.updated'] } })
      const customer = await stripe.customers.create({})
      await stripe.customers.update(customer.id, { name: 'x' })
      await sandbox.webhooksSent()
      expect(receiver.types()).toEqual(['customer.updated', 'customer.updated'])

      receiver.events.splice(0)
      await switchTo('faults', { webhooks: { delay: { types: ['product.created'], milliseconds: 80 } } })
      await stripe.products.create({ name: 'late' })
      await stripe.customers.create({})
      await sandbox.webhooksSent()
      expect(receiver.types()).toEqual(['customer.created'])
      await expect.poll(() => receiver.types()).toEqual(['customer.created', 'product.created'])

      receiver.events.splice(0)
      await switchTo('faults', { webhooks: { hold: true, reorder: true } })
      await stripe.customers.create({})
      await stripe.products.create({ name: 'second' })
      expect(receiver.events).toEqual([])
      await switchTo('faults', { webhooks: { reorder: true } })
      await sandbox.webhooksSent()
      expect(receiver.types()).toEqual(['product.created', 'customer.created'])
    })
  })
})

describe('API faults', () => {
  it('answer with an error, before or after the work is done', async () => {
    const running = await runSandbox()
    try {
      await running.switchTo('faults', { api: { answer: 503, path: '/v1/customers', times: 1 } })
      await expect(running.stripe.customers.create({ email: 'f@x.test' })).rejects.toMatchObject({ statusCode: 503 })
      expect((await running.stripe.customers.list({ email: 'f@x.test' })).data).toHaveLength(0)
      await running.switchTo('faults', { api: { answer: 429, times: 1 } })
      await expect(running.stripe.customers.list()).rejects.toMatchObject({ statusCode: 429, code: 'rate_limit' })
      await running.switchTo('faults', { api: { answer: 'disconnect', executed: true, times: 2, method: 'POST' } })
      await expect(
        running.stripe.customers.create({ email: 'g@x.test' }, { idempotencyKey: 'g' }),
      ).rejects.toMatchObject({ type: 'StripeConnectionError' })
      expect((await running.stripe.customers.list({ email: 'g@x.test' })).data).toHaveLength(1)
      await running.switchTo('faults', { api: { answer: 'timeout', times: 1 } })
      const impatient = new Stripe('sk_test_x', {
        host: '127.0.0.1',
        port: running.sandbox.port,
        protocol: 'http',
        maxNetworkRetries: 0,
        timeout: 60,
      })
      await expect(impatient.customers.list()).rejects.toMatchObject({ type: 'StripeConnectionError' })
      expect((await running.stripe.customers.list({ limit: 1 })).data).toHaveLength(1)
    } finally {
      await running.stop()
    }
  })

  it('are refused when they are not understood', async () => {
    const running = await runSandbox()
    try {
      await expect(running.switchTo('faults', { api: { answer: 418 } })).rejects.toThrow(/answer/)
      const form = await fetch(`${running.address}/sandbox/faults`, {
        method: 'POST',
        body: new URLSearchParams({ a: 'b' }),
      })
      expect(form.status).toBe(415)
    } finally {
      await running.stop()
    }
  })
})
