import { and, asc, isNull, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { z } from 'zod'
import { webhookDeliveries, webhookEndpoints, webhookEvents } from '#db/schema/webhooks.ts'
import type { Context } from '#lib/context.ts'
import { deliverWebhookJob } from './jobs.ts'
import { eventData, type EventType } from './model.ts'

export interface Happening<Type extends EventType> {
  type: Type
  data: z.input<(typeof eventData)[Type]>
  /** One event a key, ever; without one each call is an event. */
  key?: string
}

/**
 * Tells every endpoint that wants to know what happened. Call it in the transaction in which it happens: what is undone is told
 * to nobody, and what is done is told though the process dies. Where no endpoint wants it, nothing is written.
 */
export async function announceEvent<Type extends EventType>(
  ctx: Context,
  { type, data, key }: Happening<Type>,
): Promise<void> {
  const wanting = await ctx.db.select({ id: webhookEndpoints.id }).from(webhookEndpoints).where(wants(type))
  if (wanting.length === 0) return
  const told = eventData[type].parse(data)
  await writeEvent(
    ctx,
    { type, data: told, key },
    wanting.map(({ id }) => id),
  )
}

function wants(type: EventType) {
  return and(
    isNull(webhookEndpoints.offSince),
    isNull(webhookEndpoints.removedAt),
    sql`${type} = any(${webhookEndpoints.events})`,
  )
}

/** Since when there has been an endpoint that wants to know of this; null when there is none. */
export async function wantedSince(ctx: Context, type: EventType): Promise<Date | null> {
  const [row] = await ctx.db
    .select({ createdAt: webhookEndpoints.createdAt })
    .from(webhookEndpoints)
    .where(wants(type))
    .orderBy(asc(webhookEndpoints.createdAt))
    .limit(1)
  return row?.createdAt ?? null
}

/** Writes an event, unless its key is known, with a delivery for each of these endpoints. */
export async function writeEvent(
  ctx: Context,
  { type, data, key }: { type: string; data: unknown; key?: string | undefined },
  endpointIds: string[],
): Promise<void> {
  const id = v7({ msecs: ctx.now.getTime() })
  const body = JSON.stringify({ type, timestamp: ctx.now.toISOString(), data })
  const [made] = await ctx.db
    .insert(webhookEvents)
    .values({ id, type, body, dedupeKey: key ?? id, at: ctx.now })
    .onConflictDoNothing({ target: webhookEvents.dedupeKey })
    .returning({ id: webhookEvents.id })
  if (!made) return
  for (const endpointId of endpointIds) {
    const deliveryId = v7({ msecs: ctx.now.getTime() })
    await ctx.db
      .insert(webhookDeliveries)
      .values({ id: deliveryId, eventId: id, endpointId, state: 'waiting', nextAt: ctx.now, createdAt: ctx.now })
    await ctx.queue.send(ctx.db, deliverWebhookJob, { deliveryId, tries: 0, byHand: false })
  }
}
