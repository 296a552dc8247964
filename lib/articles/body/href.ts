import { hrefSchema } from './document.ts'

/**
 * Reads a link's address as it was written.
 * @param pageUrl the page it was written on, against which relative addresses are resolved
 * @returns an address the document may hold, or undefined when this leads nowhere from here
 */
export function readHref(typed: string | undefined, pageUrl?: string): string | undefined {
  if (typed === undefined) return undefined
  const href = typed.trim()
  if (href === '' || href.startsWith('#')) return undefined
  if (isAddress(href)) return href
  const base = pageUrl ?? (href.startsWith('//') ? 'https://any.invalid' : undefined)
  if (!URL.canParse(href, base)) return undefined
  const resolved = new URL(href, base).href
  return isAddress(resolved) ? resolved : undefined
}

function isAddress(href: string): boolean {
  if (!hrefSchema.safeParse(href).success) return false
  return href.startsWith('/') || URL.canParse(href)
}
