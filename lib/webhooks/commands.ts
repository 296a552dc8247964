import { and, eq, isNull } from 'drizzle-orm'
import { v7 } from 'uuid'
import { webhookDeliveries, webhookEndpoints } from '#db/schema/webhooks.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { after, hour } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { encryptFor } from '#lib/encrypted.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { writeEvent } from './announce.ts'
import { deliverWebhookJob } from './jobs.ts'
import { endpointInputSchema, hoursOfOverlap, testEvent, type EndpointInput } from './model.ts'
import { endpointOldSecret, endpointSecret, newSecret, openSecret } from './secret.ts'
import { isPrivateHost } from './send.ts'

/**
 * Makes an endpoint.
 * @returns its secret, which is shown this once
 * @throws Refusal for an address to which nothing could be sent
 */
export function addEndpoint(
  ctx: Context,
  input: EndpointInput,
  actorId: string,
): Promise<{ id: string; secret: string }> {
  const wanted = checked(ctx, input)
  return inTransaction(ctx, async (tx) => {
    const [id, secret] = [v7({ msecs: tx.now.getTime() }), newSecret()]
    await tx.db
      .insert(webhookEndpoints)
      .values({ id, ...wanted, secret: encryptFor(tx.config, endpointSecret, id, secret), createdAt: tx.now })
    await note(tx, id, 'added a webhook endpoint', actorId, detailsOf(wanted))
    return { id, secret }
  })
}

/** @throws Refusal as `addEndpoint`, and when it is not there */
export function changeEndpoint(ctx: Context, id: string, input: EndpointInput, actorId: string): Promise<void> {
  const wanted = checked(ctx, input)
  return inTransaction(ctx, async (tx) => {
    await lock(tx, id)
    await tx.db.update(webhookEndpoints).set(wanted).where(eq(webhookEndpoints.id, id))
    await note(tx, id, 'changed a webhook endpoint', actorId, detailsOf(wanted))
  })
}

/**
 * Makes a new secret. The one before signs beside it for a day, so that the other side can change over.
 * @returns it; it is shown this once
 */
export function renewSecret(ctx: Context, id: string, actorId: string): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const row = await lock(tx, id)
    const secret = newSecret()
    // Where it stands is part of what is encrypted: it is not moved as it is.
    const old = openSecret(tx.config, endpointSecret, id, row.secret)
    await tx.db
      .update(webhookEndpoints)
      .set({
        secret: encryptFor(tx.config, endpointSecret, id, secret),
        oldSecret: old === null ? null : encryptFor(tx.config, endpointOldSecret, id, old),
        oldSecretUntil: after(tx.now, hoursOfOverlap * hour),
      })
      .where(eq(webhookEndpoints.id, id))
    await note(tx, id, 'made a new secret for a webhook endpoint', actorId)
    return secret
  })
}

/** Turns an endpoint on or off. What happens while it is off is not sent later. */
export function switchEndpoint(ctx: Context, id: string, on: boolean, actorId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const { offSince } = await lock(tx, id)
    if ((offSince === null) === on) return
    await tx.db
      .update(webhookEndpoints)
      .set(on ? { offSince: null, offBecause: null, failingSince: null } : { offSince: tx.now, offBecause: 'by_hand' })
      .where(eq(webhookEndpoints.id, id))
    await note(tx, id, `turned a webhook endpoint ${on ? 'on' : 'off'}`, actorId)
  })
}

/** Takes an endpoint out for good; its log stays for its time. */
export function removeEndpoint(ctx: Context, id: string, actorId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const { url } = await lock(tx, id)
    await tx.db.update(webhookEndpoints).set({ removedAt: tx.now }).where(eq(webhookEndpoints.id, id))
    await note(tx, id, 'removed a webhook endpoint', actorId, { url })
  })
}

/** Sends an event that says nothing but that it came. @throws Refusal when the endpoint is off */
export function sendTest(ctx: Context, id: string, actorId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const { offSince } = await lock(tx, id)
    if (offSince !== null) throw new Refusal('conflict', 'The endpoint is turned off. Turn it on first.')
    await writeEvent(tx, { type: testEvent, data: { message: 'It works.' } }, [id])
    await note(tx, id, 'sent a test event', actorId)
  })
}

/** Sends once more what was sent, or was given up; what waits goes now. @throws Refusal when it is not there, or its endpoint is off */
export function sendAgain(ctx: Context, deliveryId: string, actorId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select({
        endpointId: webhookDeliveries.endpointId,
        state: webhookDeliveries.state,
        tries: webhookDeliveries.tries,
      })
      .from(webhookDeliveries)
      .where(eq(webhookDeliveries.id, deliveryId))
      .for('update')
    if (!row) throw new Refusal('not_found', 'That delivery is no longer in the log.')
    const { offSince } = await lock(tx, row.endpointId)
    if (offSince !== null) throw new Refusal('conflict', 'The endpoint is turned off. Turn it on first.')
    // The job that waits finds another number of tries than its own, and does nothing.
    const tries = row.tries + (row.state === 'waiting' ? 1 : 0)
    await tx.db
      .update(webhookDeliveries)
      .set({ state: 'waiting', tries, nextAt: tx.now })
      .where(eq(webhookDeliveries.id, deliveryId))
    await tx.queue.send(tx.db, deliverWebhookJob, { deliveryId, tries, byHand: true })
    await note(tx, row.endpointId, 'sent an event again', actorId, { delivery: deliveryId })
  })
}

/** @throws Refusal for an address that is not https; one into a private network is found out when something is sent */
function checked(ctx: Context, input: EndpointInput) {
  const wanted = endpointInputSchema.parse(input)
  const url = new URL(wanted.url)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isPrivateHost(url, ctx.config)))
    throw fieldRefusal('url', 'Enter an address that begins with https://.')
  return { ...wanted, url: url.href }
}

async function lock(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select({ url: webhookEndpoints.url, secret: webhookEndpoints.secret, offSince: webhookEndpoints.offSince })
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.id, id), isNull(webhookEndpoints.removedAt)))
    .for('update')
  if (!row) throw new Refusal('not_found', 'That endpoint is no longer here.')
  return row
}

function detailsOf({ url, events }: { url: string; events: string[] }): Record<string, string> {
  return { url, events: events.join(', ') }
}

async function note(
  ctx: Context,
  id: string,
  action: string,
  actorId: string,
  details: Record<string, string> = {},
): Promise<void> {
  await recordAudit(ctx, { actorId, action, subject: subjectOf('webhook', id), details })
}
