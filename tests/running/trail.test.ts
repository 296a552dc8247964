import { setTimeout as wait } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { opened } from '#lib/jobs/envelope.ts'
import { defineJob, handle } from '#lib/jobs/job.ts'
import { prepareQueues } from '#lib/jobs/queue.ts'
import { currentTrail, onTrail } from '#lib/trail.ts'
import { startWorker } from '#scripts/worker/start-worker.ts'
import { queuedJobs, testContext } from '#tests/support/context.ts'

const ctx = await testContext()
const greet = defineJob('test-greet', z.object({ name: z.string() }), { retryLimit: 0, retryDelay: 1, isQuick: true })
const answer = defineJob('test-answer', z.object({}), { retryLimit: 0, retryDelay: 1, isQuick: true })
await prepareQueues(ctx.config.databaseUrl, [greet, answer])

test('a job carries the request that led to it beside its data, and so do the jobs that it sends', async () => {
  const seen: (string | undefined)[] = []
  const worker = await startWorker(
    ctx.config,
    ctx.log,
    [
      handle(greet, async (inner, data) => {
        expect(data).toEqual({ name: 'Ada' })
        seen.push(currentTrail()?.requestId)
        await inner.queue.send(inner.db, answer, {})
      }),
      handle(answer, async () => void seen.push(currentTrail()?.requestId)),
    ],
    [],
  )
  await onTrail({ requestId: 'request-12' }, () => ctx.queue.send(ctx.db, greet, { name: 'Ada' }))
  await vi.waitFor(() => expect(seen).toEqual(['request-12', 'request-12']), { timeout: 8_000 })
  await worker.stop(2_000)
})

test('what nobody asked for is sent as it is, and has a name of its own when it is done', async () => {
  await ctx.queue.send(ctx.db, greet, { name: 'Ada' })
  const [job] = await queuedJobs(ctx, greet.name)
  expect(job?.data).toEqual({ name: 'Ada' })
  let name: string | undefined
  const worker = await startWorker(
    ctx.config,
    ctx.log,
    [handle(greet, async () => void (name = currentTrail()?.requestId))],
    [],
  )
  await vi.waitFor(() => expect(name).toMatch(/^[0-9a-f-]{36}$/), { timeout: 8_000 })
  await worker.stop(2_000)
})

test('a job from an older version, and one that was tampered with, are read all the same', () => {
  expect(opened({ name: 'Ada' })).toEqual({ sender: undefined, data: { name: 'Ada' } })
  expect(opened({ name: 'Ada', _sender: 'nonsense' })).toEqual({ sender: undefined, data: { name: 'Ada' } })
  expect(opened(null).data).toBeNull()
})

test('trails do not mix', async () => {
  const names = await Promise.all(
    ['one', 'two'].map((requestId) =>
      onTrail({ requestId }, async () => {
        await wait(Math.random() * 10)
        return currentTrail()?.requestId
      }),
    ),
  )
  expect(names).toEqual(['one', 'two'])
  expect(currentTrail()).toBeUndefined()
})
