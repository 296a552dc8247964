import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { mails } from '#db/schema/platform.ts'
import { after, hour } from '#lib/clock.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { describeExit, type Child } from '#scripts/embedded/child.ts'
import { projectFolder } from '#scripts/embedded/state.ts'
import { startSmtpServer } from '#tests/mail/small-smtp-server.ts'
import { testContext } from '#tests/support/context.ts'
import { spawnRealWorker } from '#tests/support/real-worker.ts'

const folder = mkdtempSync(join(tmpdir(), 'standfirst-worker-'))
let worker: Child | undefined
afterAll(async () => {
  await worker?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a worker that is told to end while it sends a mail sends it, once, notes it, and ends well', async () => {
  const ctx = await testContext({ now: new Date() })
  const smtp = await startSmtpServer()
  const { promise: called, resolve: call } = Promise.withResolvers<void>()
  const { promise: goneOn, resolve: goOn } = Promise.withResolvers<void>()
  // A mail server that takes its time until it is let go on.
  const slow = createServer((socket) => {
    call()
    void goneOn.then(() => {
      const further = connect(Number(new URL(smtp.url).port), '127.0.0.1')
      socket.pipe(further).pipe(socket)
    })
  }).listen(0, '127.0.0.1')
  await once(slow, 'listening')
  const address = slow.address()
  const port = typeof address === 'object' && address ? address.port : 0

  worker = await spawnRealWorker(ctx, {
    output: join(folder, 'worker.log'),
    cwd: projectFolder,
    smtpUrl: `smtp://127.0.0.1:${port}`,
    stopWithinMs: 30_000,
  })
  const data = {
    magazine: 'Saltmarsh',
    link: 'https://magazine.example/sign-in/confirm?token=3f9c',
    code: '042137',
    minutes: 15,
    until: after(ctx.now, hour).toISOString(),
  }
  await postMail(ctx, { kind: 'sign-in', recipient: 'ada@example.org', data, dedupeKey: 'slow' })
  await called
  const stopped = worker.stop()
  await wait(500)
  goOn()
  await stopped
  expect(describeExit(await worker.exited)).toBe('ended with status 0')
  expect(smtp.received.map(({ to }) => to)).toEqual([['ada@example.org']])
  const [mail] = await ctx.db.select().from(mails).where(eq(mails.dedupeKey, 'slow'))
  expect(mail?.sentAt).not.toBeNull()
  slow.close()
  await smtp.stop()
}, 120_000)
