import { and, desc, eq, isNull, lt } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { commentDrafts, comments } from '#db/schema/comments.ts'
import { isVisibleAt } from '#lib/articles/model.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { requirePoint } from '#lib/limits/limit.ts'

/** Longer than a comment may be: whoever has written too much loses none of it. */
export const longestDraft = 20_000

/** A page saves every few seconds while somebody writes. */
const draftsOfOnePerson = { name: 'comment-draft', points: 300, seconds: 600 }

/** Where in a thread somebody has begun to write. */
export interface DraftPlace {
  articleId: string
  /** The comment answered; null for a comment on the article. */
  parentId: string | null
}

/**
 * Keeps what somebody has begun to write, member or not; an empty text forgets it. Longer than `longestDraft`, the
 * beginning is kept.
 */
export async function saveDraft(ctx: Context, personId: string, place: DraftPlace, text: string): Promise<void> {
  if (text.trim() === '') return forgetDraft(ctx, personId, place)
  const kept = text.slice(0, longestDraft).replaceAll('\0', '')
  await ctx.db
    .insert(commentDrafts)
    .values({ personId, ...place, text: kept, savedAt: ctx.now })
    .onConflictDoUpdate({
      target: [commentDrafts.personId, commentDrafts.articleId, commentDrafts.parentId],
      set: { text: kept, savedAt: ctx.now },
    })
}

/**
 * The same, for what a page's script sends.
 * @throws Refusal `not_found` when readers cannot see the article: a list of drafts says its headline
 */
export async function saveDraftUnder(
  ctx: Context,
  personId: string,
  { articleSlug, parentId, text }: { articleSlug: string; parentId: string | null; text: string },
): Promise<void> {
  await requirePoint(ctx, draftsOfOnePerson, personId, 'Your draft was saved very often.')
  const [article] = await ctx.db
    .select({ id: articles.id, state: articles.state, publishedAt: articles.publishedAt })
    .from(articles)
    .where(eq(articles.slug, articleSlug))
  if (!article || !isVisibleAt(article, ctx.now)) throw new Refusal('not_found', 'That article is no longer here.')
  await saveDraft(ctx, personId, { articleId: article.id, parentId: await answerable(ctx, article.id, parentId) }, text)
}

/** The comment a draft answers; of one that is not there it becomes a draft on the article. */
async function answerable(ctx: Context, articleId: string, parentId: string | null): Promise<string | null> {
  if (parentId === null) return null
  const [parent] = await ctx.db
    .select({ id: comments.id })
    .from(comments)
    .where(and(eq(comments.id, parentId), eq(comments.articleId, articleId)))
  return parent?.id ?? null
}

export async function forgetDraft(ctx: Context, personId: string, place: DraftPlace): Promise<void> {
  await ctx.db.delete(commentDrafts).where(atPlace(personId, place))
}

/** What somebody has begun to write there; empty when nothing. */
export async function draftAt(ctx: Context, personId: string, place: DraftPlace): Promise<string> {
  const [row] = await ctx.db.select({ text: commentDrafts.text }).from(commentDrafts).where(atPlace(personId, place))
  return row?.text ?? ''
}

/** What somebody has begun to write under one article, by the comment answered; '' stands for the article. */
export async function draftsUnder(ctx: Context, personId: string, articleId: string): Promise<Record<string, string>> {
  const rows = await ctx.db
    .select({ parentId: commentDrafts.parentId, text: commentDrafts.text })
    .from(commentDrafts)
    .where(and(eq(commentDrafts.personId, personId), eq(commentDrafts.articleId, articleId)))
    .limit(50)
  return Object.fromEntries(rows.map(({ parentId, text }) => [parentId ?? '', text]))
}

function atPlace(personId: string, { articleId, parentId }: DraftPlace) {
  return and(
    eq(commentDrafts.personId, personId),
    eq(commentDrafts.articleId, articleId),
    parentId === null ? isNull(commentDrafts.parentId) : eq(commentDrafts.parentId, parentId),
  )
}

export interface Draft {
  id: string
  article: { slug: string; headline: string }
  parentId: string | null
  text: string
  savedAt: Date
}

/** What somebody has begun to write, the latest first; at most `limit`. */
export async function draftsOf(ctx: Context, personId: string, limit = 50): Promise<Draft[]> {
  const rows = await ctx.db
    .select({
      id: commentDrafts.id,
      slug: articles.slug,
      headline: articles.headline,
      parentId: commentDrafts.parentId,
      text: commentDrafts.text,
      savedAt: commentDrafts.savedAt,
    })
    .from(commentDrafts)
    .innerJoin(articles, eq(articles.id, commentDrafts.articleId))
    .where(eq(commentDrafts.personId, personId))
    .orderBy(desc(commentDrafts.savedAt))
    .limit(limit)
  return rows.map(({ slug, headline, ...draft }) => ({ ...draft, article: { slug, headline } }))
}

/** Throws a draft of one's own away. */
export async function removeDraft(ctx: Context, personId: string, draftId: string): Promise<void> {
  await ctx.db.delete(commentDrafts).where(and(eq(commentDrafts.id, draftId), eq(commentDrafts.personId, personId)))
}

/** A text begun a year ago is not going to be posted. */
export function oldDrafts(ctx: Context) {
  return lt(commentDrafts.savedAt, after(ctx.now, -365 * day))
}

/** @returns how many drafts were deleted */
export async function forgetOldDrafts(ctx: Context): Promise<number> {
  const gone = await ctx.db.delete(commentDrafts).where(oldDrafts(ctx)).returning({ id: commentDrafts.id })
  return gone.length
}
