import { eq, inArray } from 'drizzle-orm'
import { articles, authors } from '#db/schema/articles.ts'
import type { Context } from '#lib/context.ts'
import { preview } from '../body/preview.ts'
import { pictureIdsIn } from '../body/rebuild.ts'
import { wordCount } from '../body/word-count.ts'
import { picturesById } from '../internal/article.ts'
import { isFreeToRead, readingMinutes, type ArticleState } from '../model.ts'
import type { ArticleView } from '../queries.ts'
import { workingCopyOf } from '../working-copy.ts'

export interface Previewed {
  state: ArticleState
  /** As anybody would see it who reads what is on the screen of the desk now. */
  view: ArticleView
  /** All of it. */
  whole: ArticleView['text']
}

/** An article of any state as it is being worked on; null when there is none. What leaves here, only the asked may see. */
export async function previewOf(ctx: Context, articleId: string): Promise<Previewed | null> {
  const [row] = await ctx.db
    .select({
      state: articles.state,
      access: articles.access,
      comments: articles.comments,
      adFree: articles.adFree,
      publishedAt: articles.publishedAt,
      updatedAt: articles.updatedAt,
    })
    .from(articles)
    .where(eq(articles.id, articleId))
  const copy = await workingCopyOf(ctx, articleId)
  if (row === undefined || copy === null) return null
  const { written } = copy
  const credited = written.authors.map(({ id }) => id)
  const known =
    credited.length === 0
      ? []
      : await ctx.db
          .select({ id: authors.id, biography: authors.biography, pictureId: authors.pictureId })
          .from(authors)
          .where(inArray(authors.id, credited))
  const pictures = await picturesById(ctx, [
    ...pictureIdsIn(written.body),
    ...known.flatMap(({ pictureId }) => pictureId ?? []),
    ...(written.pictureId === null ? [] : [written.pictureId]),
  ])
  const words = wordCount(written.body)
  const isFree = isFreeToRead(row.access)
  const lead = written.pictureId === null ? undefined : pictures[written.pictureId]
  const pictureCaption = written.pictureCaption || lead?.caption || ''
  const pictureCredit = written.pictureCredit || lead?.credit || ''
  const shown = lead && { ...lead, alt: written.pictureAlt || lead.alt, caption: pictureCaption, credit: pictureCredit }
  return {
    state: row.state,
    whole: { kind: 'whole', body: written.body, pictures },
    view: {
      id: articleId,
      slug: written.slug,
      headline: written.headline,
      socialHeadline: written.socialHeadline,
      searchHeadline: written.searchHeadline,
      standfirst: written.standfirst,
      authors: written.authors.map((author) => {
        const facts = known.find(({ id }) => id === author.id)
        const portrait = facts?.pictureId ? (pictures[facts.pictureId] ?? null) : null
        return { ...author, biography: facts?.biography ?? '', picture: portrait }
      }),
      topics: written.topics,
      picture: shown ?? null,
      pictureCaption,
      pictureCredit,
      publishedAt: row.publishedAt ?? ctx.now,
      updatedAt: row.updatedAt,
      wordCount: words,
      readingMinutes: readingMinutes(words),
      access: row.access,
      commentSetting: row.comments,
      adFree: row.adFree,
      commentCount: 0,
      text: isFree
        ? { kind: 'whole', body: written.body, pictures }
        : { kind: 'preview', body: preview(written.body, written.previewBlocks), pictures },
    },
  }
}
