import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { clearCacheJob } from '#lib/cache/jobs.ts'
import { after, hour } from '#lib/clock.ts'
import { inTransaction } from '#lib/context.ts'
import { defineJob, handle } from '#lib/jobs/job.ts'
import { noon, queuedJobs, runJobs, testContext } from '#tests/support/context.ts'

const ctx = await testContext()

test('a test file has a migrated database of its own', async () => {
  const rows = await ctx.db.execute(
    sql`select current_database() as name, count(*)::int as tables from information_schema.tables where table_schema = 'public'`,
  )
  expect(rows[0]?.name).toMatch(/^test_\d+_/)
  expect(rows[0]?.tables).toBeGreaterThan(20)
})

test('a job is there once its transaction commits, and not when it is rolled back', async () => {
  await inTransaction(ctx, async (inner) => {
    await inner.queue.send(inner.db, clearCacheJob, { tags: ['kept'] })
  })
  const rolledBack = inTransaction(ctx, async (inner) => {
    await inner.queue.send(inner.db, clearCacheJob, { tags: ['rolled back'] })
    throw new Error('no')
  })
  await expect(rolledBack).rejects.toThrow('no')
  expect((await queuedJobs(ctx)).map((job) => job.data)).toEqual([{ tags: ['kept'] }])
})

test('jobs run until none is left, those of later when it is later', async () => {
  const cleared: string[][] = []
  const handler = handle(clearCacheJob, async (inner, { tags }) => {
    cleared.push(tags)
    if (tags[0] === 'kept') await inner.queue.send(inner.db, clearCacheJob, { tags: ['follows'] })
  })
  await ctx.queue.send(ctx.db, clearCacheJob, { tags: ['in an hour'] }, { startAfter: after(noon, hour) })
  expect(await runJobs(ctx, [handler])).toBe(2)
  expect(cleared).toEqual([['kept'], ['follows']])
  expect(await runJobs({ ...ctx, now: after(noon, hour) }, [handler])).toBe(1)
  expect(await queuedJobs(ctx)).toEqual([])
})

test('a job that throws waits on', async () => {
  const handler = handle(clearCacheJob, async () => {
    throw new Error('unreachable')
  })
  await ctx.queue.send(ctx.db, clearCacheJob, { tags: ['again'] })
  await expect(runJobs(ctx, [handler])).rejects.toThrow('unreachable')
  expect(await queuedJobs(ctx, 'cache-clear')).toHaveLength(1)
})

test('a job without a handler here is left alone', async () => {
  expect(await runJobs(ctx, [handle(defineJob('another', z.object({})), async () => undefined)])).toBe(0)
})
