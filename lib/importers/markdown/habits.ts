import { basename } from 'node:path'

/** Front matter in this importer's own words, and where each word came from. */
export interface OwnWords {
  value: Record<string, unknown>
  /** The key that a file has in the place of ours. */
  saidAs: Map<string, string>
}

/** What Hugo, Jekyll, Eleventy and their themes call what we have another word for. */
const synonyms: Record<string, string[]> = {
  standfirst: ['description', 'summary', 'excerpt', 'subtitle', 'dek'],
  date: ['publishDate', 'pubDate', 'published_at'],
  updated: ['lastmod', 'last_modified_at', 'modified', 'updatedDate'],
  authors: ['author', 'byline'],
  aliases: ['alias', 'redirect_from'],
  permalink: ['url'],
  picture: ['image', 'cover', 'featured_image', 'featuredImage', 'feature_image', 'thumbnail', 'hero', 'images'],
}

/** Words that say something of the old site's machinery only. */
const machinery = [
  'layout',
  'type',
  'weight',
  'toc',
  'math',
  'markup',
  'eleventyNavigation',
  'eleventyExcludeFromCollections',
]

/** Whatever is written of them, these are topics here. */
const topicKeys = ['categories', 'category', 'tags', 'tag', 'keywords']

/**
 * Puts front matter as other programs have it into our words.
 * @param file whose name says more: 2020-03-04-the-eel.md is Jekyll's way of saying date and address
 */
export function inOwnWords(given: Record<string, unknown>, file: string): OwnWords {
  const value: Record<string, unknown> = {}
  const saidAs = new Map<string, string>()
  const left = new Map(Object.entries(given).filter(([key, said]) => !machinery.includes(key) && said !== null))
  const take = (own: string, key: string, change: (said: unknown) => unknown = (said) => said) => {
    if (own in value || !left.has(key)) return
    value[own] = change(left.get(key))
    saidAs.set(own, key)
    left.delete(key)
  }
  for (const own of ['title', 'standfirst', 'slug', 'date', 'updated', 'authors', 'aliases', 'permalink'])
    for (const key of [own, ...(synonyms[own] ?? [])]) take(own, key, dateAsText)
  for (const key of ['picture', ...(synonyms.picture ?? [])]) take('picture', key, pictureOf)
  take('topics', 'topics')
  const filed = topicKeys.filter((key) => left.has(key))
  if (filed.length > 0) {
    value.topics = [...new Set([...listed(value.topics), ...filed.flatMap((key) => listed(left.get(key)))])]
    if (!saidAs.has('topics')) saidAs.set('topics', filed[0] ?? 'topics')
    for (const key of filed) left.delete(key)
  }
  if (left.get('published') === false) value.draft = true
  left.delete('published')
  take('comments', 'comments', (said) => (said === true ? 'open' : said === false ? 'closed' : said))
  for (const [key, said] of left) value[key] = said
  const named = /^(\d{4}-\d\d-\d\d)-(.+)$/.exec(basename(file).replace(/\.\w+$/, ''))
  if (named !== null) {
    value.date ??= named[1]
    value.slug ??=
      named[2]
        ?.toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '') || undefined
  }
  return { value, saidAs }
}

/** TOML knows dates as such. */
function dateAsText(said: unknown): unknown {
  return said instanceof Date ? said.toISOString() : said
}

function pictureOf(said: unknown): unknown {
  const first: unknown = Array.isArray(said) ? said[0] : said
  if (typeof first === 'string') return { file: first }
  if (typeof first !== 'object' || first === null) return first
  const { file, image, src, url, path, alt, caption, credit, ...others } = Object.fromEntries(Object.entries(first))
  const own = { file: file ?? image ?? src ?? url ?? path, alt, caption, credit }
  // What a theme adds to a cover (relative, hidden) is its own; our own picture says nothing else, and is told of it.
  const rest = file === undefined ? {} : others
  return Object.fromEntries(Object.entries({ ...own, ...rest }).filter(([, value]) => value !== undefined))
}

function listed(said: unknown): unknown[] {
  if (Array.isArray(said)) return said
  if (typeof said === 'string')
    return said
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '')
  return said === undefined || said === null ? [] : [said]
}
