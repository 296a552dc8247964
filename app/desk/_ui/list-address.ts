import { z } from 'zod'
import type { ListPlace } from '#lib/keyset.ts'

/**
 * The address of a list of the desk, narrowed and turned as it is: a filter kept is a bookmark.
 * @param path the list's own
 * @param query what its address says; what is empty or absent is left out
 */
export function listAddress(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

const placeSchema = z
  .string()
  .regex(/^\d{1,15}_[0-9a-f-]{36}$/)
  .transform((value) => {
    const [at = '', id = ''] = value.split('_')
    return { at: new Date(Number(at)), id }
  })

/** Where a list goes on: milliseconds since 1970, an underline, an id. */
export function placeFrom(given: unknown): ListPlace | undefined {
  return placeSchema.safeParse(given).data
}

export function placeIn({ at, id }: ListPlace): string {
  return `${at.getTime()}_${id}`
}
