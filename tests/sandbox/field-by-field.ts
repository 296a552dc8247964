/** Maps whose keys their owner chooses. */
const FREE = new Set(['metadata', 'data.object', 'previous_attributes', 'fraud_details'])

/**
 * The paths at which two JSON values differ in keys or in kind. null fits everything: in the examples it stands for an
 * optional value, and an object of ours need not have every optional part. Of lists, the first entries are compared.
 */
export function differencesOf(mine: unknown, published: unknown, path = ''): string[] {
  if (mine === null || published === null || mine === undefined || published === undefined) return []
  if (kindOf(mine) !== kindOf(published)) return [path]
  if (Array.isArray(mine) && Array.isArray(published)) return differencesOf(mine[0], published[0], path)
  if (!isObject(mine) || !isObject(published) || FREE.has(path)) return []
  // An example's empty object says nothing about what it may hold.
  if (path !== '' && (Object.keys(published).length === 0 || Object.keys(mine).length === 0)) return []
  const keys = new Set([...Object.keys(mine), ...Object.keys(published)])
  return [...keys].flatMap((key) => {
    const inner = path === '' ? key : `${path}.${key}`
    if (!(key in mine) || !(key in published)) return [inner]
    return differencesOf(mine[key], published[key], inner)
  })
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
