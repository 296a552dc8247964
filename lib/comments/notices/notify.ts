import { and, eq, isNull, ne } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { comments } from '#db/schema/comments.ts'
import { noticePreferences, notices } from '#db/schema/notices.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { isPublicThread, shownName } from '../model.ts'
import { commentSettings, magazineSettings } from '#lib/settings/queries.ts'
import { commentUrl } from '../addresses.ts'
import { defaultNoticeMail, isMailedAlways, type NoticeKind, type NoticeMail } from './model.ts'
import { unsubscribeUrl } from './unsubscribe.ts'

export interface NewNotice {
  /** Who is told. */
  personId: string
  kind: NoticeKind
  /** The comment it is about; null when it is about the person. */
  commentId: string | null
  /** What else it says, in plain English; for what a moderator tells. */
  text?: string
  /** What caused it: one notice to one person for each. */
  event: string
}

/**
 * Tells somebody something, in their account and, as they chose, by mail. Call it in the transaction that causes it. The
 * same event is told once, however often it is caused.
 */
export async function notify(tx: Context, { personId, kind, commentId, text = '', event }: NewNotice): Promise<void> {
  const [notice] = await tx.db
    .insert(notices)
    .values({ personId, kind, commentId, text, at: tx.now, dedupeKey: event })
    .onConflictDoNothing({ target: [notices.personId, notices.dedupeKey] })
    .returning({ id: notices.id })
  if (!notice) return
  if (!isMailedAlways(kind) && (await noticeMailOf(tx, personId)) !== 'immediate') return
  const facts = await mailFacts(tx, commentId)
  if (kind === 'followed' && facts && (await hasUnreadOfThread(tx, personId, facts.articleId, notice.id))) return
  await tx.db.update(notices).set({ mailedAt: tx.now }).where(eq(notices.id, notice.id))
  const [person] = await tx.db.select({ email: people.email }).from(people).where(eq(people.id, personId))
  if (!person) return
  const { name: magazine } = await magazineSettings(tx)
  await postMail(tx, {
    kind: 'comment-notice',
    recipient: person.email,
    data: {
      magazine,
      noticeId: notice.id,
      noticeKind: kind,
      writer: facts?.writer ?? '',
      headline: facts?.headline ?? '',
      comment: kind === 'moderation' || kind === 'appeal' ? (facts?.ownText ?? '') : (facts?.text ?? ''),
      text,
      url:
        facts && commentId !== null ? commentUrl(tx, facts.slug, commentId) : `${tx.config.publicUrl}/account/comments`,
      settings: `${tx.config.publicUrl}/account/comments/settings`,
      unsubscribe: unsubscribeUrl(tx.config, personId),
    },
    dedupeKey: `comment-notice:${notice.id}`,
  })
}

/** How somebody is told by mail. */
export async function noticeMailOf(ctx: Context, personId: string): Promise<NoticeMail> {
  const [row] = await ctx.db
    .select({ mail: noticePreferences.mail })
    .from(noticePreferences)
    .where(eq(noticePreferences.personId, personId))
  return row?.mail ?? defaultNoticeMail
}

interface MailFacts {
  articleId: string
  slug: string
  headline: string
  writer: string
  /** What the comment says, where everybody may read it; empty where a mail might tell it to somebody who may not. */
  text: string
  /** What it says, for its own writer. */
  ownText: string
}

async function mailFacts(tx: Context, commentId: string | null): Promise<MailFacts | null> {
  if (commentId === null) return null
  const [row] = await tx.db
    .select({
      articleId: articles.id,
      slug: articles.slug,
      headline: articles.headline,
      access: articles.access,
      name: people.name,
      importedName: comments.importedName,
      text: comments.text,
      state: comments.state,
    })
    .from(comments)
    .innerJoin(articles, eq(articles.id, comments.articleId))
    .leftJoin(people, eq(people.id, comments.personId))
    .where(eq(comments.id, commentId))
  if (!row) return null
  const { articleId, slug, headline, access, text, state } = row
  const isPublic = state === 'published' && isPublicThread(access, await commentSettings(tx))
  return { articleId, slug, headline, writer: shownName(row), text: isPublic ? text : '', ownText: text }
}

/** Whoever follows a thread is mailed once, and again when they have looked. */
async function hasUnreadOfThread(tx: Context, personId: string, articleId: string, noticeId: string): Promise<boolean> {
  const [earlier] = await tx.db
    .select({ id: notices.id })
    .from(notices)
    .innerJoin(comments, eq(comments.id, notices.commentId))
    .where(
      and(
        eq(notices.personId, personId),
        isNull(notices.seenAt),
        eq(notices.kind, 'followed'),
        ne(notices.id, noticeId),
        eq(comments.articleId, articleId),
      ),
    )
    .limit(1)
  return earlier !== undefined
}
