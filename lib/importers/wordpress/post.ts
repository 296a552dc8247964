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
  page: { what: 'page', why: 'pages are not articles' },
  attachment: { what: 'upload', why: 'uploads come with the articles that show them' },
  nav_menu_item: { what: 'menu entry', why: 'the masthead is made here' },
  revision: { what: 'revision', why: 'the present state is what comes' },
}

export function fateOf(item: WordPressItem): Fate {
  const other = otherKinds[item.type]
  if (other !== undefined) return { import: false, isTold: item.type === 'page', ...other }
  if (item.type !== 'post')
    return {
      import: false,
      what: item.type === '' ? 'item without a type' : item.type,
      why: 'only posts are articles',
      isTold: true,
    }
  if (item.status === 'trash' || item.status === 'auto-draft' || item.status === 'inherit')
    return { import: false, what: `post (${item.status})`, why: 'it was thrown away or never written', isTold: false }
  if (item.hasPassword)
    return {
      import: false,
      what: 'post with a password',
      why: 'it was not for everybody: open it there, or copy it by hand',
      isTold: true,
    }
  return { import: true }
}

/**
 * Published and scheduled posts are published, at once or at their hour; drafts, those awaiting review and private
 * ones are drafts.
 */
export function isForReaders(item: WordPressItem): boolean {
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
export function wantedSlug(item: WordPressItem, headline: string): string {
  return slugify(decoded(item.slug).replaceAll('_', '-')) || slugify(headline) || `post-${slugify(item.id)}`
}

/** Whom a post is by; two accounts of one name stay two authors. @param site with plain names */
export function authorsOf(item: WordPressItem, site: WordPressSite): Named[] {
  const credited = item.terms.filter((term) => term.domain === 'author' && term.name !== '')
  // The plug-in Co-Authors Plus writes the byline as terms.
  if (credited.length > 0) return credited.map(({ name }) => ({ name: plainText(name) }))
  // Exports edited by hand have been seen with a bracket too many: <dc:creator>>name.
  const login = item.creator.replace(/[<>]/g, '').trim()
  if (login === '') return []
  const name = site.authors.get(login) ?? login
  const first = [...site.authors].find(([, other]) => slugify(other) === slugify(name))
  const slug = first === undefined || first[0] === login ? slugify(name) : slugify(login)
  return [slug === '' ? { name } : { name, slug }]
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

/** The addresses by which the post was known, path and query. */
export function oldAddressesOf(item: WordPressItem, site: WordPressSite): string[] {
  const base = URL.canParse(site.url) ? new URL(site.url).pathname.replace(/\/+$/, '') : ''
  const link = URL.canParse(item.link) ? new URL(item.link) : null
  const guid = URL.canParse(item.guid) ? new URL(item.guid) : null
  const permalink = link === null || link.pathname === '/' ? [] : [link.pathname + link.search]
  const oldSlug = item.meta.get('_wp_old_slug')?.trim() ?? ''
  const renamed =
    oldSlug === '' ? [] : permalink.map((path) => path.replace(/[^/]+(\/?)$/, (_, slash: string) => oldSlug + slash))
  const byGuid = guid !== null && /^\?p=\d+$/.test(guid.search) ? [guid.pathname + guid.search] : []
  return [...new Set([...permalink, ...renamed, ...byGuid, `${base}/?p=${item.id}`])].filter(
    (path) => path !== `${base}/`,
  )
}

function decoded(slug: string): string {
  try {
    return decodeURIComponent(slug)
  } catch {
    return slug
  }
}

/** At most `most` characters, cut after a whole sentence where there is one in the second half, else after a word. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most - 1)
  const sentence = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('! '), cut.lastIndexOf('? '))
  if (sentence > most / 2) return cut.slice(0, sentence + 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).trimEnd()}…`
}
