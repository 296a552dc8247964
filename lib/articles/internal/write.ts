import { isDeepStrictEqual } from 'node:util'
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import {
  articleAuthors,
  articleRelated,
  articleRevisions,
  articles,
  articleTopics,
  redirects,
  workingCopies,
} from '#db/schema/articles.ts'
import { commentCounts } from '#db/schema/comments.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { requireUsablePictures } from '#lib/pictures/usable.ts'
import { pictureIdsIn } from '../body/rebuild.ts'
import { wordCount } from '../body/word-count.ts'
import { writtenSchema } from '../written.ts'
import { publishScheduledJob } from '../jobs.ts'
import { announceArticle } from './announce.ts'
import { presentIds } from './moved-credits.ts'
import { oldAddress } from './old-address.ts'
import type { Content } from './content-schema.ts'
import { publicTextOf, publishedText, rememberTexts, searchVector } from './index-text.ts'

export interface Change {
  /** Null for a new article. */
  articleId: string | null
  /** The id of a new one, where it has one already. */
  newId?: string
  before: Content | null
  after: Content
  /** When readers are to be told it was last changed. */
  updatedAt: Date
  /** Who keeps it elsewhere; only said when it is new. */
  origin: { source: string; sourceRef: string } | null
  /** Why, for the history of the article. */
  reason: string
  personId: string | null
  /** Cache tags of what changed on the way: authors, topics. */
  changed: string[]
  /** Gets what search is to know of the article, where that is done for many at once. */
  texts?: string[] | undefined
}

/**
 * Writes what an article now is, with all that follows from it: byline, topics, index, history, redirects, cache.
 * Runs in the caller's transaction.
 * @returns the article's id
 * @throws Refusal (conflict) when another article has the address; (invalid) when somebody puts a picture into it that may
 * not be used. What an import brings may lack its facts: the desk asks for them.
 */
export async function writeArticle(ctx: Context, change: Change): Promise<string> {
  const { after, before } = change
  if (change.personId !== null)
    await requireUsablePictures(ctx, picturesIn(after), before === null ? [] : picturesIn(before))
  const articleId = await writeRow(ctx, change)
  const isNew = change.articleId === null
  await writeCredits(ctx, articleId, after, isNew)
  await writeRelated(ctx, articleId, after.related, isNew)
  await ctx.db.insert(commentCounts).values({ articleId }).onConflictDoNothing()
  await writeRevision(ctx, articleId, change)
  if (before !== null && isWrittenTheSame(before, after)) await carryWorkingCopyOver(ctx, articleId)
  if (before !== null && before.slug !== after.slug) await leaveRedirect(ctx, before, after.slug)
  if (after.state === 'published') {
    const text = publishedText(after)
    if (change.texts === undefined) await rememberTexts(ctx, [text])
    else change.texts.push(text)
  }
  if (after.state === 'scheduled' && after.publishedAt !== null) {
    await ctx.queue.send(ctx.db, publishScheduledJob, { articleId }, { startAfter: new Date(after.publishedAt) })
  }
  await announceChange(ctx, [
    ...tagsOf(articleId, after),
    ...(before === null ? [] : tagsOf(articleId, before)),
    ...change.changed,
  ])
  // What comes from elsewhere is news to nobody: an archive that moves in is not announced article by article.
  if (change.origin === null) await announceArticle(ctx, articleId, change)
  return articleId
}

function picturesIn({ body, pictureId }: Content): string[] {
  return [...(pictureId === null ? [] : [pictureId]), ...pictureIdsIn(body)]
}

function isWrittenTheSame(before: Content, after: Content): boolean {
  return isDeepStrictEqual(writtenSchema.parse(before), writtenSchema.parse(after))
}

/** What is being worked on was made from what is written still: it goes on from the new revision as it did from the last. */
async function carryWorkingCopyOver(ctx: Context, articleId: string): Promise<void> {
  const latest = sql`(select max(number) from article_revisions where article_id = ${articleId})`
  await ctx.db
    .update(workingCopies)
    .set({ baseRevision: latest })
    .where(and(eq(workingCopies.articleId, articleId), sql`${workingCopies.baseRevision} = ${latest} - 1`))
}

async function writeRow(ctx: Context, { articleId, newId, after, updatedAt, origin }: Change): Promise<string> {
  const publicText = publicTextOf(after)
  const row = {
    ...fieldsOf(after),
    publishedAt: after.publishedAt === null ? null : new Date(after.publishedAt),
    wordCount: wordCount(after.body),
    publicText,
    search: searchVector(after, publicText),
    updatedAt,
  }
  if (articleId !== null) {
    await refuseTaken(ctx, after.slug, articleId)
    await ctx.db.update(articles).set(row).where(eq(articles.id, articleId))
    return articleId
  }
  const [made] = await ctx.db
    .insert(articles)
    .values({ id: newId ?? v7({ msecs: ctx.now.getTime() }), ...row, ...origin, createdAt: ctx.now })
    .onConflictDoNothing()
    .returning({ id: articles.id })
  if (made === undefined) throw taken(after.slug)
  return made.id
}

/** What of an article stands in its own row as it is. */
function fieldsOf(content: Content) {
  const {
    slug,
    headline,
    shortHeadline,
    socialHeadline,
    searchHeadline,
    standfirst,
    body,
    access,
    previewBlocks,
    comments,
    state,
    pictureId,
    pictureAlt,
    pictureCaption,
    pictureCredit,
  } = content
  return {
    slug,
    headline,
    shortHeadline,
    socialHeadline,
    searchHeadline,
    standfirst,
    body,
    access,
    previewBlocks,
    comments,
    state,
    pictureId,
    pictureAlt,
    pictureCaption,
    pictureCredit,
  }
}

