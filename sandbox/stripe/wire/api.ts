import { setTimeout as wait } from 'node:timers/promises'
import { type ApiFault, currentFaults, strike } from '../faults/faults.ts'
import { API_VERSION } from '../webhooks/objects.ts'
import { duringRequest, type World } from '../world/world.ts'
import { authorise } from './authorisation.ts'
import { findEndpoint } from './endpoints.ts'
import { parseForm } from './form.ts'
import { Idempotency, type Saved } from './idempotency.ts'
import { invalid, Refusal, unrecognisedAddress } from './refusal.ts'
import type { IncomingMessage } from 'node:http'

export type Answer = { status: number; headers: Record<string, string>; body: string } | 'no answer' | 'disconnect'

type Asked = { method: string; path: string; encoded: string; key: string | null; requestId: string }
const REPLAYED: Record<string, string> = { 'idempotent-replayed': 'true' }

/** Answers Stripe's API: who asks, which version, was this asked before, what is asked, then the answer. */
export class Api {
  readonly #world: World
  readonly #idempotency: Idempotency

  constructor(world: World) {
    this.#world = world
    this.#idempotency = new Idempotency(world)
  }

  async answer(request: IncomingMessage, path: string, query: string, body: string): Promise<Answer> {
    const method = request.method ?? 'GET'
    const requestId = this.#world.newId('req_', 14)
    const key = method === 'POST' ? (header(request, 'idempotency-key') ?? null) : null
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'request-id': requestId,
      'stripe-version': API_VERSION,
      ...(key === null ? {} : { 'idempotency-key': key }),
    }
    try {
      authorise(header(request, 'authorization'))
      checkVersion(header(request, 'stripe-version'))
      if (key !== null && key.length > 255) throw invalid('Idempotency keys are at most 255 characters long.')
      const asked: Asked = { method, path, encoded: method === 'POST' ? body : query, key, requestId }
      const fault = strike(this.#world, method, path)
      if (fault && !fault.executed) return faulty(fault, headers)
      const { saved, replayed } = await this.#carryOut(asked)
      if (fault) return faulty(fault, headers)
      const origin: Record<string, string> = key === null ? {} : { 'original-request': saved.requestId }
      return {
        status: saved.status,
        headers: { ...headers, ...origin, ...(replayed ? REPLAYED : {}) },
        body: saved.body,
      }
    } catch (error) {
      const refusal = error instanceof Refusal ? error : unexpected(error)
      return { status: refusal.status, headers, body: JSON.stringify(refusal.body(), null, 2) }
    }
  }

  async #carryOut(asked: Asked): Promise<{ saved: Saved; replayed: boolean }> {
    const { key, method, path, encoded } = asked
    if (key === null) return { saved: await this.#execute(asked), replayed: false }
    return this.#idempotency.exclusively(key, async () => {
      const earlier = this.#idempotency.replay(key, method, path, encoded)
      return earlier ? { saved: earlier, replayed: true } : { saved: await this.#execute(asked), replayed: false }
    })
  }

  async #execute(asked: Asked): Promise<Saved> {
    const route = findEndpoint(asked.method, asked.path)
    if (!route) throw unrecognisedAddress(asked.method, asked.path)
    const run = route.endpoint.prepare(parseForm(asked.encoded))
    await wait(currentFaults(this.#world).latencyMilliseconds)
    const world = duringRequest(this.#world, { id: asked.requestId, idempotencyKey: asked.key })
    const { database } = this.#world
    const saved = (status: number, body: object): Saved => ({
      status,
      body: JSON.stringify(body, null, 2),
      requestId: asked.requestId,
    })
    // The answer is stored with the change it reports, or not at all.
    const keep = (answer: Saved): Saved => {
      if (asked.key !== null) this.#idempotency.save(asked.key, asked.method, asked.path, asked.encoded, answer)
      return answer
    }
    try {
      return database.transaction(() => {
        try {
          return keep(saved(200, run(world, route.id)))
        } catch (error) {
          if (error instanceof Refusal && error.keepsChanges) return keep(saved(error.status, error.body()))
          throw error
        }
      })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return keep(saved(error.status, error.body()))
    }
  }
}

/** The sandbox has the shapes of one version only, and says so rather than answer with others. */
function checkVersion(version: string | undefined): void {
  if (version !== undefined && version !== API_VERSION)
    throw invalid(`Invalid Stripe API version: ${version}. The sandbox speaks ${API_VERSION} only.`)
}

function faulty(fault: ApiFault, headers: Record<string, string>): Answer {
  if (fault.answer === 'timeout') return 'no answer'
  if (fault.answer === 'disconnect') return 'disconnect'
  const refusal =
    fault.answer === 429
      ? new Refusal(429, {
          type: 'invalid_request_error',
          code: 'rate_limit',
          message: 'Too many requests (a fault that the sandbox was asked for).',
        })
      : new Refusal(fault.answer, {
          type: 'api_error',
          message: 'Something went wrong (a fault that the sandbox was asked for).',
        })
  return { status: fault.answer, headers, body: JSON.stringify(refusal.body(), null, 2) }
}

function unexpected(error: unknown): Refusal {
  console.error('The sandbox failed:', error)
  return new Refusal(500, { type: 'api_error', message: 'The sandbox itself failed; its output says why.' })
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}
