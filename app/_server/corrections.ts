import 'server-only'
import { cacheLife, cacheTag } from 'next/cache'
import { tags } from '#lib/cache/tags.ts'
import { dateIn } from '#lib/clock.ts'
import type { ChangedPart } from '#lib/corrections/difference.ts'
import {
  correctionsOf,
  correctionsOnFrontPage,
  differencesOf,
  repliedTo,
  spanOfCorrections,
  type LinkedArticle,
  type ListedCorrection,
  type ShownCorrection,
} from '#lib/corrections/queries.ts'
import { currentContext } from './context.ts'
import { magazine } from './published.ts'

export interface CorrectionsOnArticle {
  /** Newest first. */
  corrections: ShownCorrection[]
  /** The article that this one replies to. */
  repliesTo: LinkedArticle | null
}

/** What an article's page says of its corrections, to everybody. */
export async function correctionsOn(articleId: string): Promise<CorrectionsOnArticle> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.article(articleId))
  const ctx = currentContext()
  const [found, repliesTo] = await Promise.all([correctionsOf(ctx, [articleId]), repliedTo(ctx, articleId)])
  const corrections = found.get(articleId) ?? []
  // What is linked is named by its headline, and only while it is there.
  const linked = [repliesTo, ...corrections.map(({ reply }) => reply)].flatMap((one) => one?.id ?? [])
  if (linked.length > 0) cacheTag(...linked.map((id) => tags.article(id)))
  return { corrections, repliesTo }
}

/** What changed with each correction: for readers of whom it is known that they may read the article. */
export async function differencesOn(articleId: string): Promise<ReadonlyMap<string, ChangedPart[]>> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.article(articleId))
  return differencesOf(currentContext(), articleId)
}

/** What the front page names now. */
export async function frontPageCorrections(): Promise<ListedCorrection[]> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.corrections, tags.front)
  return correctionsOnFrontPage(currentContext())
}

/** The years that have had corrections, in the magazine's time zone, the latest first. */
export async function correctionYears(): Promise<number[]> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.corrections, tags.settings)
  const [span, { timeZone }] = await Promise.all([spanOfCorrections(currentContext()), magazine()])
  if (span === null) return []
  const yearOf = (at: Date) => Number(dateIn(at, timeZone).slice(0, 4))
  const latest = yearOf(span.latest)
  return Array.from({ length: latest - yearOf(span.first) + 1 }, (_, back) => latest - back)
}
