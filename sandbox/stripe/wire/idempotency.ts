import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Refusal } from './refusal.ts'
import type { World } from '../world/world.ts'

export type Saved = { status: number; body: string; requestId: string }

const savedRow = z.object({
  method: z.string(),
  path: z.string(),
  fingerprint: z.string(),
  request_id: z.string(),
  status: z.number(),
  body: z.string(),
  created_at: z.number(),
})

const A_DAY = 86_400_000

/**
 * The first answer to a key is the answer, whatever it was, once the request began to be carried out; a refusal of
 * its parameters is not. https://docs.stripe.com/api/idempotent_requests
 */
export class Idempotency {
  readonly #world: World
  readonly #underWay = new Set<string>()

  constructor(world: World) {
    this.#world = world
    world.database.run('DELETE FROM idempotency WHERE created_at < ?', world.realMilliseconds() - A_DAY)
  }

  /** The saved answer, if this request was made before; a refusal if the key was used for something else. */
  replay(key: string, method: string, path: string, body: string): Saved | undefined {
    const row = this.#world.database.row(
      'SELECT * FROM idempotency WHERE key = ? AND created_at > ?',
      key,
      this.#world.realMilliseconds() - A_DAY,
    )
    if (!row) return undefined
    const saved = savedRow.parse(row)
    if (saved.method !== method || saved.path !== path) {
      throw misused(`This idempotency key belongs to a request to '${saved.path}', and this one is to '${path}'.`, key)
    }
    if (saved.fingerprint !== fingerprint(body)) {
      throw misused('This idempotency key belongs to a request with other parameters.', key)
    }
    return { status: saved.status, body: saved.body, requestId: saved.request_id }
  }

  /** Runs the work with the key locked. */
  async exclusively<T>(key: string, work: () => Promise<T>): Promise<T> {
    if (this.#underWay.has(key)) {
      throw new Refusal(409, {
        type: 'idempotency_error',
        code: 'idempotency_key_in_use',
        message: `Another request with the idempotency key ${key} is still in progress.`,
      })
    }
    this.#underWay.add(key)
    try {
      return await work()
    } finally {
      this.#underWay.delete(key)
    }
  }

  save(key: string, method: string, path: string, body: string, answer: Saved): void {
    this.#world.database.run(
      'INSERT OR REPLACE INTO idempotency (key, method, path, fingerprint, request_id, status, body, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      key,
      method,
      path,
      fingerprint(body),
      answer.requestId,
      answer.status,
      answer.body,
      this.#world.realMilliseconds(),
    )
  }
}

/** The order of the parameters does not matter. */
function fingerprint(body: string): string {
  const pairs = [...new URLSearchParams(body)].map(([name, value]) => JSON.stringify([name, value])).toSorted()
  return createHash('sha256').update(pairs.join('\n')).digest('base64url')
}

function misused(message: string, key: string): Refusal {
  return new Refusal(400, {
    type: 'idempotency_error',
    message: `${message} A different request needs a key other than '${key}'.`,
  })
}
