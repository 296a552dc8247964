import { join } from 'node:path'
import { isNull } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { connect } from '#db/client.ts'
import { donations } from '#db/schema/donations.ts'
import { sessions } from '#db/schema/people.ts'
import { mails, settings } from '#db/schema/platform.ts'
import { catchUp } from '#lib/backups/catch-up.ts'
import { restoreBackup } from '#lib/backups/restore.ts'
import { writeBackup } from '#lib/backups/write-backup.ts'
import { after, day } from '#lib/clock.ts'
import { openQueue } from '#lib/jobs/queue.ts'
import { sendMailJob } from '#lib/mail/outbox.ts'
import { reconcile } from '#lib/donations/reconcile.ts'
import { jobHandlers, jobSchedules } from '#scripts/job-handlers.ts'
import { startWorker } from '#scripts/worker/start-worker.ts'
import { sessionIn } from '#tests/donations/paying.ts'
import { openTill } from '#tests/donations/till.ts'
import { queuedJobs } from '#tests/support/context.ts'
import { emptyDatabase, jobs, key, someFolder } from './support.ts'

const till = await openTill()

async function give(email: string): Promise<void> {
  const { url } = await till.begin()
  sessionIn(await till.pay(url, { email }))
  await till.handIn()
}

test('after a restore nothing that was paid is missing, nobody is signed in, and nobody is written to twice', async () => {
  const before = till.ctx()
  await give('before@example.org')
  const person = await till.personAt('before@example.org')
  await before.db.insert(sessions).values({ sessionToken: 'a', userId: person.id, expires: after(before.now, day) })
  // One letter has its day yet to come: that one was not sent before the loss.
  const [later] = await before.db
    .insert(mails)
    .values({ kind: 'gift-ended', recipient: person.email, data: {}, dedupeKey: 'later', createdAt: before.now })
    .returning()
  await before.queue.send(before.db, sendMailJob, { mailId: later?.id ?? '' }, { startAfter: after(new Date(), day) })
  const path = join(someFolder(), 'backup.tar.age')
  await writeBackup(before, path, [key.recipient])
  await give('after@example.org')

  const databaseUrl = await emptyDatabase()
  const config = { ...before.config, databaseUrl }
  await restoreBackup(config, { path, identities: [key.identity], replace: false, jobs })
  const { db, close } = connect(databaseUrl, 4)
  const queue = openQueue(databaseUrl)
  afterAll(async () => {
    await queue.close()
    await close()
  })
  const ctx = { ...before, db, queue, config, now: new Date() }
  expect(await db.$count(donations)).toBe(1)

  // Whoever started the worker now would send what the backup still had to send.
  await expect(startWorker(config, ctx.log, jobHandlers, jobSchedules)).rejects.toThrow('has not caught up')
  const caught = await catchUp(ctx, jobHandlers, jobSchedules)
  expect(caught.failed).toEqual([])
  expect(caught).toMatchObject({ sessions: 1, mails: { 'donation-thanks': 2 }, deliveries: 0 })
  expect(await db.$count(donations)).toBe(2)
  expect(await reconcile(ctx)).toMatchObject({ repaired: [], unrepaired: [] })
  expect(await db.select().from(mails).where(isNull(mails.refusedAt))).toMatchObject([{ id: later?.id }])
  expect((await queuedJobs(ctx, sendMailJob.name)).map(({ due }) => due)).toEqual([false])

  // Again, as if it had been broken off at its end: nothing is left to do, and nothing is done twice.
  await db.insert(settings).values({ key: 'restored', value: '' })
  expect(await catchUp(ctx, jobHandlers, jobSchedules)).toMatchObject({ failed: [], sessions: 0, mails: {} })
  expect(await db.$count(donations)).toBe(2)
  // And what goes on is nobody's to withdraw.
  await expect(catchUp(ctx, jobHandlers, jobSchedules)).rejects.toThrow('nothing to finish')
  await (await startWorker(config, ctx.log, [], [])).stop(2_000)
})
