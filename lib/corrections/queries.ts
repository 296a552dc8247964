import { and, asc, desc, eq, gt, gte, inArray, lt, lte, sql, type SQL } from 'drizzle-orm'
import { alias, type AnyPgColumn } from 'drizzle-orm/pg-core'
import { articles } from '#db/schema/articles.ts'
import { corrections } from '#db/schema/corrections.ts'
import { wordsAtRevision } from '#lib/articles/revise.ts'
import type { Context } from '#lib/context.ts'
import { differenceBetween, type ChangedPart } from './difference.ts'
import type { CorrectionKind } from './model.ts'

/** An article as a link to it. */
export interface LinkedArticle {
  id: string
  slug: string
  headline: string
}

/** A correction as its article shows it. Nothing in it that not everybody may read. */
export interface ShownCorrection {
  id: string
  number: number
  kind: CorrectionKind
  note: string
  underHeadline: boolean
  publishedAt: Date
  /** The number of the earlier correction that it follows. */
  follows: number | null
  /** Whether words of the article changed. */
  changedWords: boolean
  /** The article that holds the reply, while readers can see it. */
  reply: LinkedArticle | null
}

const linkFields = { id: articles.id, slug: articles.slug, headline: articles.headline }
const earlier = alias(corrections, 'earlier')
const replies = alias(articles, 'replies')

const shownFields = {
  id: corrections.id,
  number: corrections.number,
  kind: corrections.kind,
  note: corrections.note,
  underHeadline: corrections.underHeadline,
  publishedAt: corrections.publishedAt,
  follows: earlier.number,
  changedWords: sql<boolean>`${corrections.revisionBefore} <> ${corrections.revisionAfter}`,
  reply: { id: replies.id, slug: replies.slug, headline: replies.headline },
}

/** In words of SQL what lib/articles calls visible. */
function isVisible(table: { state: AnyPgColumn; publishedAt: AnyPgColumn }, now: Date): SQL | undefined {
  return and(eq(table.state, 'published'), lte(table.publishedAt, now))
}

/** The corrections of these articles, each article's newest first. */
export async function correctionsOf(ctx: Context, articleIds: string[]): Promise<Map<string, ShownCorrection[]>> {
  const found = new Map<string, ShownCorrection[]>()
  if (articleIds.length === 0) return found
  const rows = await ctx.db
    .select({ ...shownFields, articleId: corrections.articleId })
    .from(corrections)
    .leftJoin(earlier, eq(earlier.id, corrections.follows))
    .leftJoin(replies, and(eq(replies.id, corrections.replyArticleId), isVisible(replies, ctx.now)))
    .where(inArray(corrections.articleId, articleIds))
    .orderBy(corrections.articleId, desc(corrections.number))
  for (const { articleId, ...row } of rows) found.set(articleId, [...(found.get(articleId) ?? []), row])
  return found
}

/** The article that this one replies to; null when it is no reply, or readers cannot see what it replies to. */
export async function repliedTo(ctx: Context, articleId: string): Promise<LinkedArticle | null> {
  const [row] = await ctx.db
    .select(linkFields)
    .from(corrections)
    .innerJoin(articles, eq(articles.id, corrections.articleId))
    .where(and(eq(corrections.replyArticleId, articleId), isVisible(articles, ctx.now)))
    .limit(1)
  return row ?? null
}

/**
 * What changed in the words of an article with each of its corrections, by their ids; for callers that know that whoever
 * asks may read the article.
 */
export async function differencesOf(ctx: Context, articleId: string): Promise<Map<string, ChangedPart[]>> {
  const rows = await ctx.db
    .select({ id: corrections.id, before: corrections.revisionBefore, after: corrections.revisionAfter })
    .from(corrections)
    .where(eq(corrections.articleId, articleId))
  const found = new Map<string, ChangedPart[]>()
  for (const { id, before, after } of rows) {
    if (before === after) continue
    const [was, is] = await Promise.all([
      wordsAtRevision(ctx, articleId, before),
      wordsAtRevision(ctx, articleId, after),
    ])
    if (was !== null && is !== null) found.set(id, differenceBetween(was, is))
  }
  return found
}

/** A correction in a list of all. */
export interface ListedCorrection extends ShownCorrection {
  /** Null while readers cannot see the article. */
  article: LinkedArticle | null
}

export interface CorrectionsQuery {
  /** At most 100. */
  limit: number
  /** The list goes on after this one. */
  before?: { at: Date; id: string } | undefined
  /** From one instant to before another. */
  span?: { start: Date; end: Date } | undefined
}

/** Corrections of all articles, newest first. */
export async function allCorrections(ctx: Context, query: CorrectionsQuery): Promise<ListedCorrection[]> {
  const { before, span } = query
  const rows = await selectListed(ctx)
    .where(
      and(
        before &&
          sql`(${corrections.publishedAt}, ${corrections.id}) < (${sql.param(before.at, corrections.publishedAt)}, ${sql.param(before.id, corrections.id)})`,
        span && gte(corrections.publishedAt, span.start),
        span && lt(corrections.publishedAt, span.end),
      ),
    )
    .orderBy(desc(corrections.publishedAt), desc(corrections.id))
    .limit(Math.max(1, Math.min(query.limit, 100)))
  return rows.map(toListed)
}

/** What the front page names now, newest first; at most five. */
export async function correctionsOnFrontPage(ctx: Context): Promise<ListedCorrection[]> {
  const rows = await selectListed(ctx)
    .where(and(gt(corrections.frontPageUntil, ctx.now), isVisible(articles, ctx.now)))
    .orderBy(desc(corrections.publishedAt), desc(corrections.id))
    .limit(5)
  return rows.map(toListed)
}

function selectListed(ctx: Context) {
  return ctx.db
    .select({
      ...shownFields,
      article: linkFields,
      visible: sql<boolean>`${isVisible(articles, ctx.now)}`,
    })
    .from(corrections)
    .innerJoin(articles, eq(articles.id, corrections.articleId))
    .leftJoin(earlier, eq(earlier.id, corrections.follows))
    .leftJoin(replies, and(eq(replies.id, corrections.replyArticleId), isVisible(replies, ctx.now)))
}

function toListed({
  article,
  visible,
  ...row
}: ShownCorrection & { article: LinkedArticle; visible: boolean }): ListedCorrection {
  return { ...row, article: visible ? article : null }
}

/** When the first and the latest correction were published; null when there is none. */
export async function spanOfCorrections(ctx: Context): Promise<{ first: Date; latest: Date } | null> {
  const at = { at: corrections.publishedAt }
  const [[first], [latest]] = await Promise.all([
    ctx.db.select(at).from(corrections).orderBy(asc(corrections.publishedAt), asc(corrections.id)).limit(1),
    ctx.db.select(at).from(corrections).orderBy(desc(corrections.publishedAt), desc(corrections.id)).limit(1),
  ])
  return first === undefined || latest === undefined ? null : { first: first.at, latest: latest.at }
}
