import { toText } from '#lib/articles/body/to-text.ts'
import type { ArticleCard, Credit, ShownPicture } from '#lib/articles/model.ts'
import type { ArticleView, Author, Topic } from '#lib/articles/queries.ts'
import { anchorOf } from '#lib/corrections/model.ts'
import type { LinkedArticle, ListedCorrection, ShownCorrection } from '#lib/corrections/queries.ts'
import { pictureSources } from '#lib/pictures/model.ts'
import { textAsHtml } from '#app/_server/text-as-html.ts'
import type { Shown } from './schemas.ts'

/*
 * What of our own leaves by the API. Each field is picked here, and each function takes `base`, the magazine's address
 * without a slash at its end.
 */

export function presentSummary(
  card: Omit<ArticleCard, 'id' | 'commentCount' | 'shortHeadline'>,
  base: string,
): Shown['ArticleSummary'] {
  return {
    slug: card.slug,
    url: `${base}/articles/${card.slug}`,
    headline: card.headline,
    standfirst: card.standfirst,
    authors: card.authors.map((one) => credit(one, `${base}/authors`)),
    topics: card.topics.map((one) => credit(one, `${base}/topics`)),
    picture: picture(card.picture, base),
    publishedAt: card.publishedAt.toISOString(),
    access: card.access,
    readingMinutes: card.readingMinutes,
  }
}

/** @param view of an article that is not public it holds the preview alone */
export function presentArticle(
  view: ArticleView,
  told: { corrections: ShownCorrection[]; repliesTo: LinkedArticle | null },
  base: string,
): Shown['Article'] {
  return {
    ...presentSummary(view, base),
    updatedAt: view.updatedAt.toISOString(),
    wordCount: view.wordCount,
    text: { extent: view.text.kind, html: textAsHtml(view.text, base), plain: toText(view.text.body) },
    corrections: told.corrections.map((one) => presentCorrection(one, view.slug, base)),
    repliesTo: told.repliesTo && link(told.repliesTo, base),
  }
}

/** Null for one whose article readers cannot see. */
export function presentListedCorrection(one: ListedCorrection, base: string): Shown['ListedCorrection'] | null {
  return one.article && { ...presentCorrection(one, one.article.slug, base), article: link(one.article, base) }
}

export function presentTopic({ slug, name, description }: Topic, base: string): Shown['Topic'] {
  return {
    slug,
    name,
    description,
    url: `${base}/topics/${slug}`,
    articles: `${base}/api/v1/articles?topic=${slug}`,
  }
}

export function presentAuthor(author: Author, base: string): Shown['Author'] {
  const { slug, name, biography } = author
  return {
    slug,
    name,
    biography,
    picture: picture(author.picture, base),
    url: `${base}/authors/${slug}`,
    articles: `${base}/api/v1/articles?author=${slug}`,
  }
}

function presentCorrection(one: ShownCorrection, articleSlug: string, base: string): Shown['Correction'] {
  return {
    url: `${base}/articles/${articleSlug}#${anchorOf(one.number)}`,
    number: one.number,
    kind: one.kind,
    note: one.note,
    publishedAt: one.publishedAt.toISOString(),
    follows: one.follows,
    changedWords: one.changedWords,
    reply: one.reply && link(one.reply, base),
  }
}

function link({ slug, headline }: LinkedArticle, base: string) {
  return { slug, url: `${base}/articles/${slug}`, headline }
}

function credit({ name, slug }: Credit, folder: string) {
  return { name, slug, url: `${folder}/${slug}` }
}

function picture(shown: ShownPicture | null, base: string): Shown['Picture'] | null {
  if (shown === null) return null
  const { width, height, alt, caption } = shown
  return { url: `${base}${pictureSources(shown).src}`, width, height, alt, caption, credit: shown.credit }
}
