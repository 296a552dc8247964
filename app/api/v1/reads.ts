import 'server-only'
import { cacheLife, cacheTag } from 'next/cache'
import { tags } from '#lib/cache/tags.ts'
import { correctionsOn } from '#app/_server/corrections.ts'
import { currentContext } from '#app/_server/context.ts'
import { article, author, authorArticles, magazine, movedTo, topics } from '#app/_server/published.ts'
import { publicUrl } from '#app/_server/site.ts'
import type { ListPlace } from '#lib/keyset.ts'
import { platform } from '#app/_server/platform.ts'
import { openPlace, sealPlace } from './cursor.ts'
import { openApi } from './document.ts'
import { pageOfArticles, pageOfCorrections, type Asked, type Page } from './pages.ts'
import { presentArticle, presentAuthor, presentTopic } from './present.ts'
import type { ArticlesQuery, CorrectionsQuery, Shown } from './schemas.ts'

/** What is answered, and the tags of everything in it: whoever keeps it is told by them of changes. */
export interface Answer {
  body: object
  tags: string[]
}

/** Why nothing is answered, in a sentence for people; or where else it is now, as a path. */
export type Otherwise = { status: 400 | 404; detail: string } | { status: 308; path: string }

const listTags = [tags.front, tags.topics]

/** Articles, newest first. */
export async function readArticles(query: ArticlesQuery): Promise<Answer | Otherwise> {
  const { topic, author: by, limit, cursor } = query
  const [topicFound, authorFound] = await Promise.all([
    topic === undefined ? undefined : topics().then((all) => all.find(({ slug }) => slug === topic) ?? null),
    by === undefined ? undefined : authorOfArticles(by),
  ])
  if (topicFound === null) return { status: 404, detail: `There is no topic “${topic}”.` }
  if (authorFound === null) return { status: 404, detail: `There is no author “${by}”.` }
  const filters = { ...(topic !== undefined && { topic }), ...(by !== undefined && { author: by }) }
  const list = `articles ${new URLSearchParams(filters).toString()}`
  const from = placeFrom(cursor, list)
  if (from === null) return wrongCursor
  const page = await articlesKept({ limit, from, topicId: topicFound?.id, authorId: authorFound?.id })
  const own = [topicFound && tags.topic(topicFound.id), authorFound && tags.author(authorFound.id)]
  return {
    body: { articles: page.items, next: await nextOf(page, '/api/v1/articles', { ...filters, limit }, list) },
    tags: [...listTags, ...own.flatMap((tag) => tag ?? [])],
  }
}

async function articlesKept(asked: Asked & { topicId?: string | undefined; authorId?: string | undefined }) {
  'use cache'
  cacheLife('published')
  cacheTag(...listTags)
  return pageOfArticles(currentContext(), asked, await publicUrl())
}

/** One article as everybody may read it. One that has moved leads on. */
export async function readArticle(slug: string): Promise<Answer | Otherwise> {
  const view = await article(slug)
  if (view === null) {
    const target = await movedTo(`/articles/${slug}`)
    if (target?.startsWith('/articles/')) return { status: 308, path: `/api/v1${target}` }
    return { status: 404, detail: `There is no article “${slug}”.` }
  }
  const [told, base] = await Promise.all([correctionsOn(view.id), publicUrl()])
  const linked = [told.repliesTo, ...told.corrections.map(({ reply }) => reply)].flatMap((one) => one ?? [])
  return {
    body: presentArticle(view, told, base),
    tags: [
      tags.articleSlug(slug),
      ...[view, ...linked].map(({ id }) => tags.article(id)),
      ...view.authors.map(({ id }) => tags.author(id)),
    ],
  }
}

/** The topics that have articles. */
export async function readTopics(): Promise<Answer> {
  const [all, base] = await Promise.all([topics(), publicUrl()])
  return { body: { topics: all.map((one) => presentTopic(one, base)) }, tags: [tags.topics] }
}

/** An author. */
export async function readAuthor(slug: string): Promise<Answer | Otherwise> {
  const [found, base] = await Promise.all([authorOfArticles(slug), publicUrl()])
  if (found === null) return { status: 404, detail: `There is no author “${slug}”.` }
  return { body: presentAuthor(found, base), tags: [tags.author(found.id), tags.authorSlug(slug)] }
}

/** Null also for whoever has written nothing yet that readers can see. */
async function authorOfArticles(slug: string) {
  const found = await author(slug)
  return found && (await authorArticles(found.id, 1)).length > 0 ? found : null
}

const corrected = [tags.corrections, tags.front]

/** Corrections of all articles, newest first. */
export async function readCorrections({ limit, cursor }: CorrectionsQuery): Promise<Answer | Otherwise> {
  const from = placeFrom(cursor, 'corrections')
  if (from === null) return wrongCursor
  const page = await correctionsKept({ limit, from })
  const next = await nextOf(page, '/api/v1/corrections', { limit }, 'corrections')
  return { body: { corrections: page.items, next }, tags: corrected }
}

async function correctionsKept(asked: Asked): Promise<Page<Shown['ListedCorrection']>> {
  'use cache'
  cacheLife('published')
  cacheTag(...corrected)
  return pageOfCorrections(currentContext(), asked, await publicUrl())
}

/** The document that describes all of this. */
export async function readDocument(): Promise<Answer> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.settings)
  const [{ name }, base] = await Promise.all([magazine(), publicUrl()])
  return { body: openApi(name, base), tags: [tags.settings] }
}

const wrongCursor: Otherwise = {
  status: 400,
  detail: 'The cursor is none of this list. Use the address in “next” as it was given.',
}

/** Null for what is no cursor of this list; undefined for the beginning. */
function placeFrom(cursor: string | undefined, list: string): ListPlace | null | undefined {
  return cursor === undefined ? undefined : openPlace(cursor, list, platform().config.authSecret)
}

async function nextOf({ last }: Page<unknown>, path: string, query: Record<string, string | number>, list: string) {
  if (last === null) return null
  const address = new URL(path, await publicUrl())
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, String(value))
  address.searchParams.set('cursor', sealPlace(last, list, platform().config.authSecret))
  return address.href
}
