import { hrefSchema } from './document.ts'

/**
 * Reads a link's address as it was written.
 * @param from.pageUrl the page it was written on, against which relative addresses are resolved
 * @param from.ownOrigin the site whose addresses become paths of this one
 * @returns an address the document may hold, or undefined when this leads nowhere from here
 */
export function readHref(
  typed: string | undefined,
  from: { pageUrl?: string; ownOrigin?: string } = {},
): string | undefined {
  if (typed === undefined) return undefined
  const href = typed.trim()
  if (href === '' || href.startsWith('#')) return undefined
  if (isAddress(href)) return asOwnPath(href, from.ownOrigin)
  const base = from.pageUrl ?? (href.startsWith('//') ? 'https://any.invalid' : undefined)
  if (!URL.canParse(href, base)) return undefined
  const resolved = new URL(href, base).href
  return isAddress(resolved) ? asOwnPath(resolved, from.ownOrigin) : undefined
}

function asOwnPath(href: string, ownOrigin: string | undefined): string {
  if (ownOrigin === undefined || href.startsWith('/')) return href
  const url = new URL(href)
  // Redirects know pages, not files.
  const isPage = !/\.[a-z0-9]{2,5}$/i.test(url.pathname)
  if (!isPage || url.host !== new URL(ownOrigin).host || !/^https?:$/.test(url.protocol)) return href
  const path = url.pathname + url.search + url.hash
  return isAddress(path) ? path : href
}

function isAddress(href: string): boolean {
  if (!hrefSchema.safeParse(href).success) return false
  return href.startsWith('/') || URL.canParse(href)
}

/** Google's documents and mails lead by an address of their own to what they mean. @returns that, or what was given */
export function meantHref(href: string): string {
  if (!URL.canParse(href)) return href
  const { hostname, pathname, searchParams } = new URL(href)
  const isWrapped = /^(?:www\.)?google\.[a-z.]{2,6}$/.test(hostname) && pathname === '/url'
  return (isWrapped && (searchParams.get('q') ?? searchParams.get('url'))) || href
}
