import { z } from 'zod'
import type { ListPlace } from '#lib/keyset.ts'
import { readSigned, sign } from '#lib/signed.ts'

const placeSchema = z
  .string()
  .regex(/^\d{1,15}_[0-9a-f-]{36}$/)
  .transform((text): ListPlace => {
    const [at = '', id = ''] = text.split('_')
    return { at: new Date(Number(at)), id }
  })

/**
 * Where a list of the API goes on, as it stands in an address.
 * @param list which one: it is good for no other
 */
export function sealPlace({ at, id }: ListPlace, list: string, secret: string): string {
  return sign(`${at.getTime()}_${id}`, secret, `api ${list}`)
}

/** @returns null for one that is forged, damaged, or of another list */
export function openPlace(cursor: string, list: string, secret: string): ListPlace | null {
  const place = placeSchema.safeParse(readSigned(cursor, secret, `api ${list}`))
  return place.success ? place.data : null
}
