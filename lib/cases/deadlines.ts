import { and, asc, eq, isNull, lte } from 'drizzle-orm'
import { z } from 'zod'
import { articles } from '#db/schema/articles.ts'
import { cases } from '#db/schema/cases.ts'
import { people } from '#db/schema/people.ts'
import { after, day, formatDay } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { caseSettings, magazineSettings } from '#lib/settings/queries.ts'
import { caseWorkers } from './desk-case.ts'
import { deskAddress } from './links.ts'
import { caseReference } from './model.ts'

/** Whether a case is open still, and its deadline where it was. */
export async function caseIsDueAt(ctx: Context, caseId: string, dueAt: Date): Promise<boolean> {
  const [row] = await ctx.db
    .select({ dueAt: cases.dueAt })
    .from(cases)
    .where(and(eq(cases.id, caseId), isNull(cases.closedAt)))
  return row?.dueAt.getTime() === dueAt.getTime()
}

const warnJob = defineJob('cases-warn', z.object({}))

/**
 * Warns of every open case whose deadline is near or over: once before it and once after it, by mail to its owner, or to
 * the desk where nobody has it.
 */
export const warnOfDeadlines = handle(warnJob, async (ctx) => {
  const [{ warnDays }, { name: magazine, timeZone, locale }, workers] = await Promise.all([
    caseSettings(ctx),
    magazineSettings(ctx),
    caseWorkers(ctx),
  ])
  const rows = await ctx.db
    .select({
      id: cases.id,
      number: cases.number,
      kind: cases.kind,
      receivedAt: cases.receivedAt,
      dueAt: cases.dueAt,
      headline: articles.headline,
      ownerId: cases.ownerId,
      ownerEmail: people.email,
    })
    .from(cases)
    .leftJoin(articles, eq(articles.id, cases.articleId))
    .leftJoin(people, eq(people.id, cases.ownerId))
    .where(and(isNull(cases.closedAt), lte(cases.dueAt, after(ctx.now, warnDays * day))))
    .orderBy(asc(cases.dueAt), asc(cases.id))
  for (const { id, number, kind, receivedAt, dueAt, headline, ownerId, ownerEmail } of rows) {
    const isLate = dueAt < ctx.now
    // Whose work it no longer is hears nothing of it.
    const recipient = workers.some((worker) => worker.id === ownerId) ? ownerEmail : null
    await postMail(ctx, {
      kind: 'case-deadline',
      recipient: recipient ?? ctx.config.deskEmail,
      data: {
        magazine,
        reference: caseReference(number, receivedAt),
        caseKind: kind,
        caseId: id,
        headline: headline ?? '',
        isLate,
        due: formatDay(dueAt, timeZone, locale),
        dueAt: dueAt.toISOString(),
        link: deskAddress(ctx, id),
      },
      dedupeKey: `case-deadline:${id}:${isLate ? 'late' : 'soon'}:${dueAt.toISOString()}`,
    })
  }
})

/** Every morning, before the desk begins. */
export const caseDeadlineSchedules: Schedule[] = [{ job: warnJob, cron: '10 5 * * *' }]
