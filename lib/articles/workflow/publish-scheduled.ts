import { and, asc, eq, lte } from 'drizzle-orm'
import { z } from 'zod'
import { articles } from '#db/schema/articles.ts'
import { minute } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { changeStanding } from '../internal/standing.ts'
import { publishScheduledJob } from '../jobs.ts'
import { isVisibleAt } from '../model.ts'
import { noteStep } from './history.ts'
import { articleAtWork, authorsOf } from './people.ts'
import { tell } from './tell.ts'

/**
 * Publishes what was scheduled, unless it was moved or taken off the schedule meanwhile. However late the job is, readers
 * are told the instant that was planned. What has been written since and not brought in stays beside the article.
 */
export const publishScheduled = handle(publishScheduledJob, (ctx, { articleId }) => publishIfDue(ctx, articleId))

async function publishIfDue(ctx: Context, articleId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    let tooEarlyBy = 0
    const published = await changeStanding(tx, articleId, null, 'Published as scheduled', (before) => {
      if (before.state !== 'scheduled' || before.publishedAt === null) return before
      const planned = new Date(before.publishedAt)
      tooEarlyBy = planned.getTime() - tx.now.getTime()
      return isVisibleAt({ state: 'published', publishedAt: planned }, tx.now)
        ? { ...before, state: 'published' }
        : before
    })
    const article = await articleAtWork(tx, articleId)
    if (article === null) return
    // This machine's clock is behind the queue's: the same again in a moment, so that the minute is kept.
    if (!published && tooEarlyBy > 0 && tooEarlyBy < minute && article.publishedAt)
      await tx.queue.send(tx.db, publishScheduledJob, { articleId }, { startAfter: article.publishedAt })
    if (!published) return
    const step = await noteStep(tx, {
      articleId,
      kind: 'publish',
      fromState: 'scheduled',
      toState: 'published',
      note: '',
      plannedAt: article.publishedAt,
      assignedTo: article.assignedTo,
      personId: null,
    })
    await tell(tx, await authorsOf(tx, articleId), {
      happening: 'published',
      articleId,
      headline: article.headline,
      by: null,
      event: step,
    })
  })
}

const publishDueJob = defineJob('article-publish-due', z.object({}))

/**
 * Publishes what is due and whose job was lost: a queue restored from an older copy, say. The oldest first; one that
 * cannot be published keeps no other from it.
 * @throws AggregateError naming those
 */
export const publishDue = handle(publishDueJob, async (ctx) => {
  const due = await ctx.db
    .select({ id: articles.id })
    .from(articles)
    .where(and(eq(articles.state, 'scheduled'), lte(articles.publishedAt, ctx.now)))
    .orderBy(asc(articles.publishedAt))
    .limit(200)
  const faults: unknown[] = []
  for (const { id } of due)
    await publishIfDue(ctx, id).catch((fault: unknown) => {
      faults.push(new Error(`the article ${id} could not be published`, { cause: fault }))
    })
  if (faults.length > 0) throw new AggregateError(faults, faults.map(String).join('; '))
})

export const articleSchedules: Schedule[] = [{ job: publishDueJob, cron: '* * * * *' }]
