import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { eq } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { donations } from '#db/schema/donations.ts'
import { after, hour } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { finishRefund } from '#lib/donations/jobs.ts'
import { refundDonation } from '#lib/donations/refunds.ts'
import { runJobs } from '#tests/support/context.ts'
import { openTill } from './till.ts'

const till = await openTill()
const { id: administrator } = await till.person('administrator@example.org', 'Ada')

async function orderOf(amount: number, alsoCancel: boolean) {
  const person = await till.person()
  await till.pay((await till.begin({ person })).url)
  await till.handIn()
  const [donation] = await till.ctx().db.select().from(donations).where(eq(donations.personId, person.id))
  const requestId = crypto.randomUUID()
  const order = { requestId, donationId: donation?.id ?? '', amount, alsoCancel }
  return { personId: person.id, order: { ...order, reason: 'Asked for it back.', actorId: administrator } }
}

async function amountsAtStripe(requestId: string): Promise<number[]> {
  const { data } = await till.dashboard.refunds.list({ limit: 100 })
  return data.filter(({ metadata }) => metadata?.request === requestId).map(({ amount }) => amount)
}

const later = (ctx: Context): Context => ({ ...ctx, now: after(ctx.now, 2 * hour) })

/**
 * In front of the sandbox, a Stripe that fails at requests to `path` until it is mended, and, as Stripe does, repeats its failure
 * to whoever comes with the same key again.
 */
async function faultyStripe(path: RegExp) {
  const failed = new Set<string>()
  let isMended = false
  const server = createServer((request, response) => {
    void (async () => {
      const { url = '', method = 'GET', headers } = request
      const body = await text(request)
      const key = String(headers['idempotency-key'])
      if (method === 'POST' && path.test(url) && (!isMended || failed.has(key))) {
        failed.add(key)
        response.writeHead(500, { 'content-type': 'application/json', 'stripe-should-retry': 'false' })
        response.end(JSON.stringify({ error: { type: 'api_error', message: 'Stripe failed.' } }))
        return
      }
      const passed = ['authorization', 'content-type', 'stripe-version', 'idempotency-key'].flatMap((name) =>
        headers[name] === undefined ? [] : [[name, String(headers[name])] satisfies [string, string]],
      )
      const answer = await fetch(till.address + url, { method, headers: passed, ...(method === 'POST' && { body }) })
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
    })()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const base = till.ctx()
  const stripe = { ...base.config.stripe, apiBase: `http://127.0.0.1:${address.port}` }
  return {
    ctx: (): Context => ({ ...till.ctx(), config: { ...base.config, stripe } }),
    mend: () => {
      isMended = true
    },
    failed,
  }
}

test('a fault that Stripe repeats to a known key does not strand a refund', async () => {
  const { personId, order } = await orderOf(200, false)
  const faulty = await faultyStripe(/^\/v1\/refunds/)
  expect(await refundDonation(faulty.ctx(), order)).toBe('kept')
  faulty.mend()
  expect(await refundDonation(faulty.ctx(), order)).toBe('kept')
  expect(faulty.failed.size).toBe(1)
  await runJobs(later(faulty.ctx()), [finishRefund])
  expect(await amountsAtStripe(order.requestId)).toEqual([200])
  expect(await till.known(personId)).toMatchObject({ donations: [{ refunded: 200 }] })
})

test('nor the end of the regular gift', async () => {
  const { personId, order } = await orderOf(200, true)
  const faulty = await faultyStripe(/^\/v1\/subscriptions/)
  expect(await refundDonation(faulty.ctx(), order)).toBe('kept')
  faulty.mend()
  await runJobs(later(faulty.ctx()), [finishRefund])
  expect(await amountsAtStripe(order.requestId)).toEqual([200])
  expect(await till.known(personId)).toMatchObject({ ledger: [{ state: 'active' }, { state: 'ending' }] })
})

test('a refund that was made though the answer was a fault is not made again under the next key', async () => {
  const { personId, order } = await orderOf(200, false)
  await till.press('faults', { api: { answer: 500, path: '/v1/refunds', method: 'POST', executed: true } })
  expect(await refundDonation(till.ctx(), order)).toBe('kept')
  await till.press('faults', {})
  expect(await amountsAtStripe(order.requestId)).toEqual([200])
  await Promise.all([1, 2].map(() => refundDonation(later(till.ctx()), order)))
  expect(await amountsAtStripe(order.requestId)).toEqual([200])
  expect(await till.known(personId)).toMatchObject({ donations: [{ refunded: 200 }] })
})
