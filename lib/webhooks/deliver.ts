import { and, eq, isNull } from 'drizzle-orm'
import { people, personRoles } from '#db/schema/people.ts'
import { webhookDeliveries, webhookEndpoints, webhookEvents, webhookTries } from '#db/schema/webhooks.ts'
import { after, day } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { handle } from '#lib/jobs/job.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { outsideTime } from '#lib/system-time.ts'
import { deliverWebhookJob } from './jobs.ts'
import { daysOfFailure, waitAfter } from './model.ts'
import { post, type Answer } from './send.ts'
import { endpointOldSecret, endpointSecret, openSecret, signatureOf } from './secret.ts'

const endpointFields = {
  id: webhookEndpoints.id,
  url: webhookEndpoints.url,
  secret: webhookEndpoints.secret,
  oldSecret: webhookEndpoints.oldSecret,
  oldSecretUntil: webhookEndpoints.oldSecretUntil,
  failingSince: webhookEndpoints.failingSince,
  offSince: webhookEndpoints.offSince,
  removedAt: webhookEndpoints.removedAt,
}

/**
 * Tries a delivery. Whoever is told twice, because the process died between the answer and its being noted, sees the
 * same `webhook-id`.
 */
export const deliverWebhook = handle(deliverWebhookJob, async (ctx, { deliveryId, tries, byHand }) => {
  const [found] = await ctx.db
    .select({
      state: webhookDeliveries.state,
      tries: webhookDeliveries.tries,
      event: { id: webhookEvents.id, body: webhookEvents.body },
      endpoint: endpointFields,
    })
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .innerJoin(webhookEndpoints, eq(webhookEndpoints.id, webhookDeliveries.endpointId))
    .where(eq(webhookDeliveries.id, deliveryId))
  if (!found || found.state !== 'waiting' || found.tries !== tries) return
  const { event, endpoint } = found
  const began = performance.now()
  const answer =
    endpoint.offSince === null && endpoint.removedAt === null
      ? await tell(ctx, endpoint, event)
      : { status: null, problem: 'The endpoint is turned off.', answer: '' }
  const took = Math.round(performance.now() - began)
  await inTransaction(ctx, (tx) => settle(tx, { deliveryId, endpointId: endpoint.id, tries, byHand, took, answer }))
})

async function tell(
  ctx: Context,
  endpoint: { id: string; url: string; secret: string; oldSecret: string | null; oldSecretUntil: Date | null },
  { id, body }: { id: string; body: string },
): Promise<Answer> {
  const old = endpoint.oldSecretUntil !== null && endpoint.oldSecretUntil > ctx.now ? endpoint.oldSecret : null
  const secrets = [
    openSecret(ctx.config, endpointSecret, endpoint.id, endpoint.secret) ?? [],
    (old === null ? null : openSecret(ctx.config, endpointOldSecret, endpoint.id, old)) ?? [],
  ].flat()
  if (secrets.length === 0)
    return {
      status: null,
      problem: 'Its key is gone from ENCRYPTION_KEYS: make a new secret for this endpoint.',
      answer: '',
    }
  const at = Math.floor(outsideTime(ctx).getTime() / 1000)
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': secrets.map((secret) => signatureOf(secret, id, at, body)).join(' '),
  }
  return post(new URL(endpoint.url), body, headers, ctx.config)
}

interface Tried {
  deliveryId: string
  endpointId: string
  /** Before this one. */
  tries: number
  byHand: boolean
  took: number
  answer: Answer
}

async function settle(tx: Context, { deliveryId, endpointId, tries, byHand, took, answer }: Tried): Promise<void> {
  const { status, problem } = answer
  await tx.db
    .insert(webhookTries)
    .values({ deliveryId, at: tx.now, byHand, status, problem, took, answer: answer.answer })
  const [endpoint] = await tx.db
    .select(endpointFields)
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.id, endpointId))
    .for('update')
  if (!endpoint) return
  const isOn = endpoint.offSince === null && endpoint.removedAt === null
  const wait = problem === null || !isOn || status === 410 ? null : waitAfter(tries + 1)
  const nextAt = wait === null ? null : after(tx.now, wait)
  const state = problem === null ? 'delivered' : nextAt === null ? 'failed' : 'waiting'
  const [settled] = await tx.db
    .update(webhookDeliveries)
    .set({ state, tries: tries + 1, nextAt })
    .where(
      and(
        eq(webhookDeliveries.id, deliveryId),
        eq(webhookDeliveries.tries, tries),
        eq(webhookDeliveries.state, 'waiting'),
      ),
    )
    .returning({ id: webhookDeliveries.id })
  // It was sent again by hand meanwhile: what came of that stands.
  if (!settled) return
  if (nextAt !== null)
    await tx.queue.send(
      tx.db,
      deliverWebhookJob,
      { deliveryId, tries: tries + 1, byHand: false },
      { startAfter: nextAt },
    )
  if (!isOn) return
  const failingSince = problem === null ? null : (endpoint.failingSince ?? tx.now)
  await tx.db.update(webhookEndpoints).set({ failingSince }).where(eq(webhookEndpoints.id, endpointId))
  // Gone for good: whoever answers so asks not to be asked again (RFC 9110, 15.5.11).
  if (status === 410) await turnOff(tx, endpoint, 'gone')
  else if (failingSince !== null && failingSince <= after(tx.now, -daysOfFailure * day))
    await turnOff(tx, endpoint, 'failing')
}

/** Turns an endpoint off that takes nothing any more, and tells the administrators. */
async function turnOff(tx: Context, endpoint: { id: string; url: string }, because: 'failing' | 'gone'): Promise<void> {
  await tx.db
    .update(webhookEndpoints)
    .set({ offSince: tx.now, offBecause: because })
    .where(eq(webhookEndpoints.id, endpoint.id))
  const { name } = await magazineSettings(tx)
  const administrators = await tx.db
    .select({ id: people.id, email: people.email })
    .from(people)
    .innerJoin(personRoles, eq(personRoles.personId, people.id))
    .where(and(eq(personRoles.role, 'administrator'), isNull(people.deletedAt)))
  for (const { id, email } of administrators)
    await postMail(tx, {
      kind: 'webhook-off',
      recipient: email,
      data: {
        magazine: name,
        host: new URL(endpoint.url).host,
        because,
        link: `${tx.config.publicUrl}/desk/settings/webhooks/${endpoint.id}`,
      },
      dedupeKey: `webhook-off ${endpoint.id} ${tx.now.toISOString()} ${id}`,
    })
}
