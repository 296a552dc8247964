import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { inTransaction } from '#lib/context.ts'
import { defineJob, handle, type JobHandler } from '#lib/jobs/job.ts'
import { prepareQueues } from '#lib/jobs/queue.ts'
import { startWorker, type Worker } from '#scripts/worker/start-worker.ts'
import { queuedJobs, testContext } from '#tests/support/context.ts'

const ctx = await testContext()
const names = z.object({ name: z.string() })
const greet = defineJob('test-greet', names, { retryLimit: 3, retryDelay: 1, isQuick: true })
const seldom = defineJob('test-seldom', names)
await prepareQueues(ctx.config.databaseUrl, [greet, seldom])

let worker: Worker | undefined
afterEach(async () => worker?.stop(2_000))

async function work(handler: JobHandler): Promise<Worker> {
  const nightly = { job: { ...greet, schema: z.object({}) }, cron: '0 3 * * *' }
  worker = await startWorker(ctx.config, ctx.log, [handler], [nightly])
  return worker
}

test('a job is done within a second of being sent, at the time of doing it', async () => {
  const times: Date[] = []
  await work(handle(greet, async (inner) => void times.push(inner.now)))
  const sent = Date.now()
  await ctx.queue.send(ctx.db, greet, { name: 'Ada' })
  await vi.waitFor(() => expect(times).toHaveLength(1), { timeout: 1_000, interval: 20 })
  expect(times[0]?.getTime()).toBeGreaterThanOrEqual(sent)
})

test('so is one of a queue that is seldom asked', async () => {
  let done = 0
  await work(handle(seldom, async () => void (done += 1)))
  // By then it has asked once, and will not again for ten seconds.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  await ctx.queue.send(ctx.db, seldom, { name: 'Ada' })
  await vi.waitFor(() => expect(done).toBe(1), { timeout: 5_000, interval: 20 })
})

test('a job that fails is tried again', async () => {
  let tries = 0
  await work(
    handle(greet, async () => {
      tries += 1
      if (tries === 1) throw new Error('not yet')
    }),
  )
  await ctx.queue.send(ctx.db, greet, { name: 'Ada' })
  await vi.waitFor(() => expect(tries).toBe(2), { timeout: 8_000, interval: 50 })
})

test('many jobs at once are done without a pause', async () => {
  let done = 0
  await work(
    handle(greet, async () => {
      done += 1
    }),
  )
  await Promise.all(Array.from({ length: 100 }, () => ctx.queue.send(ctx.db, greet, { name: 'Ada' })))
  await vi.waitFor(() => expect(done).toBe(100), { timeout: 5_000, interval: 20 })
})

test('one that fails takes no other with it', async () => {
  const seen: string[] = []
  await work(
    handle(greet, async (_inner, { name }) => {
      if (name === 'fails' && !seen.includes('again')) {
        seen.push('again')
        throw new Error('not yet')
      }
      seen.push(name)
    }),
  )
  await inTransaction(ctx, async (inner) => {
    for (const name of ['first', 'fails', 'last']) await inner.queue.send(inner.db, greet, { name })
  })
  const wanted = ['again', 'fails', 'first', 'last']
  await vi.waitFor(() => expect(seen.toSorted()).toEqual(wanted), { timeout: 8_000, interval: 50 })
})

test('stopping lets the job in hand finish and leaves the next one waiting', async () => {
  const done: string[] = []
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const running = await work(
    handle(greet, async (_inner, { name }) => {
      begin()
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      done.push(name)
    }),
  )
  await ctx.queue.send(ctx.db, greet, { name: 'first' })
  await begun
  const stopped = running.stop()
  // By then it asks for no more, and still has the first in hand.
  await new Promise((resolve) => setTimeout(resolve, 500))
  await ctx.queue.send(ctx.db, greet, { name: 'second' })
  await stopped
  expect(done).toEqual(['first'])
  expect((await queuedJobs(ctx, greet.name)).map((job) => job.data)).toEqual([{ name: 'second' }])
})

test('what does not finish in time is given back, to be tried again', async () => {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const { promise: late, resolve: finish } = Promise.withResolvers<void>()
  const running = await work(
    handle(greet, async () => {
      begin()
      await late
    }),
  )
  await ctx.queue.send(ctx.db, greet, { name: 'slow' })
  await begun
  await running.stop(500)
  expect((await queuedJobs(ctx, greet.name)).map((job) => job.data)).toContainEqual({ name: 'slow' })
  finish()
})
