import { and, asc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { articles } from '#db/schema/articles.ts'
import { comments, mutedPeople, threadFollows } from '#db/schema/comments.ts'
import { noticePreferences, notices } from '#db/schema/notices.ts'
import { people } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { dateIn } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { commentSettings, magazineSettings } from '#lib/settings/queries.ts'
import { commentUrl } from '../addresses.ts'
import { mayReadByRight } from '../audience.ts'
import { takeLikesBackJob, withdrawLikes } from '../forget.ts'
import { isPublicThread, shownName } from '../model.ts'
import { notify } from './notify.ts'
import { tellOfCommentJob } from './tell-job.ts'
import { unsubscribeUrl } from './unsubscribe.ts'

/** How many are told in one transaction. */
const atOnce = 100

/**
 * Tells the writer of the comment that was answered, then whoever follows the thread; never the writer, nobody who has
 * muted them, nobody who may not read what is said there (any more), and nobody twice, however often the job runs.
 */
export const tellOfComment = handle(tellOfCommentJob, async (ctx, { commentId }) => {
  const [comment] = await ctx.db
    .select({
      articleId: comments.articleId,
      personId: comments.personId,
      parentId: comments.parentId,
      state: comments.state,
      access: articles.access,
    })
    .from(comments)
    .innerJoin(articles, eq(articles.id, comments.articleId))
    .where(eq(comments.id, commentId))
  if (!comment || comment.state !== 'published') return
  const event = `comment:${commentId}`
  if (comment.parentId !== null) {
    const [answered] = await ctx.db
      .select({ personId: comments.personId })
      .from(comments)
      .where(and(eq(comments.id, comment.parentId), wouldHear(comments.personId, comment.personId)))
    const personId = answered?.personId
    if (personId && personId !== comment.personId && (await mayReadByRight(ctx, personId, comment.access)))
      await inTransaction(ctx, (tx) => notify(tx, { personId, kind: 'reply', commentId, event }))
  }
  for (let last = ''; ;) {
    const followers = await ctx.db
      .select({ personId: threadFollows.personId })
      .from(threadFollows)
      .where(
        and(
          eq(threadFollows.articleId, comment.articleId),
          last === '' ? undefined : gt(threadFollows.personId, last),
          wouldHear(threadFollows.personId, comment.personId),
        ),
      )
      .orderBy(asc(threadFollows.personId))
      .limit(atOnce)
    await inTransaction(ctx, async (tx) => {
      for (const { personId } of followers)
        if (personId !== comment.personId && (await mayReadByRight(tx, personId, comment.access)))
          await notify(tx, { personId, kind: 'followed', commentId, event })
    })
    const end = followers.at(-1)
    if (!end || followers.length < atOnce) return
    last = end.personId
  }
})

/** Whoever has muted a writer is told nothing of them. */
function wouldHear(listener: typeof comments.personId | typeof threadFollows.personId, writerId: string | null) {
  return sql`not exists (select 1 from ${mutedPeople} where ${mutedPeople.personId} = ${listener} and ${mutedPeople.mutedId} = ${writerId})`
}

const digestJob = defineJob('comment-digests', z.object({}))

/** Items one digest names; what is beyond stands in the account. */
const longestDigest = 20

/** One mail a day to whoever wants their notices so: what they have not seen, nothing that a digest told before. */
export const sendDigests = handle(digestJob, async (ctx) => {
  const waiting = await ctx.db
    .selectDistinct({ personId: notices.personId })
    .from(notices)
    .innerJoin(noticePreferences, eq(noticePreferences.personId, notices.personId))
    .where(and(eq(noticePreferences.mail, 'digest'), isNull(notices.seenAt), isNull(notices.mailedAt)))
  for (const { personId } of waiting) await inTransaction(ctx, (tx) => sendDigest(tx, personId))
})

async function sendDigest(tx: Context, personId: string): Promise<void> {
  const rows = await tx.db
    .select({
      id: notices.id,
      kind: notices.kind,
      commentId: comments.id,
      slug: articles.slug,
      headline: articles.headline,
      access: articles.access,
      name: people.name,
      importedName: comments.importedName,
      text: comments.text,
      told: notices.text,
    })
    .from(notices)
    .innerJoin(comments, eq(comments.id, notices.commentId))
    .innerJoin(articles, eq(articles.id, comments.articleId))
    .leftJoin(people, eq(people.id, comments.personId))
    .where(
      and(
        eq(notices.personId, personId),
        isNull(notices.seenAt),
        isNull(notices.mailedAt),
        // What became of a report is told most of all when the comment is not shown any more.
        or(eq(notices.kind, 'report'), eq(comments.state, 'published')),
      ),
    )
    .orderBy(asc(notices.at), asc(notices.id))
    .for('update', { of: notices })
  const [person] = await tx.db.select({ email: people.email }).from(people).where(eq(people.id, personId))
  if (!person || rows.length === 0) return
  const [settings, { name: magazine, timeZone }] = await Promise.all([commentSettings(tx), magazineSettings(tx)])
  const dedupeKey = `comment-digest:${personId}:${dateIn(tx.now, timeZone)}`
  // Where this day's is out already, because the job was tried again, what came since is in tomorrow's.
  const [todays] = await tx.db.select({ id: mails.id }).from(mails).where(eq(mails.dedupeKey, dedupeKey))
  if (todays) return
  await tx.db
    .update(notices)
    .set({ mailedAt: tx.now })
    .where(
      inArray(
        notices.id,
        rows.map(({ id }) => id),
      ),
    )
  await postMail(tx, {
    kind: 'comment-digest',
    recipient: person.email,
    data: {
      magazine,
      items: rows.slice(0, longestDigest).map((row) => ({
        noticeKind: row.kind,
        writer: shownName(row),
        headline: row.headline,
        text: row.kind === 'report' ? row.told : isPublicThread(row.access, settings) ? row.text : '',
        url: commentUrl(tx, row.slug, row.commentId),
      })),
      more: Math.max(0, rows.length - longestDigest),
      all: `${tx.config.publicUrl}/account/comments/notices`,
      settings: `${tx.config.publicUrl}/account/comments/settings`,
      unsubscribe: unsubscribeUrl(tx.config, personId),
    },
    dedupeKey,
  })
}

/** Takes the likes of somebody who has left from what they liked. */
export const takeLikesBack = handle(takeLikesBackJob, (ctx, { personId }) => withdrawLikes(ctx, personId))

export const noticeSchedules: Schedule[] = [{ job: digestJob, cron: '0 6 * * *' }]
