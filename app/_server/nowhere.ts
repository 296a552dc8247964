/** An address that no article can have: its page says that nothing is there, with the status that says so. */
export const nowhere = '/articles/no.such.comment'

/**
 * What app/[edition] would take for an edition called api: proxy.ts leaves what begins so to route handlers, and whatever is asked
 * of a page there would be asked past it.
 */
const underNoEdition = /^\/(?:api|_next)\/+(?:articles|authors|topics)(?:\/|$)/

/**
 * Whether an address is one that Next can read. Of what it cannot decode it makes a fault of its own (500), and of line breaks and
 * the like a page without its status; what is no path (RFC 9112, 3.2.2 and 3.2.4) is for proxies.
 * @param url path and query, as they came
 */
export function isLegible(url: string): boolean {
  const [path = ''] = url.split('?', 1)
  if (!path.startsWith('/')) return false
  try {
    const decoded = path.includes('%') ? decodeURIComponent(path) : path
    return !/\p{Cc}/u.test(decoded) && !underNoEdition.test(decoded)
  } catch {
    return false
  }
}
