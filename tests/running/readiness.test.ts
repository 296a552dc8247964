import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect } from '#db/client.ts'
import { readiness } from '#lib/readiness.ts'
import { testContext } from '#tests/support/context.ts'

const ctx = await testContext({ now: new Date() })
const newborn = () => ({ hasServed: false })

const signOfLife = (secondsAgo: number) =>
  ctx.db.execute(sql`
    insert into pgboss.instance (id, name, host, pid, version, node_version, heartbeat_seconds, supervise, schedule, migrate,
      persist_queue_stats, persist_warnings, heartbeat_on)
    values (gen_random_uuid(), 'worker', 'here', 1, '12', '24', 30, true, true, false, false, false,
      now() - make_interval(secs => ${secondsAgo}))`)

/** As if a version of the year 2100 had migrated. */
const fromTheFuture = sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('future', 4102444800000)`

beforeEach(async () => {
  await ctx.db.execute(sql`delete from pgboss.instance`)
  await signOfLife(10)
})
afterEach(() => ctx.db.execute(sql`delete from drizzle.__drizzle_migrations where hash = 'future'`))

test('with its own tables and a worker about, a process is ready', async () => {
  expect(await readiness(ctx, newborn())).toEqual({ status: 'ok', faults: [], warnings: [] })
})

test('a worker that has not been seen is told of, and readers are served', async () => {
  await ctx.db.execute(sql`delete from pgboss.instance`)
  await signOfLife(300)
  const found = await readiness(ctx, newborn())
  expect(found).toMatchObject({ status: 'degraded', faults: [] })
  expect(found.warnings.join()).toContain('no worker')
})

test('jobs that nobody does are told of', async () => {
  await ctx.db.execute(
    sql`insert into pgboss.job (name, data, start_after) values ('mail-send', '{}', now() - interval '6 minutes')`,
  )
  expect(await readiness(ctx, newborn())).toMatchObject({
    status: 'degraded',
    warnings: ['1 jobs have waited over 5 minutes'],
  })
  await ctx.db.execute(sql`delete from pgboss.job`)
})

test('tables from the future: a process that began with them is not ready, one that knew its own serves on', async () => {
  const serving = newborn()
  await readiness(ctx, serving)
  await ctx.db.execute(fromTheFuture)
  expect((await readiness(ctx, serving)).status).toBe('degraded')
  const late = await readiness(ctx, newborn())
  expect(late.status).toBe('unavailable')
  expect(late.faults.join()).toContain('a newer version has been here')
})

test('migrations that wait are a fault', async () => {
  await ctx.db.execute(sql`create table kept as select * from drizzle.__drizzle_migrations`)
  await ctx.db.execute(
    sql`delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)`,
  )
  expect(await readiness(ctx, newborn())).toMatchObject({ status: 'unavailable' })
  await ctx.db.execute(sql`truncate drizzle.__drizzle_migrations`)
  await ctx.db.execute(sql`insert into drizzle.__drizzle_migrations select * from kept`)
})

test('a database that cannot be reached, and one that does not answer, are faults within three seconds', async () => {
  const gone = connect('postgres://nobody@127.0.0.1:9/nowhere', 1)
  expect((await readiness({ ...ctx, db: gone.db }, newborn())).faults.join()).toContain('does not answer')
  const stuck = ctx.db.transaction(async (tx) => {
    await tx.execute(sql`lock table drizzle.__drizzle_migrations in access exclusive mode`)
    const began = performance.now()
    expect((await readiness(ctx, newborn())).status).toBe('unavailable')
    expect(performance.now() - began).toBeLessThan(3_500)
  })
  await stuck
})
