import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { PgBoss } from 'pg-boss'
import { stripeEvents } from '#db/schema/donations.ts'
import { auditLog } from '#db/schema/platform.ts'
import { after, minute } from '#lib/clock.ts'
import { failedEvents, inboxEvents, replayEvents } from '#lib/donations/inbox-desk.ts'
import { stripeEventJob } from '#lib/donations/inbox.ts'
import { applyStripeEvent } from '#lib/donations/jobs.ts'
import { askForComparison, reconcileJob } from '#lib/donations/reconcile-job.ts'
import { replayDeadLetters } from '#lib/jobs/replay.ts'
import { queuedJobs, runJobs } from '#tests/support/context.ts'
import { whichEvents } from '#app/desk/inbox/which-events.ts'
import { openTill } from './till.ts'

const till = await openTill()
const ctx = till.ctx()
const { id: administrator } = await till.person('administrator@example.org', 'Ada')

/** An event that cannot be applied: Stripe does not answer while it is tried. */
async function failingEvent(): Promise<string> {
  const id = `evt_${crypto.randomUUID().replaceAll('-', '')}`
  const payload = {
    id,
    type: 'customer.subscription.updated',
    data: { object: { id: 'sub_1', object: 'subscription' } },
  }
  await ctx.db.insert(stripeEvents).values({ id, type: payload.type, payload, receivedAt: ctx.now })
  const broken = { ...ctx, config: { ...ctx.config, stripe: { ...ctx.config.stripe, apiBase: 'http://127.0.0.1:9' } } }
  await expect(applyStripeEvent.run(broken, { eventId: id })).rejects.toThrow(/connect/i)
  return id
}

async function eventById(id: string) {
  return (await inboxEvents(ctx, { limit: 500 })).find((event) => event.id === id)
}

test('an event that fails keeps its reason and counts its tries; replayed, it is applied and noted', async () => {
  const id = await failingEvent()
  expect(await eventById(id)).toMatchObject({ state: 'failed', attempts: 1 })
  expect((await eventById(id))?.outcome).toMatch(/connect/i)
  expect(await failedEvents(ctx)).toBe(1)

  expect(await replayEvents(ctx, { id }, administrator)).toBe(1)
  // Not forgotten before it is tried.
  expect((await eventById(id))?.outcome).toMatch(/connect/i)
  await runJobs(till.ctx(), [applyStripeEvent])
  expect(await eventById(id)).toMatchObject({ state: 'ignored', attempts: 2 })
  expect(await failedEvents(ctx)).toBe(0)
  expect(await ctx.db.select().from(auditLog)).toMatchObject([
    { actor: administrator, action: 'replayed an event', subject: `event ${id}` },
  ])
})

test('an event that was applied is not replayed, nor one that nobody sent', async () => {
  await till.pay((await till.begin()).url)
  await till.handIn()
  const [applied] = await inboxEvents(ctx, { state: 'applied', limit: 1 })
  expect(await replayEvents(ctx, { id: applied?.id ?? '' }, administrator)).toBe(0)
  expect(await replayEvents(ctx, { id: 'evt_nobody' }, administrator)).toBe(0)
  expect(await queuedJobs(ctx, stripeEventJob.name)).toEqual([])
})

test('all that failed are replayed at once, the oldest first', async () => {
  const ids = [await failingEvent(), await failingEvent()]
  expect(await replayEvents(ctx, 'failed', administrator)).toBe(2)
  expect((await queuedJobs(ctx, stripeEventJob.name)).map(({ data }) => data)).toEqual(
    expect.arrayContaining(ids.map((eventId) => ({ eventId }))),
  )
  await runJobs(till.ctx(), [applyStripeEvent])
  expect(await failedEvents(ctx)).toBe(0)
})

test('events are listed by keyset, each once, within one state or over all', async () => {
  for (let number = 0; number < 7; number += 1) {
    await ctx.db.insert(stripeEvents).values({
      id: `evt_page${number}`,
      type: 'charge.refunded',
      payload: {},
      state: 'ignored',
      // Two of them at the same instant.
      receivedAt: after(ctx.now, -Math.floor(number / 2) * minute),
    })
  }
  const seen: string[] = []
  let before: { receivedAt: Date; id: string } | undefined
  for (;;) {
    const page = await inboxEvents(ctx, { state: 'ignored', limit: 3, before })
    seen.push(...page.map(({ id }) => id))
    before = page.at(-1)
    if (page.length < 3) break
  }
  const all = await inboxEvents(ctx, { state: 'ignored', limit: 500 })
  expect(seen).toEqual(all.map(({ id }) => id))
  expect(new Set(seen).size).toBe(seen.length)
})

test('a job that fails every try is a dead letter with its reason, and goes back to its queue once', async () => {
  await ctx.queue.send(ctx.db, stripeEventJob, { eventId: 'evt_dead' })
  const boss = new PgBoss({
    connectionString: ctx.config.databaseUrl,
    supervise: false,
    schedule: false,
    migrate: false,
  })
  await boss.start()
  const [job] = await boss.fetch(stripeEventJob.name)
  // The last of its tries.
  await ctx.db.execute(sql`update pgboss.job set retry_count = retry_limit where id = ${job?.id ?? ''}`)
  await boss.fail(stripeEventJob.name, job?.id ?? '', { message: 'Stripe was away.' })
  await boss.stop({ graceful: false })

  const [letter] = await ctx.queue.deadLetters(ctx.db, 10)
  expect(letter).toMatchObject({ kind: 'stripe-event', data: { eventId: 'evt_dead' }, problem: 'Stripe was away.' })
  expect(await replayDeadLetters(ctx, [letter?.id ?? ''], administrator)).toBe(1)
  expect(await ctx.queue.deadLetters(ctx.db, 10)).toEqual([])
  expect(await queuedJobs(ctx, stripeEventJob.name)).toMatchObject([{ data: { eventId: 'evt_dead' } }])
  expect(await replayDeadLetters(ctx, [letter?.id ?? ''], administrator)).toBe(0)
  const audit = await ctx.db.select().from(auditLog)
  expect(audit.filter(({ action }) => action === 'replayed a dead letter')).toHaveLength(1)
})

test('one comparison is asked for at a time, however often the button is pressed', async () => {
  const asked = await Promise.all([1, 2, 3].map(() => askForComparison(ctx, administrator)))
  expect(asked.filter(Boolean)).toHaveLength(1)
  expect(await queuedJobs(ctx, reconcileJob.name)).toHaveLength(1)
})

test('all that failed are replayed only by a form that says so; one without a whole id replays nothing', () => {
  const asked = (fields: Record<string, string>) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    return whichEvents(form)
  }
  expect(asked({ event: 'evt_1' })).toEqual({ id: 'evt_1' })
  expect(asked({ all: 'failed' })).toBe('failed')
  const neither: Record<string, string>[] = [
    {},
    { event: '' },
    { event: 'cus_1' },
    { event: `evt_${'1'.repeat(255)}` },
    { all: '' },
  ]
  for (const form of [...neither, { event: 'evt_1', all: 'failed' }]) expect(asked(form)).toBeNull()
})
