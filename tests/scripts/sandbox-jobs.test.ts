import { expect, test } from 'vitest'
import { z } from 'zod'
import { after, day, hour } from '#lib/clock.ts'
import { defineJob } from '#lib/jobs/job.ts'
import { prepareQueues } from '#lib/jobs/queue.ts'
import { callEarlier, waitingJobs, workerIdle } from '#scripts/sandbox/worker-idle.ts'
import { queuedJobs, testContext } from '#tests/support/context.ts'

const ctx = { ...(await testContext()), now: new Date() }
const greet = defineJob('test-greet', z.object({ name: z.string() }))
await prepareQueues(ctx.config.databaseUrl, [greet])

const due = async () => {
  // A second on: the database dates what is called now to the microsecond, and a Date ends at the millisecond.
  const jobs = await queuedJobs({ ...ctx, now: after(new Date(), 1000) }, greet.name)
  return jobs.filter((job) => job.due).map((job) => job.data)
}

test('what waits is called earlier by the time that passed, and what was sent since is not', async () => {
  await ctx.queue.send(ctx.db, greet, { name: 'tomorrow' }, { startAfter: after(ctx.now, day) })
  await ctx.queue.send(ctx.db, greet, { name: 'next week' }, { startAfter: after(ctx.now, 7 * day) })
  const waiting = await waitingJobs(ctx.db)
  expect(waiting).toHaveLength(2)
  await ctx.queue.send(ctx.db, greet, { name: 'sent since' }, { startAfter: after(ctx.now, hour) })
  await workerIdle(ctx.db)
  await callEarlier(ctx.db, waiting, (2 * day) / 1000)
  expect(await due()).toEqual([{ name: 'tomorrow' }])
  await callEarlier(ctx.db, await waitingJobs(ctx.db), (5 * day) / 1000)
  expect((await due()).length).toBe(3)
})

test('nothing that waits is no fault', async () => {
  await expect(callEarlier(ctx.db, [], 60)).resolves.toBeUndefined()
})
