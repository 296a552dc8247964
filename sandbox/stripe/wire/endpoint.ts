import { z } from 'zod'
import { expand } from './expansion.ts'
import { type JsonObject, toJsonObject } from './json.ts'
import { listOf, pagination, range, text } from './parameters.ts'
import { readParameters } from './read-parameters.ts'
import { invalid, missingResource } from './refusal.ts'
import type { Collection, Stored, Where } from '../world/collection.ts'
import type { World } from '../world/world.ts'
import type { FormFields } from './form.ts'

export type Method = 'GET' | 'POST' | 'DELETE'

/** One line of Stripe's reference: an address, a table of parameters, and an answer. */
export type Endpoint = {
  method: Method
  path: string
  /** Reads the parameters; a refusal here means that nothing was carried out. */
  prepare: (fields: FormFields) => (world: World, id: string) => JsonObject
}

/**
 * The parameter table both validates and refuses what it does not name. `expand` belongs to every endpoint. `:id` in
 * the path reaches the answer as its last argument.
 */
export function endpoint<Shape extends z.ZodRawShape>(
  method: Method,
  path: string,
  shape: Shape,
  answer: (world: World, parameters: z.output<z.ZodObject<Shape>>, id: string) => object,
): Endpoint {
  const table = z.strictObject(shape)
  return {
    method,
    path,
    prepare: (fields) => {
      const { paths, others } = takeExpand(fields)
      const parameters = readParameters(table, others)
      return (world, id) => expand(world, toJsonObject(answer(world, parameters, id)), paths)
    },
  }
}

const listFrame = { ...pagination, created: range().optional() }
const frameTable = z.object(listFrame)

type Frame = z.output<typeof frameTable>

/** The records a list shows, whatever their kind. */
export type Selection = (frame: Frame) => { data: object[]; hasMore: boolean }

/** All records of a collection that match, newest first, each presented on its own. */
export function select<R extends Stored>(
  world: World,
  collection: Collection<R>,
  where: Where,
  present: (world: World, record: R) => object,
): Selection {
  return (frame) => {
    const { records, hasMore } = collection.page({
      where,
      created: frame.created,
      limit: frame.limit ?? 10,
      startingAfter: cursor(collection, frame.starting_after, 'starting_after'),
      endingBefore: cursor(collection, frame.ending_before, 'ending_before'),
    })
    return { data: records.map((record) => present(world, record)), hasMore }
  }
}

/** A list with cursors. https://docs.stripe.com/api/pagination */
export function listEndpoint<Shape extends z.ZodRawShape>(
  path: string,
  filters: Shape,
  choose: (world: World, filters: z.output<z.ZodObject<Shape>>, id: string) => Selection,
): Endpoint {
  const filterTable = z.object(filters)
  const wholeTable = z.strictObject({ ...filters, ...listFrame })
  return {
    method: 'GET',
    path,
    prepare: (fields) => {
      const { paths, others } = takeExpand(fields)
      readParameters(wholeTable, others)
      const chosen = readParameters(filterTable, others)
      const frame = readParameters(frameTable, others)
      if (frame.starting_after !== undefined && frame.ending_before !== undefined) {
        throw invalid('Give only one of: starting_after, ending_before.', 'starting_after', 'parameters_exclusive')
      }
      return (world, id) => {
        const { data, hasMore } = choose(world, chosen, id)(frame)
        const list = { object: 'list', data, has_more: hasMore, url: path.replace(':id', id) }
        return expand(world, toJsonObject(list), paths)
      }
    },
  }
}

function cursor<R extends Stored>(collection: Collection<R>, id: string | undefined, param: string): R | undefined {
  if (id === undefined) return undefined
  const found = collection.find(id)
  if (!found) throw missingResource(collection.kind.replace('_', ' '), id, param)
  return found
}

const expandTable = z.object({ expand: listOf(text()).optional() })

function takeExpand(fields: FormFields): { paths: string[]; others: FormFields } {
  const { expand: _taken, ...others } = fields
  return { paths: readParameters(expandTable, fields).expand ?? [], others }
}

/** A list that lies inside one record, in its own order: a session's lines, an invoice's lines. */
export function selectWithin(all: readonly { id: string }[]): Selection {
  return (frame) => {
    const after = frame.starting_after === undefined ? 0 : all.findIndex((item) => item.id === frame.starting_after) + 1
    const before =
      frame.ending_before === undefined ? all.length : all.findIndex((item) => item.id === frame.ending_before)
    const window = all.slice(after, before)
    const limit = frame.limit ?? 10
    return {
      data: frame.ending_before === undefined ? window.slice(0, limit) : window.slice(-limit),
      hasMore: window.length > limit,
    }
  }
}
