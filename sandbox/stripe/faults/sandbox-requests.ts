import { z } from 'zod'
import { disputeObject } from '../disputes/object.ts'
import { closeDispute, openDispute } from '../disputes/open.ts'
import { replaceCard } from '../payments/methods.ts'
import { failRefund } from '../refunds/fail.ts'
import { settle, type Workings } from '../wire/workings.ts'
import { advanceSandbox } from '../world/advance-sandbox.ts'
import { currentFaults, faultSettings, noFaults, setFaults } from './faults.ts'
import type { IncomingMessage } from 'node:http'

type Told = { status: number; result: object }
type Handler = (workings: Workings, body: unknown, id: string) => Told | Promise<Told>
const replacement = z.strictObject({
  number: z.string().optional(),
  expiryMonth: z.number().int().min(1).max(12),
  expiryYear: z.number().int().min(2000),
})

const advanceRequest = z.union([
  z.strictObject({ seconds: z.number().int().min(1) }),
  z.strictObject({ to: z.union([z.number().int(), z.literal('present')]) }),
])

/** Switches that Stripe does not have. They take JSON only, so that no web page can press them by a form. */
const switches: readonly { method: string; pattern: RegExp; handle: Handler }[] = [
  {
    method: 'GET',
    pattern: /^\/sandbox\/clock$/,
    handle: ({ world }) => ({ status: 200, result: { now: world.clock.now() } }),
  },
  { method: 'POST', pattern: /^\/sandbox\/clock\/advance$/, handle: advance },
  {
    method: 'POST',
    pattern: /^\/sandbox\/clock\/begin$/,
    handle: ({ world }, body) => {
      const { at } = z.strictObject({ at: z.number().int() }).parse(body)
      if (world.events.newest()) return { status: 409, result: { error: 'Something has happened here already.' } }
      world.clock.begin(at)
      return { status: 200, result: { now: world.clock.now() } }
    },
  },
  {
    method: 'GET',
    pattern: /^\/sandbox\/faults$/,
    handle: ({ world }) => ({ status: 200, result: currentFaults(world) }),
  },
  {
    method: 'POST',
    pattern: /^\/sandbox\/faults$/,
    handle: ({ world }, body) => {
      setFaults(world, faultSettings.parse(body))
      return { status: 200, result: currentFaults(world) }
    },
  },
  {
    method: 'DELETE',
    pattern: /^\/sandbox\/faults$/,
    handle: ({ world }) => {
      setFaults(world, noFaults)
      return { status: 200, result: noFaults }
    },
  },
  {
    method: 'POST',
    pattern: /^\/sandbox\/webhooks\/flush$/,
    handle: async ({ deliveries, ticker }) => {
      await ticker.idle()
      await deliveries.idle()
      return { status: 200, result: { delivered: true } }
    },
  },
  {
    method: 'POST',
    pattern: /^\/sandbox\/charges\/(\w+)\/dispute$/,
    handle: ({ world }, body, id) => {
      const { reason } = z.strictObject({ reason: z.string().default('fraudulent') }).parse(body)
      world.database.transaction(() => openDispute(world, id, reason))
      const dispute = world.disputes.newest({ charge: id })
      return dispute
        ? { status: 200, result: disputeObject(world, dispute) }
        : { status: 404, result: { error: `No charge ${id}` } }
    },
  },
  {
    method: 'POST',
    pattern: /^\/sandbox\/payment_methods\/(\w+)\/replace$/,
    handle: ({ world }, body, id) => {
      const { number, expiryMonth, expiryYear } = replacement.parse(body)
      const method = world.paymentMethods.find(id)
      if (!method) return { status: 404, result: { error: `No payment method ${id}` } }
      const changes = { number: number ?? method.number, expiryMonth, expiryYear }
      return { status: 200, result: world.database.transaction(() => replaceCard(world, method, changes)) }
    },
  },
  {
    method: 'POST',
    pattern: /^\/sandbox\/refunds\/(\w+)\/fail$/,
    handle: ({ world }, _body, id) => {
      const refund = world.refunds.find(id)
      if (!refund) return { status: 404, result: { error: `No refund ${id}` } }
      return { status: 200, result: world.database.transaction(() => failRefund(world, refund)) }
    },
  },
  {
    method: 'POST',
    pattern: /^\/sandbox\/disputes\/(\w+)\/close$/,
    handle: ({ world }, body, id) => {
      const { status } = z.strictObject({ status: z.enum(['won', 'lost']) }).parse(body)
      const dispute = world.disputes.find(id)
      if (!dispute) return { status: 404, result: { error: `No dispute ${id}` } }
      const closed = world.database.transaction(() => closeDispute(world, dispute, status))
      return { status: 200, result: disputeObject(world, closed) }
    },
  },
]

export async function answerSandboxRequest(
  workings: Workings,
  request: IncomingMessage,
  path: string,
  body: string,
): Promise<Told> {
  const method = request.method ?? 'GET'
  if (method !== 'GET' && !(request.headers['content-type'] ?? '').startsWith('application/json')) {
    return { status: 415, result: { error: 'Send JSON, with content-type application/json.' } }
  }

  for (const { method: wanted, pattern, handle } of switches) {
    const match = wanted === method ? pattern.exec(path) : null
    if (!match) continue
    try {
      const given: unknown = body === '' ? {} : JSON.parse(body)
      const told = await handle(workings, given, match[1] ?? '')
      settle(workings)
      return told
    } catch (error) {
      if (error instanceof z.ZodError) return { status: 400, result: { error: z.prettifyError(error) } }
      if (error instanceof SyntaxError) return { status: 400, result: { error: 'This is not JSON.' } }
      throw error
    }
  }
  return { status: 404, result: { error: `The sandbox has no switch at ${method} ${path}` } }
}

async function advance(workings: Workings, body: unknown): Promise<Told> {
  const asked = advanceRequest.parse(body)
  const now = workings.world.clock.now()
  const target =
    'to' in asked ? (asked.to === 'present' ? workings.world.clock.present() : asked.to) : now + asked.seconds
  if (target < now) return { status: 400, result: { error: 'Time does not go back.' } }
  await advanceSandbox(workings, target)
  return { status: 200, result: { now: workings.world.clock.now() } }
}
