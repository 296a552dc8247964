import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { after, day, hour } from '#lib/clock.ts'
import { databaseConnections } from '#lib/database-load.ts'
import { inboxLag } from '#lib/donations/inbox-lag.ts'
import { lastPaymentAt } from '#lib/donations/queries.ts'
import { queueLoads, workersSeen } from '#lib/jobs/load.ts'
import { outboxLoad } from '#lib/mail/queries.ts'
import { registry, watchProcess } from '#lib/metrics.ts'
import { donations, stripeEvents } from '#db/schema/donations.ts'
import { mails } from '#db/schema/platform.ts'
import { connect } from '#db/client.ts'
import { databaseMetrics } from '#app/_server/metrics.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

const ctx = await testContext({ now: new Date() })

/** https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/ */
const rulesSchema = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string(),
          expr: z.string(),
          for: z.string(),
          labels: z.strictObject({ severity: z.enum(['page', 'ticket']) }),
          annotations: z.strictObject({ summary: z.string() }),
        }),
      ),
    }),
  ),
})

test('of every queue is told what is due, what will be, what is being done, and how long the oldest has waited', async () => {
  await ctx.db.execute(sql`
    insert into pgboss.job (name, state, data, start_after) values
      ('mail-send', 'created', '{}', now() - interval '90 seconds'),
      ('mail-send', 'retry', '{}', now() - interval '10 seconds'),
      ('mail-send', 'created', '{}', now() + interval '1 hour'),
      ('mail-send', 'active', '{}', now() - interval '1 hour'),
      ('mail-send', 'completed', '{}', now() - interval '2 hours'),
      ('dead-letters', 'created', '{}', now())`)
  const loads = await queueLoads(ctx)
  const mail = loads.find(({ queue }) => queue === 'mail-send')
  expect(mail).toMatchObject({ waiting: 2, later: 1, active: 1 })
  expect(mail?.oldestSeconds).toBeGreaterThanOrEqual(90)
  expect(mail?.oldestSeconds).toBeLessThan(150)
  expect(loads.find(({ queue }) => queue === 'cache-clear')).toEqual({
    queue: 'cache-clear',
    waiting: 0,
    later: 0,
    active: 0,
    oldestSeconds: 0,
  })
  expect(loads.find(({ queue }) => queue === 'dead-letters')?.waiting).toBe(1)
})

test('the inbox tells what waits and since when, and what failed', async () => {
  expect(await inboxLag(ctx)).toEqual({ received: 0, failed: 0, oldestAt: null })
  const receivedAt = after(ctx.now, -hour)
  const event = { type: 'invoice.paid', payload: {}, receivedAt }
  await ctx.db.insert(stripeEvents).values([
    { id: 'evt_1', ...event },
    { id: 'evt_2', ...event, receivedAt: ctx.now },
    { id: 'evt_3', ...event, state: 'failed' },
    { id: 'evt_4', ...event, state: 'applied' },
  ])
  expect(await inboxLag(ctx)).toEqual({ received: 2, failed: 1, oldestAt: receivedAt })
})

test('the outbox tells what waits and fails, and what became of the mails of a day', async () => {
  const mail = (dedupeKey: string, rest: object) => ({
    kind: 'sign-in',
    recipient: 'ada@example.org',
    data: {},
    dedupeKey,
    createdAt: ctx.now,
    ...rest,
  })
  await ctx.db
    .insert(mails)
    .values([
      mail('waits', {}),
      mail('fails', { problem: 'ECONNREFUSED', createdAt: after(ctx.now, -3 * day) }),
      mail('went', { sentAt: ctx.now }),
      mail('long ago', { sentAt: ctx.now, createdAt: after(ctx.now, -3 * day) }),
      mail('came back', { refusedAt: ctx.now, problem: 'no such user' }),
    ])
  expect(await outboxLoad(ctx)).toEqual({ waiting: 1, failing: 1, sent: 1, refused: 1 })
})

test('without a worker and without a payment there is nothing to tell since when', async () => {
  expect(await workersSeen(ctx)).toEqual({ live: 0, silentSeconds: null })
  expect(await lastPaymentAt(ctx)).toBeNull()
})

