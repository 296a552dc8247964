import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { outsideTime, systemNow } from '#lib/system-time.ts'
import { openQueue } from '#lib/jobs/queue.ts'
import { sendMailJob } from '#lib/mail/outbox.ts'
import { after, day } from '#lib/clock.ts'
import { queuedJobs, testContext } from '#tests/support/context.ts'

const folder = mkdtempSync(join(tmpdir(), 'standfirst-clock-'))
const real = new Date('2026-11-25T09:00:00Z')
let clockOffsetFile = ''
let files = 0

beforeEach(() => {
  files += 1
  clockOffsetFile = join(folder, `${files}.json`)
  vi.useFakeTimers({ now: real, toFake: ['Date'] })
})
afterAll(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true })
})

describe('the magazine’s time', () => {
  it('is this machine’s without a file, and until it is written', () => {
    expect(systemNow({ clockOffsetFile: undefined })).toEqual(real)
    expect(systemNow({ clockOffsetFile })).toEqual(real)
  })

  it('is ahead by what the file says, and follows it', () => {
    for (const days of [40, 41]) {
      writeFileSync(clockOffsetFile, JSON.stringify({ aheadSeconds: days * 86_400 }))
      expect(systemNow({ clockOffsetFile })).toEqual(after(real, days * day))
    }
  })

  it('says what is wrong with a file that cannot be understood', () => {
    for (const text of ['', '{', '40', '{"aheadSeconds":"40d"}', '{"aheadSeconds":1,"more":2}']) {
      writeFileSync(clockOffsetFile, text)
      expect(() => systemNow({ clockOffsetFile })).toThrow(`CLOCK_OFFSET_FILE names ${clockOffsetFile}`)
    }
  })

  it('goes on by the last good value when the file is spoilt later', () => {
    writeFileSync(clockOffsetFile, '{"aheadSeconds":60}')
    systemNow({ clockOffsetFile })
    writeFileSync(clockOffsetFile, 'spoilt')
    expect(systemNow({ clockOffsetFile })).toEqual(after(real, 60_000))
  })
})

describe('what others date', () => {
  it('is compared with real time', async () => {
    writeFileSync(clockOffsetFile, '{"aheadSeconds":3456000}')
    const ctx = await testContext({ now: after(real, 40 * day), config: { clockOffsetFile } })
    expect(outsideTime(ctx)).toEqual(real)
  })

  it('includes how long a job waits', async () => {
    const ctx = await testContext()
    const queue = openQueue(ctx.config.databaseUrl, () => 40 * day)
    try {
      await queue.send(ctx.db, sendMailJob, { mailId: crypto.randomUUID() }, { startAfter: after(real, 41 * day) })
    } finally {
      await queue.close()
    }
    const dueAt = async (now: Date) => (await queuedJobs({ ...ctx, now }, sendMailJob.name)).map((job) => job.due)
    expect(await dueAt(after(real, day - 1000))).toEqual([false])
    expect(await dueAt(after(real, day))).toEqual([true])
  })
})
