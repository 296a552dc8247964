import { isDeepStrictEqual } from 'node:util'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { articles } from '#db/schema/articles.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { wallSettings } from '#lib/settings/queries.ts'
import { bodySchema } from './body/document.ts'
import { contentSchema, type Content } from './internal/content-schema.ts'
import { lockContent } from './internal/content.ts'
import { findOrMakeAuthors, findOrMakeTopics } from './internal/credits.ts'
import { rememberTexts } from './internal/index-text.ts'
import { mergeImported } from './internal/merge.ts'
import { latestRevision, redirectAll, taken, writeArticle } from './internal/write.ts'
import { accessSchema, commentSettingSchema, slugSchema, standingFor } from './model.ts'

/** As many as a preview may be set to have; it never has all there are. */
const mostPreviewBlocks = 500
const usualPreviewBlocks = 3

const nameSchema = z.string().trim().min(1).max(200)

/** What a form or a file says an article is. */
export const articleInputSchema = z.object({
  slug: slugSchema,
  headline: z.string().trim().min(1, 'Write a headline.').max(500, 'Write a headline of at most 500 characters.'),
  /** Variants of the headline. Absent: as they were; for a new article, none. */
  shortHeadline: z.string().trim().max(200).optional(),
  socialHeadline: z.string().trim().max(300).optional(),
  searchHeadline: z.string().trim().max(300).optional(),
  standfirst: z.string().trim().max(1000, 'Write a standfirst of at most 1,000 characters.').default(''),
  body: bodySchema,
  /** Absent: as it was; for a new article, what the magazine's settings say. */
  access: accessSchema.optional(),
  /** Blocks of the body that everybody may read. Absent: as it was; for a new article, three. */
  previewBlocks: z.int().min(0).max(mostPreviewBlocks).optional(),
  comments: commentSettingSchema.default('open'),
  /** What it is to be; an article to be published at a later time is scheduled. */
  state: z.enum(['draft', 'published']),
  /** Absent: as it was; for a new article, now. */
  publishedAt: z.date().optional(),
  /** Absent: now, or, for one that is new here and was published before, when it was published. */
  updatedAt: z.date().optional(),
  pictureId: z.uuid().nullable().default(null),
  /** Absent: as it was; for a new article, the picture's own. */
  pictureAlt: z.string().trim().max(1000).optional(),
  pictureCaption: z.string().trim().max(1000).default(''),
  pictureCredit: z.string().trim().max(300).default(''),
  authors: z
    .array(
      z.object({
        name: nameSchema,
        slug: slugSchema.optional(),
        biography: z.string().trim().optional(),
        /** Their portrait. */
        pictureId: z.uuid().optional(),
      }),
    )
    .default([]),
  topics: z
    .array(z.object({ name: nameSchema, slug: slugSchema.optional(), description: z.string().trim().optional() }))
    .default([]),
})
export type ArticleInput = z.input<typeof articleInputSchema>

export interface SaveOptions {
  /** Where the article is kept elsewhere, and under what name: an import finds its own articles again by these. */
  source?: string
  sourceRef?: string
  /** Why, for the history of the article. */
  reason: string
  personId: string | null
  /** Has what comes from elsewhere take the place of what was edited here. */
  overwrite?: boolean
  /** Given by whoever saves many at once: gets what search is to know of this one, for one `rememberTexts` after them all. */
  texts?: string[]
}

export interface Saved {
  id: string
  slug: string
  result: 'created' | 'updated' | 'unchanged'
  /** What comes from elsewhere with something new, and stays as it was edited here: names of parts, for people. */
  kept: string[]
}

/**
 * Makes an article, or changes the one of the same source and reference (without a source: of the same address).
 * Saving the same again changes nothing. What comes from elsewhere again is compared with what it said last time, part
 * by part: what was edited here meanwhile stays, and is named where the file has something new to say of it; the rest
 * becomes as the file now says. What an editor took down stays down.
 * @throws Refusal (conflict) when an article from elsewhere has the address; ZodError when the input is not an
 * article
 */
