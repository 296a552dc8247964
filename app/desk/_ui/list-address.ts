/**
 * The address of a list of the desk, narrowed and turned as it is: a filter kept is a bookmark.
 * @param path the list's own
 * @param query what its address says; what is empty or absent is left out
 */
export function listAddress(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}
