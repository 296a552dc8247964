import { z } from 'zod'
import { metadataRecord } from '../customers/record.ts'
import type { JsonObject } from '../wire/json.ts'

const json: z.ZodType<JsonObject> = z.record(z.string(), z.json())

/** An event carries the object as it was at that moment. https://docs.stripe.com/api/events/object */
export const eventRecord = z.object({
  id: z.string(),
  created: z.number(),
  type: z.string(),
  object: json,
  previous: json.nullable(),
  requestId: z.string().nullable(),
  idempotencyKey: z.string().nullable(),
})

export const webhookEndpointRecord = z.object({
  id: z.string(),
  created: z.number(),
  url: z.string(),
  secret: z.string(),
  enabledEvents: z.array(z.string()),
  enabled: z.boolean(),
  description: z.string().nullable(),
  metadata: metadataRecord,
  apiVersion: z.string().nullable(),
})

export type EventRecord = z.output<typeof eventRecord>
export type WebhookEndpointRecord = z.output<typeof webhookEndpointRecord>
