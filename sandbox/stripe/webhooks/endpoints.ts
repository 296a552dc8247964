import { mergeMetadata } from '../customers/fields.ts'
import { type Endpoint, endpoint, listEndpoint, select } from '../wire/endpoint.ts'
import { clearableText, flag, listOf, metadata, text, webAddress } from '../wire/parameters.ts'
import { required } from '../wire/refusal.ts'
import { eventObject, webhookEndpointObject } from './objects.ts'
import type { World } from '../world/world.ts'
import type { WebhookEndpointRecord } from './record.ts'

const changeable = {
  description: clearableText().optional(),
  enabled_events: listOf(text(), 500).optional(),
  metadata: metadata().optional(),
  url: webAddress().optional(),
}

export const webhookEndpoints: Endpoint[] = [
  endpoint('GET', '/v1/events/:id', {}, (world, _given, id) =>
    eventObject(world, required(world.events.find(id), 'event', id)),
  ),

  listEndpoint('/v1/events', { type: text().optional(), types: listOf(text(), 20).optional() }, (world, filters) =>
    select(world, world.events, { type: filters.types ? { in: filters.types } : filters.type }, eventObject),
  ),

  endpoint(
    'POST',
    '/v1/webhook_endpoints',
    {
      ...changeable,
      url: webAddress(),
      enabled_events: listOf(text(), 500),
      api_version: text().optional(),
      connect: flag().optional(),
    },
    (world, given) => {
      const record = registerEndpoint(world, {
        url: given.url,
        enabledEvents: given.enabled_events,
        description: given.description ?? null,
        metadata: mergeMetadata({}, given.metadata),
        secret: world.newId('whsec_', 32),
        apiVersion: given.api_version ?? null,
      })
      return webhookEndpointObject(world, record, 'with secret')
    },
  ),

  endpoint('GET', '/v1/webhook_endpoints/:id', {}, (world, _given, id) =>
    webhookEndpointObject(world, required(world.webhookEndpoints.find(id), 'webhook endpoint', id)),
  ),

  endpoint('POST', '/v1/webhook_endpoints/:id', { ...changeable, disabled: flag().optional() }, (world, given, id) => {
    const present = required(world.webhookEndpoints.find(id), 'webhook endpoint', id)
    const changed = world.webhookEndpoints.put({
      ...present,
      url: given.url ?? present.url,
      enabledEvents: given.enabled_events ?? present.enabledEvents,
      description: given.description === undefined ? present.description : given.description,
      metadata: mergeMetadata(present.metadata, given.metadata),
      enabled: given.disabled === undefined ? present.enabled : !given.disabled,
    })
    return webhookEndpointObject(world, changed)
  }),

  endpoint('DELETE', '/v1/webhook_endpoints/:id', {}, (world, _given, id) => {
    required(world.webhookEndpoints.find(id), 'webhook endpoint', id)
    world.webhookEndpoints.remove(id)
    world.database.run("DELETE FROM deliveries WHERE endpoint = ? AND state = 'waiting'", id)
    return { id, object: 'webhook_endpoint', deleted: true }
  }),

  listEndpoint('/v1/webhook_endpoints', {}, (world) =>
    select(world, world.webhookEndpoints, {}, (at, record) => webhookEndpointObject(at, record)),
  ),
]

export function registerEndpoint(
  world: World,
  facts: Pick<WebhookEndpointRecord, 'url' | 'enabledEvents' | 'description' | 'metadata' | 'secret' | 'apiVersion'> & {
    id?: string
  },
): WebhookEndpointRecord {
  return world.webhookEndpoints.put({
    ...facts,
    id: facts.id ?? world.newId('we_1'),
    created: world.clock.now(),
    enabled: true,
  })
}
