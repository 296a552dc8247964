import { eq } from 'drizzle-orm'
import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { stripeEvents } from '#db/schema/donations.ts'
import { receiveEvent } from '#lib/donations/inbox.ts'
import { applyStripeEvent } from '#lib/donations/jobs.ts'
import { textWithin } from '#app/_server/body-within.ts'
import { queuedJobs, runJobs, testContext } from '#tests/support/context.ts'

const secrets = { old: 'whsec_old_one', current: 'whsec_current_one' }
const base = await testContext()
const ctx = {
  ...base,
  config: { ...base.config, stripe: { ...base.config.stripe, webhookSecrets: [secrets.current, secrets.old] } },
}
const signer = new Stripe('sk_test_signer').webhooks

function body(id: string, type = 'product.created', object: object = { id: 'prod_1', object: 'product' }): string {
  return JSON.stringify({ id, object: 'event', type, created: 1, data: { object } })
}

function sign(payload: string, secret = secrets.current, at = ctx.now): string {
  return signer.generateTestHeaderString({ payload, secret, timestamp: Math.floor(at.getTime() / 1000) })
}

async function row(id: string) {
  const [found] = await ctx.db.select().from(stripeEvents).where(eq(stripeEvents.id, id))
  return found
}

describe('taking in a webhook', () => {
  test('writes the event and its job, once, however often it comes', async () => {
    const payload = body('evt_twice')
    expect(await receiveEvent(ctx, payload, sign(payload))).toBe('received')
    expect(await receiveEvent(ctx, payload, sign(payload))).toBe('duplicate')
    expect(await row('evt_twice')).toMatchObject({ type: 'product.created', state: 'received' })
    expect(await queuedJobs(ctx, 'stripe-event')).toHaveLength(1)
    await runJobs(ctx, [applyStripeEvent])
  })

  test('ten at once of the same leave one', async () => {
    const payload = body('evt_ten')
    const receipts = await Promise.all(Array.from({ length: 10 }, () => receiveEvent(ctx, payload, sign(payload))))
    expect(receipts.filter((receipt) => receipt === 'received')).toHaveLength(1)
    expect(await queuedJobs(ctx, 'stripe-event')).toHaveLength(1)
    await runJobs(ctx, [applyStripeEvent])
  })

  test('a transaction that fails leaves neither event nor job', async () => {
    const payload = body('evt_broken')
    const queue = { ...ctx.queue, send: () => Promise.reject(new Error('the queue is down')) }
    await expect(receiveEvent({ ...ctx, queue }, payload, sign(payload))).rejects.toThrow('the queue is down')
    expect(await row('evt_broken')).toBeUndefined()
    expect(await receiveEvent(ctx, payload, sign(payload))).toBe('received')
    await runJobs(ctx, [applyStripeEvent])
  })

  test('while the secret is rolled, the old and the new one are both good', async () => {
    for (const secret of [secrets.old, secrets.current]) {
      const payload = body(`evt_${secret.slice(6, 9)}`)
      expect(await receiveEvent(ctx, payload, sign(payload, secret))).toBe('received')
    }
    await runJobs(ctx, [applyStripeEvent])
  })

  test.each([
    ['no signature', () => null],
    ['an empty one', () => ''],
    ['nonsense', () => 't=1,v1=nonsense'],
    ['one with another secret', (payload: string) => sign(payload, 'whsec_forged')],
    ['one over another body', () => sign('{}')],
    [
      'one six minutes old',
      (payload: string) => sign(payload, secrets.current, new Date(ctx.now.getTime() - 6 * 60_000)),
    ],
  ])('%s is refused, and nothing is written', async (_, signature) => {
    const payload = body('evt_forged')
    expect(await receiveEvent(ctx, payload, signature(payload))).toBe('refused')
    expect(await row('evt_forged')).toBeUndefined()
  })

  test.each([
    ['no JSON', 'not json'],
    ['no event', '{"id":"evt_x"}'],
    ['a thin event', '{"object":"v2.core.event","id":"evt_x","type":"v1.x"}'],
  ])('rightly signed, but %s: refused', async (_, payload) => {
    expect(await receiveEvent(ctx, payload, sign(payload))).toBe('refused')
  })
})

describe('settling an event', () => {
  test.each([
    ['a kind nobody uses', 'product.created', { id: 'prod_1', object: 'product' }, 'does not use'],
    ['an object without an id', 'invoice.paid', { object: 'invoice' }, 'names no object'],
    ['an invoice announced, for no subscription', 'invoice.upcoming', { object: 'invoice' }, 'Not a donation'],
    ['a change of somebody else’s customer', 'customer.updated', { id: 'cus_1', object: 'customer' }, 'Not a donation'],
  ])('%s is ignored, and says why', async (_, type, object, why) => {
    const id = `evt_ignored_${type}`
    const payload = body(id, type, object)
    await receiveEvent(ctx, payload, sign(payload))
    await runJobs(ctx, [applyStripeEvent])
    expect(await row(id)).toMatchObject({ state: 'ignored', outcome: expect.stringContaining(why), settledAt: ctx.now })
  })

  test('while Stripe cannot be reached it fails, says so, and its job stays', async () => {
    const payload = body('evt_unreachable', 'invoice.paid', { id: 'in_1', object: 'invoice' })
    await receiveEvent(ctx, payload, sign(payload))
    await expect(runJobs(ctx, [applyStripeEvent])).rejects.toThrow('connection to Stripe')
    expect(await row('evt_unreachable')).toMatchObject({ state: 'failed', outcome: expect.stringContaining('onnect') })
    expect(await queuedJobs(ctx, 'stripe-event')).toHaveLength(1)
  })
})

describe('reading a body', () => {
  const request = (content: BodyInit, headers: Record<string, string> = {}) =>
    new Request('https://magazine.example/api/stripe/webhook', { method: 'POST', body: content, headers })

  test('keeps it byte for byte, characters split between chunks included', async () => {
    const text = '{"name":"Zoë 🎈"}'
    const bytes = new TextEncoder().encode(text)
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    expect(await textWithin(new Response(stream), 1000)).toBe(text)
  })

  test('refuses more than a megabyte, whatever its header says', async () => {
    const large = 'x'.repeat(1024 * 1024 + 1)
    expect(await textWithin(request(large), 1024 * 1024)).toBeNull()
    expect(await textWithin(request(large, { 'content-length': '5' }), 1024 * 1024)).toBeNull()
    expect(await textWithin(request(large.slice(1)), 1024 * 1024)).toHaveLength(1024 * 1024)
  })

  test.each([1, 50])('leaves %s MB and more, without a length, after the first megabyte', async (size) => {
    let handedOut = 0
    const chunk = new Uint8Array(64 * 1024)
    const flood = new ReadableStream({
      pull(controller) {
        if (handedOut > size * 1024 * 1024) return controller.close()
        handedOut += chunk.byteLength
        return controller.enqueue(chunk)
      },
    })
    expect(await textWithin(new Response(flood), 1024 * 1024)).toBeNull()
    expect(handedOut).toBeLessThanOrEqual(1024 * 1024 + 3 * chunk.byteLength)
  })

  test('does not begin one that says it is larger', async () => {
    let asked = false
    const body = new ReadableStream({ pull: () => void (asked = true) }, { highWaterMark: 0 })
    const headers = new Headers({ 'content-length': String(1024 * 1024 + 1) })
    expect(await textWithin({ headers, body }, 1024 * 1024)).toBeNull()
    expect(asked).toBe(false)
  })
})