async function refuseTaken(ctx: Context, slug: string, articleId: string): Promise<void> {
  const [other] = await ctx.db.select({ id: articles.id }).from(articles).where(eq(articles.slug, slug))
  if (other !== undefined && other.id !== articleId) throw taken(slug)
}

export function taken(slug: string): Refusal {
  return new Refusal('conflict', `Another article has the address /articles/${slug}.`, {
    slug: 'Choose an address that no other article has.',
  })
}

/** @param isNew of which there is nothing yet to be replaced: an import writes thousands of these */
async function writeCredits(ctx: Context, articleId: string, after: Content, isNew: boolean): Promise<void> {
  if (!isNew) await ctx.db.delete(articleAuthors).where(eq(articleAuthors.articleId, articleId))
  const authorIds = await presentIds(ctx, 'author', idsOf(after.authors))
  if (authorIds.length > 0)
    await ctx.db
      .insert(articleAuthors)
      .values(authorIds.map((authorId, position) => ({ articleId, authorId, position })))
  if (!isNew) await ctx.db.delete(articleTopics).where(eq(articleTopics.articleId, articleId))
  const publishedAt = after.state === 'published' && after.publishedAt !== null ? new Date(after.publishedAt) : null
  const topicIds = await presentIds(ctx, 'topic', idsOf(after.topics))
  if (topicIds.length > 0)
    await ctx.db
      .insert(articleTopics)
      .values(topicIds.map((topicId, position) => ({ articleId, topicId, position, publishedAt })))
}

function idsOf(credits: { id: string }[]): string[] {
  return credits.map(({ id }) => id)
}

/** What was chosen and is gone meanwhile is left out. */
async function writeRelated(ctx: Context, articleId: string, related: string[], isNew: boolean): Promise<void> {
  if (!isNew) await ctx.db.delete(articleRelated).where(eq(articleRelated.articleId, articleId))
  const others = related.filter((id) => id !== articleId)
  if (others.length === 0) return
  const there = await ctx.db.select({ id: articles.id }).from(articles).where(inArray(articles.id, others))
  const ids = new Set(there.map(({ id }) => id))
  const rows = [...new Set(others)]
    .filter((id) => ids.has(id))
    .map((relatedId, position) => ({ articleId, relatedId, position }))
  if (rows.length > 0) await ctx.db.insert(articleRelated).values(rows)
}

/** Keeps what an article now is, as its next revision. */
export async function writeRevision(
  ctx: Context,
  articleId: string,
  { after, reason, personId }: Pick<Change, 'after' | 'reason' | 'personId'>,
): Promise<void> {
  await ctx.db.insert(articleRevisions).values({
    id: v7({ msecs: ctx.now.getTime() }),
    articleId,
    number: sql`(select coalesce(max(number), 0) + 1 from article_revisions where article_id = ${articleId})`,
    content: after,
    reason,
    personId,
    createdAt: ctx.now,
  })
}

/**
 * The old address leads to the new one, and so does every address that led to the old one. Where readers never knew it
 * nothing leads from there: it may be an old address of another article, which stays that one's.
 */
async function leaveRedirect(ctx: Context, before: Content, newSlug: string): Promise<void> {
  const [old, target] = [addressOf(before.slug), addressOf(newSlug)]
  const wasKnown = before.publishedAt !== null && new Date(before.publishedAt) <= ctx.now
  await ctx.db.update(redirects).set({ target }).where(eq(redirects.target, old))
  if (wasKnown) await redirectAll(ctx, [{ from: old, to: target }])
  const leadsHere = wasKnown ? undefined : eq(redirects.target, target)
  await ctx.db.delete(redirects).where(and(eq(redirects.path, target), leadsHere))
}

/** @returns the path of an article's page */
function addressOf(slug: string): string {
  return `/articles/${slug}`
}

/** A statement has room for 65,535 values. */
const rowsAtOnce = 5_000

/** @param ways from path and query of an old address to a path of this site */
export async function redirectAll(ctx: Context, ways: { from: string; to: string }[]): Promise<void> {
  // The last that is said of an address counts; one statement must not say two things of it.
  const rows = [...new Map(ways.map(({ from, to }) => [oldAddress(from), to]))].toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  )
  for (let start = 0; start < rows.length; start += rowsAtOnce)
    await ctx.db
      .insert(redirects)
      .values(rows.slice(start, start + rowsAtOnce).map(([path, target]) => ({ path, target, createdAt: ctx.now })))
      .onConflictDoUpdate({
        target: redirects.path,
        set: { target: sql`excluded.target` },
        setWhere: sql`${redirects.target} <> excluded.target`,
      })
}

/** Every tag under which something of the article is shown. */
export function tagsOf(articleId: string, content: Content): string[] {
  return [
    tags.article(articleId),
    tags.articleSlug(content.slug),
    tags.front,
    tags.topics,
    ...content.authors.flatMap((author) => [tags.author(author.id), tags.authorSlug(author.slug)]),
    ...content.topics.flatMap((topic) => [tags.topic(topic.id), tags.topicSlug(topic.slug)]),
  ]
}

/** What an article was after its latest change for this reason; null when there was none. */
export async function latestRevision(ctx: Context, articleId: string, reason: string): Promise<unknown> {
  const [row] = await ctx.db
    .select({ content: articleRevisions.content })
    .from(articleRevisions)
    .where(and(eq(articleRevisions.articleId, articleId), eq(articleRevisions.reason, reason)))
    .orderBy(desc(articleRevisions.number))
    .limit(1)
  return row?.content ?? null
}