export function saveArticle(ctx: Context, input: ArticleInput, options: SaveOptions): Promise<Saved> {
  const wanted = articleInputSchema.parse(input)
  return inTransaction(ctx, async (tx) => {
    const origin =
      options.source !== undefined && options.sourceRef !== undefined
        ? { source: options.source, sourceRef: options.sourceRef }
        : null
    const articleId = await findArticle(tx, wanted.slug, origin)
    const before = articleId === null ? null : await lockContent(tx, articleId)
    const changed: string[] = []
    const standing = standingFor(
      wanted,
      before && { state: before.state, publishedAt: before.publishedAt === null ? null : new Date(before.publishedAt) },
      tx.now,
    )
    const { updatedAt, ...fields } = wanted
    const wished: Content = plain({
      ...fields,
      shortHeadline: wanted.shortHeadline ?? before?.shortHeadline ?? '',
      socialHeadline: wanted.socialHeadline ?? before?.socialHeadline ?? '',
      searchHeadline: wanted.searchHeadline ?? before?.searchHeadline ?? '',
      pictureAlt: wanted.pictureAlt ?? before?.pictureAlt ?? '',
      related: before?.related ?? [],
      access: wanted.access ?? before?.access ?? (await wallSettings(tx)).defaultAccess,
      previewBlocks: wanted.previewBlocks ?? before?.previewBlocks ?? usualPreviewBlocks,
      state: standing.state,
      publishedAt: standing.publishedAt?.toISOString() ?? null,
      authors: await findOrMakeAuthors(tx, wanted.authors, changed),
      topics: await findOrMakeTopics(tx, wanted.topics, changed),
    })
    const isAgain = origin !== null && articleId !== null && options.overwrite !== true
    const imported = isAgain ? contentSchema.safeParse(await latestRevision(tx, articleId, options.reason)).data : null
    const { content: after, kept } =
      imported && before ? mergeImported(imported, before, wished) : { content: wished, kept: [] }
    if (articleId !== null && before !== null && isDeepStrictEqual(before, after)) {
      await announceChange(tx, changed)
      return { id: articleId, slug: before.slug, result: 'unchanged', kept }
    }
    const wasPublishedBefore = articleId === null && standing.state === 'published' ? standing.publishedAt : null
    const id = await writeArticle(tx, {
      articleId,
      before,
      after,
      updatedAt: updatedAt ?? wasPublishedBefore ?? tx.now,
      origin,
      reason: options.reason,
      personId: options.personId,
      changed,
      texts: options.texts,
    })
    return { id, slug: after.slug, result: articleId === null ? 'created' : 'updated', kept }
  })
}

async function findArticle(
  ctx: Context,
  slug: string,
  origin: { source: string; sourceRef: string } | null,
): Promise<string | null> {
  if (origin !== null) {
    const [own] = await ctx.db
      .select({ id: articles.id })
      .from(articles)
      .where(and(eq(articles.source, origin.source), eq(articles.sourceRef, origin.sourceRef)))
    if (own !== undefined) return own.id
  }
  const [same] = await ctx.db.select({ id: articles.id }).from(articles).where(eq(articles.slug, slug))
  if (same !== undefined && origin !== null) throw taken(slug)
  return same?.id ?? null
}

/** As it will be when it comes back from the database: without keys whose value is undefined. */
function plain(content: Content): Content {
  return contentSchema.parse(JSON.parse(JSON.stringify(content)))
}

/**
 * Makes addresses from elsewhere lead to pages of this site. Redirects are asked for only where the site has no page,
 * so no page of its own can be taken over.
 * @param ways from path and query, e.g. /?p=12, to a path, e.g. /articles/eels
 */
export async function leadTo(ctx: Context, ways: { from: string; to: string }[]): Promise<void> {
  await redirectAll(
    ctx,
    ways.filter(({ from, to }) => from !== to),
  )
}

/** Teaches search the words of articles that were saved with `texts`; in the same transaction as they. */
export async function learnTexts(ctx: Context, texts: string[]): Promise<void> {
  await rememberTexts(ctx, texts)
}
