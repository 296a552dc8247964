import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { articleRevisions, articles } from '#db/schema/articles.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { plainText } from '#lib/plain-text.ts'
import { revisionOf } from './access.ts'
import { replaceInLine, replacePassage } from './body/replace-passage.ts'
import type { Body } from './body/document.ts'
import { contentSchema, type Content } from './internal/content-schema.ts'
import { lockContent } from './internal/content.ts'
import { tagsOf, writeArticle, writeRevision } from './internal/write.ts'
import type { Access } from './model.ts'

const articleParts = ['text', 'headline', 'standfirst', 'caption'] as const

/** One passage that becomes another. An empty passage stands for all of a headline, standfirst or caption. */
export const replacementSchema = z.object({
  part: z.enum(articleParts),
  passage: z.string().trim().max(5_000, 'Give a passage of at most 5,000 characters.'),
  replacement: plainText.trim().max(5_000, 'Write at most 5,000 characters.'),
})
export type Replacement = z.infer<typeof replacementSchema>

/** What of an article is read: all that a correction changes. */
export interface ArticleWords {
  headline: string
  standfirst: string
  /** Of the picture at its head, where the article has words of its own for it. */
  caption: string
  body: Body
}

function wordsOf({ headline, standfirst, pictureCaption, body }: Content): ArticleWords {
  return { headline, standfirst, caption: pictureCaption, body }
}

/**
 * Makes the replacements, one after another.
 * @throws Refusal (invalid) with a fault for `replacements.N.passage` or `.replacement` when a passage does not stand in
 * one place alone, or a headline would be empty
 */
export function replaceIn(words: ArticleWords, replacements: readonly Replacement[]): ArticleWords {
  let changed = words
  for (const [index, { part, passage, replacement }] of replacements.entries()) {
    const field = part === 'text' ? 'body' : part
    const was = changed[field]
    if (passage === '' && part === 'text')
      throw fault(index, 'passage', 'Give the passage as it stands, so that it can be found.')
    const { text, places } =
      typeof was === 'string'
        ? passage === ''
          ? { text: replacement, places: [was] }
          : replaceInLine(was, passage, replacement)
        : replacePassage(was, passage, replacement)
    if (places.length !== 1) throw fault(index, 'passage', notInOnePlace(places))
    changed = { ...changed, [field]: text }
    if (changed.headline === '') throw fault(index, 'replacement', 'A headline cannot be empty.')
  }
  return changed
}

function fault(index: number, field: 'passage' | 'replacement', text: string): Refusal {
  return new Refusal('invalid', 'Please look at what is marked below.', { [`replacements.${index}.${field}`]: text })
}

function notInOnePlace(places: string[]): string {
  if (places.length === 0)
    return 'This does not stand there. A passage is looked for within one paragraph, heading, caption or footnote.'
  const shown = places.slice(0, 3).map((place) => `“${place}”`)
  return `This stands in ${places.length} places: ${shown.join('; ')}${places.length > 3 ? '; …' : ''}. Give so much of it that it stands in one.`
}

/** What an article says now, and the number of its latest revision (0: it has none). Null when there is no such article. */
export async function articleWords(
  ctx: Context,
  articleId: string,
): Promise<{ words: ArticleWords; revision: number; access: Access; previewBlocks: number } | null> {
  const content = await lockContent(ctx, articleId)
  if (content === null) return null
  const { access, previewBlocks } = content
  return { words: wordsOf(content), revision: await revisionOf(ctx, articleId), access, previewBlocks }
}

/** What an article said at one of its revisions; null when there is none of this number. */
export async function wordsAtRevision(ctx: Context, articleId: string, number: number): Promise<ArticleWords | null> {
  const [row] = await ctx.db
    .select({ content: articleRevisions.content })
    .from(articleRevisions)
    .where(and(eq(articleRevisions.articleId, articleId), eq(articleRevisions.number, number)))
  return row === undefined ? null : wordsOf(contentSchema.parse(row.content))
}

export interface Revised {
  slug: string
  headline: string
  access: Access
  previewBlocks: number
  topics: { slug: string; name: string }[]
  /** The revisions before and after; the same when no word changed. */
  revisionBefore: number
  revisionAfter: number
  before: ArticleWords
  after: ArticleWords
  /** The cache tags of what shows it. */
  changed: string[]
}

/**
 * Changes the words of a published article. Readers are told that it was changed now, also when no word of it was: a note
 * may have come to it. An article without any revision gets one of how it was before. Runs in the caller's transaction.
 * @param asked.revision the revision that whoever asks was looking at
 * @throws Refusal: not_found; conflict when another revision came since, or it is not published; invalid as `replaceIn`
 */
export async function reviseArticle(
  tx: Context,
  asked: {
    articleId: string
    revision: number
    replacements: readonly Replacement[]
    personId: string
    /** Why, for the history of the article. */
    reason: string
  },
): Promise<Revised> {
  const { articleId, personId, reason } = asked
  const content = await lockContent(tx, articleId)
  if (content === null) throw new Refusal('not_found', 'That article is no longer here.')
  const revision = await revisionOf(tx, articleId)
  if (revision !== asked.revision)
    throw new Refusal('conflict', 'Somebody else changed this article while you had it open. Nothing was published.')
  if (content.state !== 'published')
    throw new Refusal('conflict', 'Only an article that readers can see is corrected. Nothing was published.')
  const before = wordsOf(content)
  const after = replaceIn(before, asked.replacements)
  const revisionBefore = Math.max(1, revision)
  if (revision === 0)
    await writeRevision(tx, articleId, {
      after: content,
      reason: 'As it was before it was first changed here',
      personId: null,
    })
  const { caption, ...fields } = after
  const written: Content = { ...content, ...fields, pictureCaption: caption }
  const same = JSON.stringify(before) === JSON.stringify(after)
  if (same) {
    await tx.db.update(articles).set({ updatedAt: tx.now }).where(eq(articles.id, articleId))
    await announceChange(tx, tagsOf(articleId, content))
  } else {
    await writeArticle(tx, {
      articleId,
      before: content,
      after: written,
      updatedAt: tx.now,
      origin: null,
      reason,
      personId,
      changed: [],
    })
  }
  return {
    slug: content.slug,
    headline: after.headline,
    access: content.access,
    previewBlocks: content.previewBlocks,
    topics: content.topics.map(({ slug, name }) => ({ slug, name })),
    revisionBefore,
    revisionAfter: revisionBefore + (same ? 0 : 1),
    before,
    after,
    changed: tagsOf(articleId, content),
  }
}
