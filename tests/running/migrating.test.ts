import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, expect, inject, test } from 'vitest'
import { connect } from '#db/client.ts'
import { applyMigrations, CannotMigrate } from '#db/migrate.ts'
import { schemaState } from '#db/schema-version.ts'
import { prepareQueues } from '#lib/jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { jobHandlers } from '#scripts/job-handlers.ts'
import { startWorker } from '#scripts/worker/start-worker.ts'
import { databaseUrl } from '#tests/support/cluster.ts'
import { testContext } from '#tests/support/context.ts'
import { oneMoreAt, withOneMore } from '#tests/support/one-more-migration.ts'

const ctx = await testContext()
const { adminUrl, prefix } = inject('cluster')
const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined })
const made: string[] = []

async function emptyDatabase(): Promise<string> {
  const name = `${prefix}empty_${made.length}_${process.pid}`
  made.push(name)
  await admin`create database ${admin(name)}`
  return databaseUrl(adminUrl, name)
}

afterAll(async () => {
  for (const name of made) await admin`drop database if exists ${admin(name)} with (force)`
  await admin.end({ timeout: 5 })
})

test('two who migrate an empty database at once do it once, queues included', async () => {
  const url = await emptyDatabase()
  const told: string[] = []
  const queues = jobHandlers.slice(0, 5).map(({ job }) => job)
  const migrate = () =>
    applyMigrations(url, { say: (line) => told.push(line), afterwards: () => prepareQueues(url, queues) })
  await Promise.all([migrate(), migrate()])
  const { db, close } = connect(url, 1)
  expect(await schemaState(db)).toBe('current')
  const twice = await db.execute(
    sql`select created_at from drizzle.__drizzle_migrations group by 1 having count(*) > 1`,
  )
  expect([...twice]).toEqual([])
  expect(told).toEqual(['Somebody else is migrating this database, or taking a backup of it; waiting.'])
  await close()
})

test('a migration whose table is in use gives way, and is applied when it is free', async () => {
  const folder = withOneMore('alter table counters add column kept_up text')
  const told: string[] = []
  const { promise: holds, resolve: isHeld } = Promise.withResolvers<void>()
  const { promise: waits, resolve: isWaiting } = Promise.withResolvers<void>()
  const holder = ctx.db.transaction(async (tx) => {
    await tx.execute(sql`lock table counters in access share mode`)
    isHeld()
    await waits
  })
  await holds
  await applyMigrations(ctx.config.databaseUrl, {
    folder,
    patience: { lockMs: 50, tries: 50, pauseMs: 50 },
    say: (line) => {
      told.push(line)
      isWaiting()
    },
  })
  await holder
  expect(told.length).toBeGreaterThan(0)
  await ctx.db.execute(sql`select kept_up from counters`)
  await ctx.db.execute(sql`delete from drizzle.__drizzle_migrations where created_at = ${oneMoreAt}`)
})

test('one that never gets its table says so, and leaves nothing half done', async () => {
  const folder = withOneMore('create table half_done (); --> statement-breakpoint\ndrop table counters')
  await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`lock table counters in access share mode`)
    const tried = applyMigrations(ctx.config.databaseUrl, { folder, patience: { lockMs: 30, tries: 2, pauseMs: 10 } })
    await expect(tried).rejects.toThrow(CannotMigrate)
  })
  const [left] = [...(await ctx.db.execute(sql`select to_regclass('half_done') as half`))]
  expect(left).toEqual({ half: null })
  expect(await schemaState(ctx.db)).toBe('current')
})

test('a database from the future is neither migrated nor worked on', async () => {
  await ctx.db.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('future', ${oneMoreAt})`)
  await expect(applyMigrations(ctx.config.databaseUrl)).rejects.toThrow('a newer version has been here')
  const working = startWorker(ctx.config, createLog('test', 'silent'), [], [])
  await expect(working).rejects.toThrow(CannotRun)
  await ctx.db.execute(sql`delete from drizzle.__drizzle_migrations where hash = 'future'`)
})
