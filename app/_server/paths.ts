/** A path of this magazine: neither `//elsewhere` nor `/\\elsewhere`, which browsers take for another host. */
const ownPathPattern = /^\/(?![/\\])[^\\\p{Cc}]*$/u

/**
 * A path of this magazine, or `otherwise`. What is given is resolved as a browser would, and judged before and after:
 * `/.//elsewhere` looks like a path and resolves to another host.
 */
export function ownPath(given: unknown, otherwise = '/'): string {
  if (typeof given !== 'string' || given.length > 2_000 || !ownPathPattern.test(given)) return otherwise
  if (!URL.canParse(given, 'http://here.invalid')) return otherwise
  const { host, pathname, search, hash } = new URL(given, 'http://here.invalid')
  const path = `${pathname}${search}${hash}`
  return host === 'here.invalid' && ownPathPattern.test(path) ? path : otherwise
}
