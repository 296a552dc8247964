/**
 * A path of this magazine, or `otherwise`. Whatever could lead elsewhere (another host, a scheme, a backslash that
 * browsers read as a slash) is not one.
 */
export function ownPath(given: unknown, otherwise = '/'): string {
  if (typeof given !== 'string' || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(given)) return otherwise
  const resolved = new URL(given, 'http://here.invalid')
  return resolved.host === 'here.invalid' ? `${resolved.pathname}${resolved.search}${resolved.hash}` : otherwise
}
