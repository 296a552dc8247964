import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import {
  webhookDeliveries,
  webhookEndpoints,
  webhookEvents,
  webhookTries,
  type deliveryStates,
  type reasonsOff,
} from '#db/schema/webhooks.ts'
import type { Context } from '#lib/context.ts'
import { isEarlier, type ListPlace } from '#lib/keyset.ts'

export interface Endpoint {
  id: string
  url: string
  description: string
  events: string[]
  failingSince: Date | null
  offSince: Date | null
  offBecause: (typeof reasonsOff)[number] | null
  oldSecretUntil: Date | null
}

const endpointFields = {
  id: webhookEndpoints.id,
  url: webhookEndpoints.url,
  description: webhookEndpoints.description,
  events: webhookEndpoints.events,
  failingSince: webhookEndpoints.failingSince,
  offSince: webhookEndpoints.offSince,
  offBecause: webhookEndpoints.offBecause,
  oldSecretUntil: webhookEndpoints.oldSecretUntil,
}

export function allEndpoints(ctx: Context): Promise<Endpoint[]> {
  return ctx.db
    .select(endpointFields)
    .from(webhookEndpoints)
    .where(isNull(webhookEndpoints.removedAt))
    .orderBy(asc(webhookEndpoints.createdAt))
}

export async function endpointById(ctx: Context, id: string): Promise<Endpoint | null> {
  if (!z.uuid().safeParse(id).success) return null
  const [row] = await ctx.db
    .select(endpointFields)
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.id, id), isNull(webhookEndpoints.removedAt)))
  return row ?? null
}

export type DeliveryState = (typeof deliveryStates)[number]

export interface Delivery {
  id: string
  type: string
  url: string
  endpointId: string
  state: DeliveryState
  tries: number
  nextAt: Date | null
  createdAt: Date
}

const deliveryFields = {
  id: webhookDeliveries.id,
  type: webhookEvents.type,
  url: webhookEndpoints.url,
  endpointId: webhookDeliveries.endpointId,
  state: webhookDeliveries.state,
  tries: webhookDeliveries.tries,
  nextAt: webhookDeliveries.nextAt,
  createdAt: webhookDeliveries.createdAt,
}

function selectDeliveries(ctx: Context) {
  return ctx.db
    .select(deliveryFields)
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .innerJoin(webhookEndpoints, eq(webhookEndpoints.id, webhookDeliveries.endpointId))
}

/** What was told, the newest first. What is absent narrows nothing. @param place where the page before ended */
export function deliveries(
  ctx: Context,
  wanted: { endpointId?: string | undefined; state?: DeliveryState | undefined; type?: string | undefined },
  { after, limit }: { after?: ListPlace | undefined; limit: number },
): Promise<Delivery[]> {
  const { endpointId, state, type } = wanted
  return selectDeliveries(ctx)
    .where(
      and(
        endpointId === undefined ? undefined : eq(webhookDeliveries.endpointId, endpointId),
        state === undefined ? undefined : eq(webhookDeliveries.state, state),
        type === undefined ? undefined : eq(webhookEvents.type, type),
        isEarlier(webhookDeliveries.createdAt, webhookDeliveries.id, after),
      ),
    )
    .orderBy(desc(webhookDeliveries.createdAt), desc(webhookDeliveries.id))
    .limit(Math.max(1, Math.min(limit, 100)))
}

export interface Try {
  id: string
  at: Date
  byHand: boolean
  status: number | null
  problem: string | null
  /** Milliseconds. */
  took: number
  answer: string
}

/** One delivery, with what was sent and every try at it; null when there is none of this id. */
export async function deliveryById(
  ctx: Context,
  id: string,
): Promise<(Delivery & { eventId: string; body: string; all: Try[] }) | null> {
  if (!z.uuid().safeParse(id).success) return null
  const [row] = await ctx.db
    .select({ ...deliveryFields, eventId: webhookEvents.id, body: webhookEvents.body })
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .innerJoin(webhookEndpoints, eq(webhookEndpoints.id, webhookDeliveries.endpointId))
    .where(eq(webhookDeliveries.id, id))
  if (!row) return null
  const { at, byHand, status, problem, took, answer } = webhookTries
  const all = await ctx.db
    .select({ id: webhookTries.id, at, byHand, status, problem, took, answer })
    .from(webhookTries)
    .where(eq(webhookTries.deliveryId, id))
    .orderBy(desc(webhookTries.at), desc(webhookTries.id))
  return { ...row, all }
}
