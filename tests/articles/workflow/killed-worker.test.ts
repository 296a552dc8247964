import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { afterAll, expect, test, vi } from 'vitest'
import { articles } from '#db/schema/articles.ts'
import { prepareQueues } from '#lib/jobs/queue.ts'
import { stepsOf } from '#lib/articles/workflow/history.ts'
import { articleAtWork } from '#lib/articles/workflow/people.ts'
import { after } from '#lib/clock.ts'
import type { Child } from '#scripts/embedded/child.ts'
import { signal } from '#scripts/embedded/processes.ts'
import { jobHandlers } from '#scripts/job-handlers.ts'
import { testContext } from '#tests/support/context.ts'
import { spawnRealWorker } from '#tests/support/real-worker.ts'
import { aDraft, aNewsroom, move, newsroomMails } from './newsroom.ts'

const ctx = await testContext({ now: new Date() })
const folder = mkdtempSync(join(tmpdir(), 'standfirst-killed-'))
const log = join(folder, 'worker.log')
let running: Child | undefined
afterAll(async () => {
  await running?.stop()
  rmSync(folder, { recursive: true, force: true })
})

await prepareQueues(
  ctx.config.databaseUrl,
  jobHandlers.map(({ job }) => job),
)

/** The real worker, as a process. @returns once it works */
async function startWorker(): Promise<Child> {
  const child = await spawnRealWorker(ctx, {
    output: log,
    cwd: folder,
    smtpUrl: ctx.config.smtpUrl,
    stopWithinMs: 10_000,
  })
  running = child
  await vi.waitFor(
    () => {
      if (child.hasExited()) throw new Error(child.lastLines(20).join('\n'))
      expect(readFileSync(log, 'utf8')).toContain('"working"')
    },
    { timeout: 60_000, interval: 100 },
  )
  return child
}

async function kill(child: Child): Promise<void> {
  signal(child.mark.pid, 'SIGKILL')
  await child.exited
}

/** Milliseconds before and after the due instant at which the power goes. */
const moments = [-300, 30, 200]

test('killed around the minute again and again, the worker publishes each article once, at the instant that was planned', async () => {
  const { author, editor } = await aNewsroom(ctx)
  const planned: { id: string; at: Date }[] = []
  for (const moment of moments) {
    const worker = await startWorker()
    const id = await aDraft({ ...ctx, now: new Date() }, author)
    // Time enough for a busy machine to schedule it before it is due.
    const at = after(new Date(), 5_000)
    await move({ ...ctx, now: new Date() }, id, editor, 'schedule', { at })
    planned.push({ id, at })
    await wait(Math.max(0, at.getTime() + moment - Date.now()))
    await kill(worker)
  }
  // What the last of them left waits for this one: a job in a dead worker's hands is given on when its heart is missed.
  await startWorker()
  for (const { id, at } of planned) {
    await vi.waitFor(async () => expect((await articleAtWork(ctx, id))?.state).toBe('published'), {
      timeout: 120_000,
      interval: 250,
    })
    expect((await articleAtWork(ctx, id))?.publishedAt).toEqual(at)
    expect((await stepsOf(ctx, id)).filter(({ kind }) => kind === 'publish')).toMatchObject([{ by: null }])
  }
  expect(await ctx.db.$count(articles, eq(articles.state, 'published'))).toBe(moments.length)
  const told = (await newsroomMails(ctx)).filter(({ happening }) => happening === 'published')
  expect(told).toHaveLength(moments.length)
}, 300_000)