test('connections are told by what they do, one that waits for a lock as such', async () => {
  const other = connect(ctx.config.databaseUrl, 1)
  await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`lock table counters in access exclusive mode`)
    const waits = other.db.execute(sql`select from counters`)
    void waits.catch(() => undefined)
    await expect
      .poll(async () => (await databaseConnections(ctx)).byState.find(({ state }) => state === 'waiting')?.count, {
        timeout: 5_000,
      })
      .toBe(1)
    expect(other.load).toEqual({ max: 1, queries: 1, transactions: 0, waiting: 0 })
  })
  await expect.poll(() => other.load.queries).toBe(0)
  expect((await databaseConnections(ctx)).most).toBeGreaterThan(1)
  await other.close()
})

test('a pool tells which transactions hold a connection and which wait for one, also when they fail', async () => {
  const pool = connect(ctx.config.databaseUrl, 1)
  const { promise: hold, resolve: letGo } = Promise.withResolvers<void>()
  const first = pool.db.transaction(async (tx) => {
    await tx.execute(sql`select 1`)
    await hold
  })
  await expect.poll(() => pool.load.transactions).toBe(1)
  const second = pool.db.transaction((tx) => tx.execute(sql`select nothing from nowhere`)).catch(() => 'failed')
  await expect.poll(() => pool.load.waiting).toBe(1)
  letGo()
  await first
  expect(await second).toBe('failed')
  expect(pool.load).toEqual({ max: 1, queries: 0, transactions: 0, waiting: 0 })
  await pool.close()
})

test('all of it is told in Prometheus’ words, and asked of the database once in some seconds', async () => {
  const text = await databaseMetrics(ctx)
  expect(text).toContain('standfirst_database_up 1')
  expect(text).toContain('standfirst_jobs{queue="mail-send",state="waiting"} 2')
  expect(text).toContain('standfirst_stripe_events{state="failed"} 1')
  expect(text).toMatch(/standfirst_stripe_inbox_lag_seconds 36\d\d/)
  expect(text).toContain('standfirst_mails{state="failing"} 1')
  expect(text).not.toContain('standfirst_last_payment_seconds ')
  expect(text).not.toContain('@')
  await ctx.db.delete(stripeEvents)
  expect(await databaseMetrics(ctx)).toBe(text)
})

test('what the alerts of deploy/ look at is told, by those names', async () => {
  const person = await makePerson(ctx)
  const gift = { personId: person.id, frequency: 'once', amount: 500, currency: 'GBP', stripeRef: 'pi_1' } as const
  await ctx.db.insert(donations).values({ ...gift, paidAt: after(ctx.now, -hour) })
  await ctx.db.execute(sql`
    insert into pgboss.instance (id, name, host, pid, version, node_version, heartbeat_seconds, supervise, schedule, migrate,
      persist_queue_stats, persist_warnings) values (gen_random_uuid(), 'worker', 'here', 1, '12', '24', 30, true, true, false, false, false)`)
  watchProcess(() => ({ max: 1, queries: 0, transactions: 0, waiting: 0 }))
  const text = `${await registry.metrics()}\n${await databaseMetrics({ ...ctx, config: { ...ctx.config } })}`
  expect(text).toMatch(/standfirst_last_payment_seconds 36\d\d/)
  expect(text).toContain('standfirst_workers 1')
  const told = [...text.matchAll(/^# TYPE (\w+) (\w+)/gm)].flatMap(([, name = '', kind]) =>
    kind === 'histogram' ? [`${name}_bucket`, `${name}_count`] : [name],
  )
  const file = new URL('../../deploy/prometheus/standfirst.yml', import.meta.url)
  const { groups } = rulesSchema.parse(parse(readFileSync(file, 'utf8')))
  const asked = groups.flatMap(({ rules }) =>
    rules.flatMap(({ expr }) => expr.match(/\b(?:standfirst|process|nodejs)_\w+/g) ?? []),
  )
  expect(asked.length).toBeGreaterThan(12)
  expect([...new Set(asked)].filter((name) => !told.includes(name))).toEqual([])
})
