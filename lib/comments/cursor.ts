import { z } from 'zod'
import type { ListPlace } from '#lib/keyset.ts'
import { readSigned, sign } from '#lib/signed.ts'

/** The last comment shown, as far as its place in any order goes. */
export interface ThreadPosition extends ListPlace {
  likes: number
}

const positionSchema = z
  .string()
  .regex(/^\d{1,9}_\d{1,15}_[0-9a-f-]{36}$/)
  .transform((text): ThreadPosition => {
    const [likes = '', at = '', id = ''] = text.split('_')
    return { likes: Number(likes), at: new Date(Number(at)), id }
  })

/**
 * Where a list of comments goes on, as it stands in an address.
 * @param list which one: it is good for no other
 */
export function sealPosition({ likes, at, id }: ThreadPosition, list: string, secret: string): string {
  return sign(`${likes}_${at.getTime()}_${id}`, secret, `comments of ${list}`)
}

/** @returns undefined for one that is forged, damaged, or of another list: that begins anew */
export function openPosition(cursor: string | undefined, list: string, secret: string): ThreadPosition | undefined {
  if (cursor === undefined || cursor.length > 300) return undefined
  const position = positionSchema.safeParse(readSigned(cursor, secret, `comments of ${list}`))
  return position.success ? position.data : undefined
}
