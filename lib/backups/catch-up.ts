import { signInCodes } from '#db/schema/sign-in.ts'
import { sessions, verificationTokens } from '#db/schema/people.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { clearCacheJob } from '#lib/cache/jobs.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import type { JobHandler, Schedule } from '#lib/jobs/job.ts'
import type { Queue } from '#lib/jobs/queue.ts'
import { workOff, type WorkedOff } from '#lib/jobs/work-off.ts'
import { withdrawUnsent } from '#lib/mail/hold.ts'
import { sendMailJob } from '#lib/mail/outbox.ts'
import { giveUpUntried } from '#lib/webhooks/hold.ts'
import { deliverWebhookJob } from '#lib/webhooks/jobs.ts'
import { isUnfinished, noteCaughtUp } from './unfinished.ts'

/** What reaches outside: people, other software, caches, which are emptied as a whole. */
const silent = [sendMailJob.name, deliverWebhookJob.name, clearCacheJob.name]

export interface CaughtUp extends WorkedOff {
  /** Sessions that were ended: whoever was signed in signs in again. */
  sessions: number
  /** Mails that are not sent, of each kind. */
  mails: Record<string, number>
  deliveries: number
}

/**
 * Brings a restored magazine up to now, in silence. Between the backup and the loss jobs were done, mails sent and other
 * software told, of which the database no longer knows. So everything that has fallen due, and everything that comes round by
 * itself (the comparison with Stripe among it), is done once here, and what of it would reach anybody outside is withdrawn:
 * nobody is written to a second time. Nobody stays signed in, since a session that was ended after the backup would be back.
 * Running it again does what is left; when nothing is, the worker may start.
 * @throws Refusal (conflict) where nothing was restored that has not caught up: what goes on there is nobody's to withdraw
 */
export async function catchUp(ctx: Context, handlers: JobHandler[], schedules: Schedule[]): Promise<CaughtUp> {
  if (!(await isUnfinished(ctx.db)))
    throw new Refusal('conflict', 'Nothing was restored here that has not caught up: there is nothing to finish.')
  const ended = await inTransaction(ctx, async (tx) => {
    const gone = await tx.db.delete(sessions).returning({ id: sessions.userId })
    await tx.db.delete(verificationTokens)
    await tx.db.delete(signInCodes)
    await recordAudit(tx, {
      actorId: 'npm run restore',
      action: 'restored the magazine from a backup',
      subject: subjectOf('backup', 'restored'),
      details: { sessionsEnded: gone.length },
    })
    return gone.length
  })
  const quiet = { ...ctx, queue: quietQueue(ctx.queue) }
  const worked: WorkedOff = { done: {}, failed: [] }
  const add = ({ done, failed }: WorkedOff) => {
    for (const [kind, count] of Object.entries(done)) worked.done[kind] = (worked.done[kind] ?? 0) + count
    worked.failed.push(...failed)
  }
  const { databaseUrl } = ctx.config
  const muted = handlers.map((handler) =>
    silent.includes(handler.job.name) ? { ...handler, run: () => Promise.resolve() } : handler,
  )
  add(await workOff(databaseUrl, muted, () => quiet))
  add(await runSchedules(quiet, handlers, schedules))
  add(await workOff(databaseUrl, muted, () => quiet))
  const mails = await withdrawUnsent(ctx, 'Not sent: the magazine was restored from a backup that is older than this.')
  const deliveries = await giveUpUntried(ctx)
  for (const kind of silent) delete worked.done[kind]
  if (worked.failed.length === 0) await noteCaughtUp(ctx.db)
  return { ...worked, sessions: ended, mails, deliveries }
}

async function runSchedules(ctx: Context, handlers: JobHandler[], schedules: Schedule[]): Promise<WorkedOff> {
  const worked: WorkedOff = { done: {}, failed: [] }
  for (const kind of new Set(schedules.map(({ job }) => job.name))) {
    const handler = handlers.find(({ job }) => job.name === kind)
    try {
      await handler?.run(ctx, {})
      worked.done[kind] = 1
    } catch (fault) {
      worked.failed.push({ kind, problem: fault instanceof Error ? fault.message : String(fault) })
    }
  }
  return worked
}

function quietQueue(queue: Queue): Queue {
  return {
    ...queue,
    send: async (db, job, data, options) => {
      if (!silent.includes(job.name)) await queue.send(db, job, data, options)
    },
  }
}
