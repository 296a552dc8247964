import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type DeliveryOptions, Deliveries, defaultDeliveryOptions } from './webhooks/deliveries.ts'
import { registerEndpoint } from './webhooks/endpoints.ts'
import { type BillingPolicy, defaultBillingPolicy } from './world/billing-policy.ts'
import { Ticker } from './world/ticker.ts'
import { openWorld } from './world/world.ts'
import { sandboxListener } from './wire/server.ts'
import { settle } from './wire/workings.ts'
import type { AddressInfo } from 'node:net'

export type SandboxOptions = {
  /** 0 takes any free port. */
  port: number
  /** A SQLite file; `:memory:` forgets everything at the end. */
  stateFile: string
  /** A file that it keeps up to date with how far its clock is ahead of the machine's. */
  clockFile?: string
  /** The address browsers use; by default this machine's own. */
  publicOrigin?: string
  merchantName?: string
  /** One endpoint that is there from the start. */
  webhook?: { url: string; secret: string }
  billing?: Partial<BillingPolicy>
  delivery?: Partial<DeliveryOptions>
  /** How long, in milliseconds, a payer's browser waits for the receiver of the completion to answer. */
  redirectWait?: number
  realMilliseconds?: () => number
}

export type RunningSandbox = {
  port: number
  origin: string
  /** Resolves when no time is passing and every webhook that is due has been sent. */
  webhooksSent: () => Promise<void>
  stop: () => Promise<void>
}

/** The fixed endpoint keeps its id, so that starting again finds it instead of adding another. */
const FIXED_ENDPOINT = 'we_1SandboxFixedEndpoint'

export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const server = createServer()
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  const { port } = addressOf(server.address())
  const origin = options.publicOrigin ?? `http://localhost:${port}`
  const world = openWorld({
    stateFile: options.stateFile,
    clockFile: options.clockFile,
    publicOrigin: origin,
    merchantName: options.merchantName ?? 'The magazine',
    realMilliseconds: options.realMilliseconds ?? Date.now,
    random: randomBytes,
    billing: { ...defaultBillingPolicy, ...options.billing },
  })
  const deliveries = new Deliveries(world, { ...defaultDeliveryOptions, ...options.delivery })
  const ticker = new Ticker(world, () => deliveries.wake())
  const workings = { world, deliveries, ticker, redirectWait: options.redirectWait ?? 10_000 }
  if (options.webhook) {
    const fixed = { enabledEvents: ['*'], description: 'Registered at start', metadata: {}, apiVersion: null }
    registerEndpoint(world, { ...fixed, ...options.webhook, id: FIXED_ENDPOINT })
  }
  server.on('request', sandboxListener(workings))
  settle(workings)
  return {
    port,
    origin,
    webhooksSent: async () => {
      await ticker.idle()
      await deliveries.idle()
    },
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await ticker.stop()
      await deliveries.stop()
      world.database.close()
    },
  }
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The sandbox listens on a port, not on a pipe.')
  return address
}
