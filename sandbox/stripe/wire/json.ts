/** What JSON can carry. Objects become this once, on their way out, so that expansion and snapshots need no guessing. */
export type Json = string | number | boolean | null | Json[] | JsonObject
export type JsonObject = { [key: string]: Json }
/** Copies a value into plain JSON: keys whose value is undefined are left out, as `JSON.stringify` would. */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (Array.isArray(value)) return value.map((item: unknown) => toJson(item))
  if (typeof value === 'object') return toJsonObject(value)
  return null
}

export function toJsonObject(value: object): JsonObject {
  const copy: JsonObject = {}
  for (const [key, item] of entriesOf(value)) if (item !== undefined) copy[key] = toJson(item)
  return copy
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value)
}
