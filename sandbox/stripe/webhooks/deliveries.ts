import { z } from 'zod'
import { concerns, currentFaults } from '../faults/faults.ts'
import { eventPayload } from './objects.ts'
import { signatureHeader } from './signature.ts'
import type { World } from '../world/world.ts'
import type { EventRecord, WebhookEndpointRecord } from './record.ts'

export type DeliveryOptions = {
  /** Milliseconds to wait after the nth failed attempt. */
  retryDelay: (attempts: number) => number
  /** Attempts end when this many milliseconds have passed since the event. */
  giveUpAfter: number
  timeout: number
}

const deliveryRow = z.object({
  seq: z.number(),
  event: z.string(),
  endpoint: z.string(),
  attempts: z.number(),
  queued_at: z.number(),
})

type Delivery = z.output<typeof deliveryRow>

/** Seconds at first, then doubling up to an hour, for three days. https://docs.stripe.com/webhooks#retries */
export const defaultDeliveryOptions: DeliveryOptions = {
  retryDelay: (attempts) => Math.min(1000 * 2 ** (attempts - 1), 3_600_000),
  giveUpAfter: 3 * 86_400_000,
  timeout: 10_000,
}

/** Sends queued events: to each endpoint in order, one after the other, and again until it answers 2xx. */
export class Deliveries {
  readonly #world: World
  readonly #options: DeliveryOptions
  readonly #running = new Map<string, Promise<void>>()
  readonly #stop = new AbortController()
  #alarm: NodeJS.Timeout | undefined
  readonly #attempted = new EventTarget()

  constructor(world: World, options: DeliveryOptions) {
    this.#world = world
    this.#options = options
  }

  /** Starts whatever is due now, and sets the alarm for what is due later. */
  wake(): void {
    if (this.#stop.signal.aborted || currentFaults(this.#world).webhooks.hold) return
    for (const endpoint of this.#world.webhookEndpoints.all({ enabled: true })) {
      if (this.#running.has(endpoint.id) || !this.#next(endpoint.id)) continue
      const run = this.#serve(endpoint.id).finally(() => {
        this.#running.delete(endpoint.id)
        // Something may have been queued between the last look and now.
        this.wake()
      })
      this.#running.set(endpoint.id, run)
    }
    this.#setAlarm()
  }

  /** Resolves when everything queued by now has been tried once, or when the time is up. */
  async firstAttempts(milliseconds: number): Promise<void> {
    const newest = this.#world.database.row('SELECT max(seq) AS seq FROM deliveries')?.['seq'] ?? 0
    const untried = () =>
      this.#world.database.row("SELECT 1 FROM deliveries WHERE state = 'waiting' AND attempts = 0 AND seq <= ?", newest)
    const until = AbortSignal.any([AbortSignal.timeout(milliseconds), this.#stop.signal])
    while (!until.aborted && untried()) {
      await new Promise<void>((resolve) => {
        this.#attempted.addEventListener('attempt', () => resolve(), { once: true, signal: until })
        until.addEventListener('abort', () => resolve(), { once: true })
      })
    }
  }

  /** Resolves when nothing is being sent or due to be sent. */
  async idle(): Promise<void> {
    this.wake()
    while (this.#running.size > 0) {
      await Promise.all(this.#running.values())
      this.wake()
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    clearTimeout(this.#alarm)
    await Promise.allSettled(this.#running.values())
  }

  async #serve(endpointId: string): Promise<void> {
    for (
      let delivery = this.#next(endpointId);
      delivery && !this.#stop.signal.aborted;
      delivery = this.#next(endpointId)
    ) {
      await this.#attempt(delivery)
      this.#attempted.dispatchEvent(new Event('attempt'))
    }
  }

  #next(endpoint: string): Delivery | undefined {
    const { reorder, hold } = currentFaults(this.#world).webhooks
    if (hold) return undefined
    const row = this.#world.database.row(
      `SELECT seq, event, endpoint, attempts, queued_at FROM deliveries
       WHERE state = 'waiting' AND endpoint = ? AND next_at <= ? ORDER BY seq ${reorder ? 'DESC' : 'ASC'} LIMIT 1`,
      endpoint,
      this.#world.realMilliseconds(),
    )
    return row ? deliveryRow.parse(row) : undefined
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const event = this.#world.events.find(delivery.event)
    const endpoint = this.#world.webhookEndpoints.find(delivery.endpoint)
    if (!event || !endpoint?.enabled) return this.#finish(delivery, 'abandoned')
    const faults = currentFaults(this.#world).webhooks
    if (concerns(faults.drop, event.type)) return this.#finish(delivery, 'dropped')
    if (faults.delay && delivery.attempts === 0 && concerns(faults.delay.types, event.type)) {
      return this.#postpone(delivery, 1, faults.delay.milliseconds)
    }
    const accepted = await this.#send(event, endpoint)
    if (this.#stop.signal.aborted && !accepted) return
    if (accepted && concerns(faults.duplicate, event.type)) await this.#send(event, endpoint)
    if (accepted) return this.#finish(delivery, 'delivered')
    const attempts = delivery.attempts + 1
    if (this.#world.realMilliseconds() - delivery.queued_at > this.#options.giveUpAfter)
      return this.#finish(delivery, 'abandoned')
    this.#postpone(delivery, attempts, this.#options.retryDelay(attempts))
  }

  async #send(event: EventRecord, endpoint: WebhookEndpointRecord): Promise<boolean> {
    const payload = eventPayload(this.#world, event)
    const seconds = Math.floor(this.#world.realMilliseconds() / 1000)
    try {
      const response = await fetch(endpoint.url, {
        method: 'POST',
        body: payload,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (sandbox)',
          'stripe-signature': signatureHeader(payload, endpoint.secret, seconds),
        },
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(this.#options.timeout), this.#stop.signal]),
      })
      await response.arrayBuffer()
      return response.ok
    } catch {
      // Unreachable, too slow, or cut off: for Stripe all of these are a failed attempt.
      return false
    }
  }

  #finish(delivery: Delivery, state: 'delivered' | 'dropped' | 'abandoned'): void {
    this.#world.database.run(
      'UPDATE deliveries SET state = ?, attempts = attempts + 1 WHERE seq = ?',
      state,
      delivery.seq,
    )
  }

  #postpone(delivery: Delivery, attempts: number, milliseconds: number): void {
    this.#world.database.run(
      'UPDATE deliveries SET attempts = ?, next_at = ? WHERE seq = ?',
      attempts,
      this.#world.realMilliseconds() + milliseconds,
      delivery.seq,
    )
  }

  #setAlarm(): void {
    clearTimeout(this.#alarm)
    if (this.#stop.signal.aborted) return
    const row = this.#world.database.row(
      "SELECT min(next_at) AS soonest FROM deliveries WHERE state = 'waiting' AND next_at > ?",
      this.#world.realMilliseconds(),
    )
    if (typeof row?.['soonest'] !== 'number') return
    this.#alarm = setTimeout(() => this.wake(), Math.max(1, row['soonest'] - this.#world.realMilliseconds()))
    this.#alarm.unref()
  }
}
