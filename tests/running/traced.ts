/**
 * Something that is traced, as the site and the worker are: `node traced.ts`, configured like them. In a span such as Next opens it
 * asks the database, once for something that it refuses, and Stripe, and sends a job, which a worker then does. What is planted
 * must be told to nobody.
 */
import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { connect } from '#db/client.ts'
import { people } from '#db/schema/people.ts'
import { readConfig } from '#lib/config.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fetchCustomer } from '#lib/donations/internal/stripe.ts'
import { defineJob, handle } from '#lib/jobs/job.ts'
import { openQueue, prepareQueues } from '#lib/jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { startTracing } from '#lib/tracing-sdk.ts'
import { inSpan, SpanKind } from '#lib/tracing.ts'
import { onTrail } from '#lib/trail.ts'
import { startWorker } from '#scripts/worker/start-worker.ts'

const planted = 'planted@example.org'
const config = readConfig(process.env)
const stop = startTracing('test', 1)
const { db, close } = connect(config.databaseUrl, 2)
const queue = openQueue(config.databaseUrl)
const log = createLog('test', 'info')
const ctx: Context = { db, now: new Date(), queue, config, log }
const job = defineJob('test-traced', z.object({ email: z.string() }))
await prepareQueues(config.databaseUrl, [job])

const { promise: done, resolve } = Promise.withResolvers<void>()
const worker = await startWorker(
  config,
  log,
  [
    handle(job, async (inner) => {
      await inner.db.select({ id: people.id }).from(people).where(eq(people.email, planted))
      resolve()
    }),
  ],
  [],
)

const address = '/cases/planted-secret?email=planted'
const attributes = { 'http.method': 'GET', 'http.target': address, 'next.route': '/cases/[token]' }
await onTrail({ requestId: 'request-12' }, () =>
  inSpan(`GET ${address}`, { kind: SpanKind.SERVER, attributes }, async () => {
    await db.select({ id: people.id }).from(people).where(eq(people.email, planted))
    await inTransaction(ctx, (tx) => tx.db.execute(sql`select ${planted}::text`))
    await db.execute(sql`select ${planted}::uuid`).catch(() => undefined)
    await fetchCustomer(ctx, 'cus_12')
    await ctx.queue.send(db, job, { email: planted })
  }),
)
await done
await worker.stop(5_000)
await queue.close()
await close()
await stop()
