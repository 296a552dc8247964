/**
 * Writes an address one way, so that it is found however it was encoded: /caf%c3%a9/ and /café/ are one.
 * @returns path and query, without host and fragment
 */
export function oldAddress(address: string): string {
  const url = new URL(address, 'http://any.invalid')
  return encodeURI(decoded(url.pathname)) + url.search
}

/**
 * The addresses under which a redirect may have been kept, best first: as asked for, without the query, with or
 * without the slash at the end.
 */
export function alternativesOf(pathAndQuery: string): string[] {
  if (!pathAndQuery.startsWith('/') || !URL.canParse(pathAndQuery, 'http://any.invalid')) return []
  const exact = oldAddress(pathAndQuery)
  const [path = '/'] = exact.split('?')
  // The front page has addresses in its query only; without one it is itself.
  if (path === '/') return [exact]
  const bare = path.replace(/\/$/, '')
  return [...new Set([exact, path, bare, `${bare}/`])]
}

function decoded(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    // Bytes that are not UTF-8, from before everything was: kept as they came.
    return path
  }
}
