import postgres from 'postgres'
import { z } from 'zod'
import { tags } from '#lib/cache/tags.ts'
import { places } from '../magazine/size.ts'
import { sideBySide } from '../load/side-by-side.ts'
import type { Parts } from '../parts/parts.ts'
import type { Site } from '../parts/site.ts'
import type { Row } from '../row.ts'

/** A page and what must be forgotten for it to be made anew; of the pages made per request, nothing. */
interface Made {
  name: string
  path: string
  forget: (topicIds: ReadonlyMap<string, string>) => string[]
}

const pages: Made[] = [
  {
    name: 'front page',
    path: '/',
    forget: (topicIds) => [tags.front, tags.topics, ...[...topicIds.values()].map((id) => tags.topic(id))],
  },
  {
    name: 'topic',
    path: `/topics/${places.topic}`,
    forget: (topicIds) => [tags.topics, tags.topicSlug(places.topic), tags.topic(topicIds.get(places.topic) ?? '')],
  },
  { name: 'feed', path: '/feed.xml', forget: () => [tags.front] },
  { name: 'search, a common word', path: '/search?q=river', forget: () => [] },
  { name: 'search, a rare word', path: `/search?q=${places.rareWord}`, forget: () => [] },
  { name: 'search, a slip', path: '/search?q=Tarnqill', forget: () => [] },
]

const rounds = 25

/** Pages that list articles, made anew at each request, with 100,000 articles and with the newest hundred of them. */
export const lists: Row = {
  name: 'lists',
  does: 'front page, topic, feed and search with 100,000 articles, against 100',
  async measure(parts) {
    const [large, little] = [await visitor(parts, 'full'), await visitor(parts, 'small')]
    const results = []
    for (const page of pages) {
      const { ours, yardstick, ratio } = await sideBySide(
        rounds,
        () => large(page),
        () => little(page),
      )
      results.push({
        row: `lists ${page.name}`,
        what: `${page.name}, 100,000 articles against 100`,
        value: ratio,
        unit: '×' as const,
        target: 1.5,
        direction: 'at most' as const,
        raw: `${ours.toFixed(1)} ms; ${yardstick.toFixed(1)} ms; made anew each time`,
      })
    }
    return results
  },
}

/** Comments on a page of their own, which is made at each request. */
export const comments: Row = {
  name: 'comments',
  does: 'the first page of comments in a thread of 10,000, against one of 10',
  async measure(parts) {
    const site = await parts.site('full')
    const results = []
    for (const [sort, words] of [
      ['newest', 'newest first'],
      ['oldest', 'oldest first'],
      ['liked', 'most liked first'],
    ] as const) {
      const ask = ({ slug }: { slug: string }) => timeOf(`${site.url}/articles/${slug}/comments?sort=${sort}`)
      const { ours, yardstick, ratio } = await sideBySide(
        40,
        () => ask(places.longThread),
        () => ask(places.shortThread),
      )
      results.push({
        row: `comments ${words}`,
        what: `first page of comments, ${words}, thread of 10,000 against 10`,
        value: ratio,
        unit: '×' as const,
        target: 1.5,
        direction: 'at most' as const,
        raw: `${ours.toFixed(1)} ms; ${yardstick.toFixed(1)} ms`,
      })
    }
    return results
  },
}

const topicsSchema = z.array(z.object({ slug: z.string(), id: z.string() }))

/** @returns what clears a page from the caches of a site, asks for it, and says how many milliseconds it took */
async function visitor(parts: Parts, size: 'full' | 'small'): Promise<(page: Made) => Promise<number>> {
  const sql = postgres(await parts.magazine(size), { max: 1 })
  const rows = topicsSchema.parse(await sql`select slug, id from topics where position is not null`)
  await sql.end()
  const topicIds = new Map(rows.map(({ slug, id }) => [slug, id]))
  const site = await parts.site(size)
  return async ({ path, forget }) => {
    const names = forget(topicIds)
    if (names.length > 0) await clear(site, names)
    return timeOf(`${site.url}${path}`)
  }
}

async function clear(site: Site, names: string[]): Promise<void> {
  const response = await fetch(`${site.url}/api/cache`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${site.environment.INTERNAL_TOKEN}` },
    body: JSON.stringify({ tags: names }),
  })
  if (!response.ok) throw new Error(`${site.url}/api/cache answered ${response.status}`)
}

/** Milliseconds to the last byte of an answer that was made for it. */
async function timeOf(url: string): Promise<number> {
  const began = performance.now()
  const response = await fetch(url)
  await response.arrayBuffer()
  const took = performance.now() - began
  if (!response.ok || response.headers.get('x-nextjs-cache') === 'HIT')
    throw new Error(`${url}: ${response.status}, ${response.headers.get('x-nextjs-cache')}`)
  return took
}
