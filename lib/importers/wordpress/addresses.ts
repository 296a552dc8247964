import type { WordPressItem, WordPressSite } from './parse.ts'

/** An address of the old site, and where it leads now. */
export interface Way {
  from: string
  to: string
}

/** Queries by which WordPress knows one thing; all others (utm_source, replytocom) do not matter. */
const telling = ['p', 'page_id', 'attachment_id', 'cat', 'tag', 'author', 'author_name', 'category_name', 'feed']

/**
 * Whether an address is one of the old site's pages, however it is written: with www or without, http or https.
 * @param base the address of the page it stands on, for relative ones
 * @returns path and query, of a page alone; null for what is elsewhere, or a file
 */
export function ownPath(href: string, base: string | undefined, site: WordPressSite): string | null {
  if (!URL.canParse(site.url) || !URL.canParse(href, base ?? site.url)) return null
  const url = new URL(href, base ?? site.url)
  if (!isOldHost(url, site)) return null
  const root = rootOf(site)
  if (root !== '' && url.pathname !== root && !url.pathname.startsWith(`${root}/`)) return null
  // Redirects know pages, not files.
  if (/\.(?!html?$|php$|aspx?$)[a-z0-9]{2,5}$/i.test(url.pathname)) return null
  return url.pathname + url.search
}

/** Whether it is on the old site's host, with www or without, http or https. */
export function isOldHost(url: URL, site: WordPressSite): boolean {
  const host = ({ host: name }: URL) => name.replace(/^www\./i, '').toLowerCase()
  return /^https?:$/.test(url.protocol) && URL.canParse(site.url) && host(url) === host(new URL(site.url))
}

/** One way of writing what an address asks for, so that two that ask for the same are the same. */
export function keyOf(pathAndQuery: string): string {
  const url = new URL(pathAndQuery, 'http://any.invalid')
  const queries = telling.flatMap((name) => {
    const value = url.searchParams.get(name)
    return value === null || value === '' ? [] : [`${name}=${value}`]
  })
  return `${decoded(url.pathname)
    .replace(/\/index\.php(?=\/|$)/, '')
    .replace(/\/+$/, '')
    .toLowerCase()}?${queries.join('&')}`
}

/** The addresses by which a post, a page or an upload was known, path and query. */
export function oldAddressesOf(item: WordPressItem, site: WordPressSite): string[] {
  const base = rootOf(site)
  const own = (address: string) => (URL.canParse(address) ? ownPath(address, undefined, site) : null)
  const link = own(item.link)
  const guid = own(item.guid)
  const permalink = link === null || keyOf(link) === keyOf(`${base}/`) ? [] : [link]
  const oldSlug = item.meta.get('_wp_old_slug')?.trim() ?? ''
  const renamed =
    oldSlug === '' ? [] : permalink.map((path) => path.replace(/[^/]+(\/?)$/, (_, slash: string) => oldSlug + slash))
  const byGuid = guid !== null && /\?(?:p|page_id|attachment_id)=\d+$/.test(guid) ? [guid] : []
  const byId = { page: 'page_id', attachment: 'attachment_id' }[item.type] ?? 'p'
  return [...new Set([...permalink, ...renamed, ...byGuid, `${base}/?p=${item.id}`, `${base}/?${byId}=${item.id}`])]
}

/** The old site's path, where it did not stand at the root of its host; empty where it did. */
export function rootOf(site: WordPressSite): string {
  return URL.canParse(site.url) ? new URL(site.url).pathname.replace(/\/+$/, '') : ''
}

/** The addresses of a category's posts, which carried the names of those above it. */
export function categoryAddresses(nicename: string, site: WordPressSite): string[] {
  const root = rootOf(site)
  const category = site.categories.get(nicename)
  const path = [nicename]
  for (let parent = category?.parent ?? ''; parent !== '' && !path.includes(parent);) {
    path.unshift(parent)
    parent = site.categories.get(parent)?.parent ?? ''
  }
  return [
    ...new Set([
      `${root}/category/${path.join('/')}/`,
      `${root}/category/${nicename}/`,
      `${root}/?category_name=${nicename}`,
      ...(category === undefined || category.id === '' ? [] : [`${root}/?cat=${category.id}`]),
    ]),
  ]
}

/** What newsreaders ask for, and go on asking for. */
export function feedWays(site: WordPressSite): Way[] {
  const root = rootOf(site)
  const rss = ['/feed/', '/feed/rss/', '/feed/rss2/', '/rss/', '/wp-rss2.php', '/?feed=rss2', '/?feed=rss']
  const atom = ['/feed/atom/', '/wp-atom.php', '/?feed=atom']
  return [
    ...rss.map((path) => ({ from: root + path, to: '/feed.xml' })),
    ...atom.map((path) => ({ from: root + path, to: '/atom.xml' })),
  ]
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
