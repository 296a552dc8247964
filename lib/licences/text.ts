import { asc, eq } from 'drizzle-orm'
import type { ElementContent } from 'hast'
import { corrections } from '#db/schema/corrections.ts'
import { licences } from '#db/schema/licences.ts'
import type { Block, Body, Footnotes } from '#lib/articles/body/document.ts'
import { blocksOf, footnotesOf, mapInlines, pictureIdsIn, placePictures } from '#lib/articles/body/rebuild.ts'
import { toHast } from '#lib/articles/body/to-hast.ts'
import { toText } from '#lib/articles/body/to-text.ts'
import { formatDay } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { articleById, type LicensedArticle } from './internal/article.ts'
import { cleanHtml } from './internal/clean-html.ts'
import { findPart, textsOf } from './internal/part.ts'
import type { LicenceRow } from './internal/record.ts'
import { mayHaveText } from './model.ts'

export interface TextToRepublish {
  html: string
  plain: string
  /** For the name of a file. */
  slug: string
  /** Whether pictures were left out: no picture's own licence is known to allow it. */
  withoutPictures: boolean
}

export type LicensedText =
  | { state: 'given'; text: TextToRepublish }
  /** Why there is none, or none any more. */
  | { state: 'withheld'; because: 'no_licence' | 'unpublished' | 'part_gone' }

/**
 * The text of a licence as the article says it now, with what must stand under it: the corrections it has had, the credit
 * and the article's address, which counts nobody.
 */
export async function licensedText(ctx: Context, licenceId: string): Promise<LicensedText> {
  const [row] = await ctx.db.select().from(licences).where(eq(licences.id, licenceId))
  if (row === undefined || !mayHaveText(row, ctx.now)) return { state: 'withheld', because: 'no_licence' }
  const article = await articleById(ctx, row.articleId)
  if (article === null || !article.isPublished) return { state: 'withheld', because: 'unpublished' }
  const body = bodyOf(row, article.body)
  if (body === null) return { state: 'withheld', because: 'part_gone' }
  return { state: 'given', text: await written(ctx, row, article, body) }
}

/** The licensed blocks, without pictures; null when nothing is left of the part. */
function bodyOf(row: LicenceRow, whole: Body): Body | null {
  const bare = placePictures(whole, () => null)
  if (row.part === null) return bare
  const place = findPart(row.part, textsOf(bare))
  const blocks = place === null ? [] : blocksOf(bare).slice(place.from, place.to + 1)
  const notes = notesReferredTo(blocks, footnotesOf(bare))
  return blocks.length === 0 ? null : { type: 'doc', content: [...blocks, ...notes] }
}

/** Notes of what is not licensed are not licensed either. */
function notesReferredTo(blocks: Block[], notes: Footnotes | undefined): Footnotes[] {
  const ids = new Set<string>()
  mapInlines(blocks, (content) => {
    for (const inline of content) if (inline.type === 'footnoteReference') ids.add(inline.attrs.id)
    return content
  })
  const content = notes?.content.filter(({ attrs }) => ids.has(attrs.id)) ?? []
  return content.length === 0 ? [] : [{ type: 'footnotes', content }]
}

async function written(ctx: Context, row: LicenceRow, article: LicensedArticle, body: Body): Promise<TextToRepublish> {
  const address = `${ctx.config.publicUrl}/articles/${article.slug}`
  const byline = article.authors.length === 0 ? '' : `By ${inWords(article.authors)}`
  const notes = await notesOf(ctx, article.id)
  const extract = row.part === null ? [] : ['This is an extract.']
  const tree = toHast(body, { publicUrl: ctx.config.publicUrl })
  const above = [
    element('h1', [text(article.headline)]),
    ...[article.standfirst, byline].filter(Boolean).map((line) => element('p', [element('em', [text(line)])])),
  ]
  const below = [
    element('hr', []),
    ...[...extract, ...notes].map((line) => element('p', [text(line)])),
    element('p', [text(`${row.creditLine} `), link(address, row.linkRequired ? 'Read the original' : address)]),
  ]
  return {
    html: cleanHtml({ type: 'root', children: [...above, ...tree.children, ...below] }),
    plain: [
      article.headline,
      article.standfirst,
      byline,
      toText(body),
      ...extract,
      ...notes,
      `${row.creditLine} ${address}`,
    ]
      .filter(Boolean)
      .join('\n\n')
      .concat('\n'),
    slug: article.slug,
    withoutPictures: pictureIdsIn(article.body).length > 0,
  }
}

/** What was corrected, the oldest first: whoever republishes the text tells their readers as we told ours. */
async function notesOf(ctx: Context, articleId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ note: corrections.note, at: corrections.publishedAt })
    .from(corrections)
    .where(eq(corrections.articleId, articleId))
    .orderBy(asc(corrections.number))
  const { timeZone, locale } = await magazineSettings(ctx)
  return rows.map(({ note, at }) => `${formatDay(at, timeZone, locale)}: ${note.replaceAll(/\s+/g, ' ')}`)
}

function inWords(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
}

function element(tagName: string, children: ElementContent[]): ElementContent {
  return { type: 'element', tagName, properties: {}, children }
}

function text(value: string): ElementContent {
  return { type: 'text', value }
}

function link(href: string, words: string): ElementContent {
  return { type: 'element', tagName: 'a', properties: { href }, children: [text(words)] }
}
