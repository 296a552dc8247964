import { expandableFields, findExpanded } from '../world/expandable.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { invalid } from './refusal.ts'
import type { World } from '../world/world.ts'

const DEEPEST = 4

/**
 * Replaces ids by the objects they name, along paths such as `latest_invoice.payments` or, in lists, `data.customer`.
 * https://docs.stripe.com/api/expanding_objects
 */
export function expand(world: World, object: JsonObject, paths: readonly string[]): JsonObject {
  for (const path of paths) {
    const segments = path.split('.')
    if (segments.length > DEEPEST)
      throw invalid(`You cannot expand more than ${DEEPEST} levels of a property: ${path}`, 'expand')
    follow(world, object, segments, path)
  }
  return object
}

function follow(world: World, object: JsonObject, segments: readonly string[], path: string): void {
  const [segment, ...rest] = segments
  if (segment === undefined) return
  const value = expandedValue(world, object, segment, path)
  for (const inner of Array.isArray(value) ? value : [value]) if (isJsonObject(inner)) follow(world, inner, rest, path)
}

function expandedValue(world: World, object: JsonObject, segment: string, path: string): Json {
  const field = expandableFields(object)[segment]
  const present = object[segment]
  // A deleted customer has none of a customer's fields, and so nothing to expand.
  if (object['deleted'] === true && present === undefined) return null
  if (field === undefined) {
    // A path may pass through plain objects and lists (`items.data.price`), but must end at something expandable.
    if (typeof present === 'object' && present !== null) return present
    if (present === null) return null
    throw invalid(`cannot be expanded (${segment}): there is nothing behind it, in the path ${path}.`, 'expand')
  }

  if (typeof present !== 'string' && present !== undefined) return present
  const found = findExpanded(world, object, field, present)
  object[segment] = found
  return found
}
