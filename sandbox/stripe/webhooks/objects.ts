import { type JsonObject, toJsonObject } from '../wire/json.ts'
import type Stripe from 'stripe'
import type { OnTheWire } from '../wire/on-the-wire.ts'
import type { World } from '../world/world.ts'
import type { EventRecord, WebhookEndpointRecord } from './record.ts'

type WithoutObject = Omit<Stripe.EventBase, 'data' | 'type'> & {
  type: string
  data: { object: JsonObject; previous_attributes?: JsonObject }
}

export const API_VERSION = '2026-10-28.endive'

export function eventObject(world: World, record: EventRecord): OnTheWire<WithoutObject> {
  return {
    id: record.id,
    object: 'event',
    api_version: API_VERSION,
    created: record.created,
    data: { object: record.object, ...(record.previous ? { previous_attributes: record.previous } : {}) },
    livemode: false,
    pending_webhooks: pendingDeliveries(world, record.id),
    request: { id: record.requestId, idempotency_key: record.idempotencyKey },
    type: record.type,
  }
}

/** The secret is shown once, in the answer to the creation. https://docs.stripe.com/api/webhook_endpoints/object */
export function webhookEndpointObject(
  _world: World,
  record: WebhookEndpointRecord,
  reveal: 'with secret' | 'without secret' = 'without secret',
): OnTheWire<Stripe.WebhookEndpoint> {
  return {
    id: record.id,
    object: 'webhook_endpoint',
    api_version: record.apiVersion,
    application: null,
    created: record.created,
    description: record.description,
    enabled_events: record.enabledEvents,
    livemode: false,
    metadata: record.metadata,
    ...(reveal === 'with secret' ? { secret: record.secret } : {}),
    status: record.enabled ? 'enabled' : 'disabled',
    url: record.url,
  }
}

function pendingDeliveries(world: World, event: string): number {
  const row = world.database.row(
    "SELECT count(*) AS pending FROM deliveries WHERE event = ? AND state = 'waiting'",
    event,
  )
  return Number(row?.['pending'] ?? 0)
}

/** The body that is signed and sent: the same text on every attempt, but for the count of pending webhooks. */
export function eventPayload(world: World, record: EventRecord): string {
  return JSON.stringify(toJsonObject(eventObject(world, record)), null, 2)
}
