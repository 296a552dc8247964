import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientFor, refusalOf, runSandbox } from './running.ts'

describe('the wire', () => {
  let running: Awaited<ReturnType<typeof runSandbox>>
  beforeAll(async () => {
    running = await runSandbox()
  })
  afterAll(() => running.stop())

  const ask = (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
    fetch(`${running.address}${path}`, { ...init, headers: { authorization: 'Bearer sk_test_x', ...init.headers } })

  it('says that it is well', async () => {
    expect((await fetch(`${running.address}/healthz`)).status).toBe(200)
  })

  describe('keys', () => {
    it('refuses a request without a key', async () => {
      const response = await fetch(`${running.address}/v1/customers`)
      expect(response.status).toBe(401)
      expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } })
    })

    it('refuses a live key, and does not print it', async () => {
      const error = await refusalOf(clientFor(running.sandbox.port, 'sk_live_abcdefghijklmnop').customers.list())
      expect(error).toMatchObject({ type: 'StripeAuthenticationError', statusCode: 401, code: 'testmode_charges_only' })
      expect(error.message).not.toContain('abcdefghijklmnop')
    })

    it('refuses a publishable key', async () => {
      const error = await refusalOf(clientFor(running.sandbox.port, 'pk_test_abc').customers.list())
      expect(error).toMatchObject({ statusCode: 403, code: 'secret_key_required' })
    })
  })

  it('speaks one version and refuses others', async () => {
    const response = await ask('/v1/customers', { headers: { 'stripe-version': '2020-08-27' } })
    expect(response.status).toBe(400)
    const good = await ask('/v1/customers', { headers: { 'stripe-version': '2026-10-28.endive' } })
    expect(good.headers.get('stripe-version')).toBe('2026-10-28.endive')
    expect(good.headers.get('request-id')).toMatch(/^req_\w{14}$/)
  })

  it('refuses an unknown parameter, by its name', async () => {
    const response = await ask('/v1/customers', {
      method: 'POST',
      body: new URLSearchParams({ emial: 'a@b.co', 'shipping[nmae]': 'x' }),
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: {
        type: 'invalid_request_error',
        code: 'parameter_unknown',
        param: expect.stringMatching(/emial|shipping\[nmae\]/),
        message: expect.stringContaining('unknown parameters'),
        doc_url: 'https://stripe.com/docs/error-codes/parameter-unknown',
      },
    })
  })

  it('names a missing parameter, however deep', async () => {
    const body = new URLSearchParams({
      mode: 'payment',
      success_url: 'https://x.test/',
      'line_items[0][quantity]': '1',
      'line_items[0][price_data][currency]': 'gbp',
    })
    const response = await ask('/v1/checkout/sessions', { method: 'POST', body })
    expect(await response.json()).toMatchObject({
      error: { code: 'parameter_missing', param: 'line_items[0][price_data][unit_amount]' },
    })
  })

  it('says in which form a value is wanted', async () => {
    const wrong = async (form: Record<string, string>) =>
      (await ask('/v1/products', { method: 'POST', body: new URLSearchParams(form) })).json()
    expect(await wrong({ name: 'x', active: 'maybe' })).toMatchObject({ error: { param: 'active' } })
    expect(await wrong({ name: '' })).toMatchObject({ error: { param: 'name', code: 'parameter_invalid_empty' } })
    const price = await ask('/v1/prices', {
      method: 'POST',
      body: new URLSearchParams({ currency: 'gbp', unit_amount: '1.5' }),
    })
    expect(await price.json()).toMatchObject({ error: { param: 'unit_amount', code: 'parameter_invalid_integer' } })
  })

  it('answers 404 for what is not there, and 400 when a parameter names it', async () => {
    expect(await refusalOf(running.stripe.customers.retrieve('cus_none'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'id',
    })
    const error = await refusalOf(
      running.stripe.subscriptions.create({ customer: 'cus_none', items: [{ price: 'price_none' }] }),
    )
    expect(error).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'customer' })
  })

  it('does not know other addresses', async () => {
    expect((await ask('/v1/payouts')).status).toBe(404)
    expect((await ask('/v2/core/accounts')).status).toBe(404)
  })

  it('merges metadata and unsets what is empty', async () => {
    const customer = await running.stripe.customers.create({ name: 'Ada', metadata: { one: '1', two: '2' } })
    const changed = await running.stripe.customers.update(customer.id, { name: '', metadata: { two: '', three: '3' } })
    expect(changed.name).toBeNull()
    expect(changed.metadata).toEqual({ one: '1', three: '3' })
    expect((await running.stripe.customers.update(customer.id, { metadata: '' })).metadata).toEqual({})
  })

  it('keeps strange names strange', async () => {
    const body = new URLSearchParams({ 'metadata[__proto__]': 'x', 'metadata[0]': 'y', 'metadata[a.b c]': 'ü & =' })
    const answered = await (await ask('/v1/customers', { method: 'POST', body })).json()
    expect(answered).toMatchObject({ metadata: { 0: 'y', 'a.b c': 'ü & =' } })
  })

  describe('lists', () => {
    it('go through everything by cursor, newest first, in both directions', async () => {
      const made: string[] = []
      for (let count = 0; count < 7; count += 1)
        made.push((await running.stripe.customers.create({ email: 'list@x.test' })).id)
      const newestFirst = made.toReversed()
      const first = await running.stripe.customers.list({ email: 'list@x.test', limit: 3 })
      expect(first.data.map(({ id }) => id)).toEqual(newestFirst.slice(0, 3))
      expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/customers' })
      const all = await running.stripe.customers
        .list({ email: 'list@x.test', limit: 3 })
        .autoPagingToArray({ limit: 100 })
      expect(all.map(({ id }) => id)).toEqual(newestFirst)
      const back = await running.stripe.customers.list({
        email: 'list@x.test',
        limit: 2,
        ending_before: newestFirst[4],
      })
      expect(back.data.map(({ id }) => id)).toEqual(newestFirst.slice(2, 4))
      expect(back.has_more).toBe(true)
    })

    it('refuse a limit above a hundred, a strange cursor, and both directions at once', async () => {
      expect(await refusalOf(running.stripe.customers.list({ limit: 101 }))).toMatchObject({ param: 'limit' })
      expect(await refusalOf(running.stripe.customers.list({ starting_after: 'cus_none' }))).toMatchObject({
        code: 'resource_missing',
        param: 'starting_after',
      })
      const both = await ask('/v1/customers?starting_after=a&ending_before=b')
      expect(both.status).toBe(400)
    })

    it('filter by time of creation', async () => {
      const now = Math.floor(Date.now() / 1000)
      expect((await running.stripe.customers.list({ created: { gt: now + 100 } })).data).toEqual([])
      expect(
        (await running.stripe.customers.list({ created: { gte: now - 100, lt: now + 100 }, limit: 1 })).data,
      ).toHaveLength(1)
    })
  })

  describe('expansion', () => {
    it('replaces ids by objects, also inside lists', async () => {
      const product = await running.stripe.products.create({ name: 'Book', default_price_data: undefined })
      await running.stripe.prices.create({ product: product.id, currency: 'gbp', unit_amount: 1200 })
      const list = await running.stripe.prices.list({ product: product.id, expand: ['data.product'] })
      expect(list.data[0]?.product).toMatchObject({ object: 'product', name: 'Book' })
    })

    it('refuses what cannot be expanded', async () => {
      const customer = await running.stripe.customers.create({})
      const error = await refusalOf(running.stripe.customers.retrieve(customer.id, { expand: ['email_address'] }))
      expect(error).toMatchObject({
        statusCode: 400,
        message: expect.stringContaining('cannot be expanded (email_address)'),
      })
    })
  })
})
