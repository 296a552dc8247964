import { TZDate } from '@date-fns/tz'
import { slugify } from '#lib/articles/model.ts'
import { plainText } from './content.ts'
import type { WordPressItem, WordPressSite } from './parse.ts'

export interface Named {
  name: string
  slug?: string
}

/** What becomes of an item of an export by what it is. */
export type Fate =
  | { import: true }
  /** Whether the report tells of each, or only how many there are. */
  | { import: false; what: string; why: string; isTold: boolean }

const otherKinds: Record<string, { what: string; why: string }> = {
  attachment: { what: 'upload', why: 'uploads come with the articles that show them' },
  nav_menu_item: { what: 'menu entry', why: 'the masthead is made here' },
  revision: { what: 'revision', why: 'the present state is what comes' },
  wp_block: { what: 'reusable block', why: 'it comes within the articles that show it' },
  'guest-author': { what: 'guest author', why: 'authors come with the articles they wrote' },
}

/** What whoever imports says of things that may be articles or not. */
export interface Choices {
  /** Pages (About, Contact) come as drafts, which an editor looks at; as articles; or not at all. */
  pages: 'drafts' | 'articles' | 'none'
  /** Kinds of posts that a theme or plug-in added and that are articles as well, e.g. essay. */
  kinds: string[]
}

export function fateOf(item: WordPressItem, { pages, kinds }: Choices): Fate {
  const other = otherKinds[item.type]
  if (other !== undefined) return { import: false, isTold: false, ...other }
  if (item.type === 'page' && pages === 'none')
    return { import: false, what: 'page', why: 'it was asked to leave pages out', isTold: true }
  if (item.type !== 'post' && item.type !== 'page' && !kinds.includes(item.type)) {
    const what = item.type === '' ? 'item without a type' : item.type
    return {
      import: false,
      what,
      why: `only posts and pages are articles; --kinds ${item.type} has these come, too`,
      isTold: true,
    }
  }
  if (item.status === 'trash' || item.status === 'auto-draft' || item.status === 'inherit')
    return {
      import: false,
      what: `${item.type} (${item.status})`,
      why: 'it was thrown away or never written',
      isTold: false,
    }
  return { import: true }
}

/**
 * Whether readers could see it there: a post that is published, or will be at its hour. Drafts, those awaiting review,
 * private ones and those behind a password are drafts here.
 */
export function isForReaders(item: WordPressItem, { pages }: Choices): boolean {
  if (item.hasPassword || (item.type === 'page' && pages !== 'articles')) return false
  return item.status === 'publish' || item.status === 'future'
}

/** When a post was published. Drafts say 0000-00-00, or the year before the first. */
export function publishedAt(item: WordPressItem, timeZone: string): Date | undefined {
  return readUtc(item.gmtDate) ?? readRssDate(item.pubDate) ?? readLocal(item.localDate, timeZone)
}

export function modifiedAt(item: WordPressItem): Date | undefined {
  return readUtc(item.gmtModified)
}

/** WordPress's date in UTC; undefined for its year nought, which stands for none. */
export function readUtc(date: string): Date | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d) (\d\d:\d\d:\d\d)$/.exec(date)
  if (match === null || match[1] === '0000') return undefined
  const instant = new Date(`${match[1]}-${match[2]}-${match[3]}T${match[4]}Z`)
  return Number.isNaN(instant.getTime()) ? undefined : instant
}

function readRssDate(date: string): Date | undefined {
  const instant = new Date(date)
  return Number.isNaN(instant.getTime()) || instant.getUTCFullYear() < 1990 ? undefined : instant
}

/** The same in the magazine's time zone. */
export function readLocal(date: string, timeZone: string): Date | undefined {
  const utc = readUtc(date)
  if (utc === undefined) return undefined
  return new Date(
    new TZDate(
      utc.getUTCFullYear(),
      utc.getUTCMonth(),
      utc.getUTCDate(),
      utc.getUTCHours(),
      utc.getUTCMinutes(),
      utc.getUTCSeconds(),
      timeZone,
    ).getTime(),
  )
}

/**
 * The post's own name in addresses, or one from its title; non-Latin ones are transliterated where that can be done.
 */
export function wantedSlug(item: WordPressItem): string {
  return (
    slugify(decoded(item.slug).replaceAll('_', '-')) || slugify(plainText(item.title)) || `post-${slugify(item.id)}`
  )
}

export interface Term extends Named {
  domain: string
  nicename: string
  description?: string
}

/** Categories before tags. WordPress files what nobody filed under "Uncategorized", which is no topic. */
export function topicsOf(item: WordPressItem, site: WordPressSite): Term[] {
  const terms = ['category', 'post_tag'].flatMap((domain) => item.terms.filter((term) => term.domain === domain))
  return terms.flatMap(({ domain, nicename, name }): Term[] => {
    const plain = plainText(name)
    if (plain === '' || nicename === 'uncategorized') return []
    const slug = slugify(decoded(nicename).replaceAll('_', '-')) || slugify(plain)
    const description = plainText(site.descriptions.get(`${domain}:${nicename}`) ?? '')
    return [{ domain, nicename, name: plain, ...(slug !== '' && { slug }), ...(description !== '' && { description }) }]
  })
}

function decoded(slug: string): string {
  try {
    return decodeURIComponent(slug)
  } catch {
    return slug
  }
}
