import { hrefSchema } from '#lib/articles/body/document.ts'
import { meantHref } from '#lib/articles/body/href.ts'

/** What was typed or pasted where an address is asked for, as a body may hold it. */
export type ReadAddress = { href: string } | { fault: string }

const looksLikeHost = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?::\d+)?(?:[/?#]|$)/u
const looksLikeMail = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/

/** Whether somebody has typed an address, and not words. */
export function looksLikeAddress(typed: string): boolean {
  const text = typed.trim()
  if (/\s/.test(text)) return false
  return /^(?:[a-z][a-z\d+.-]*:|\/)/i.test(text) || looksLikeHost.test(text) || looksLikeMail.test(text)
}

/**
 * Reads an address as people write it, example.org/a say; what is on the magazine's own site becomes a path of it.
 * @param ownOrigin e.g. https://magazine.example
 */
export function readAddress(typed: string, ownOrigin: string): ReadAddress {
  const text = withProtocol(meantHref(typed.trim()))
  const url = URL.canParse(text) ? new URL(text) : null
  const own = url !== null && url.origin === ownOrigin ? `${url.pathname}${url.search}${url.hash}` : text
  const href = hrefSchema.safeParse(own)
  if (href.success) return { href: href.data }
  // What a browser would write otherwise, a space within say.
  const mended = hrefSchema.safeParse(url?.href)
  if (mended.success && url !== null && /^(?:https?|mailto):$/.test(url.protocol)) return { href: mended.data }
  const protocol = /^([a-z][a-z\d+.-]*):/i.exec(text)?.[1]
  if (protocol !== undefined && !/^(?:https?|mailto)$/i.test(protocol))
    return { fault: `A link cannot begin with ${protocol}: – only with https:, http: or mailto:.` }
  return { fault: 'That is no address: https://example.org/page, somebody@example.org, or a path of this site.' }
}

function withProtocol(text: string): string {
  if (looksLikeMail.test(text)) return `mailto:${text}`
  return looksLikeHost.test(text) ? `https://${text}` : text
}
