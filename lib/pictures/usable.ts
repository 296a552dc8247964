import { sql } from 'drizzle-orm'
import { pictures } from '#db/schema/pictures.ts'
import { dateIn } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { blocksNewUse, usability, type Usability, type UsabilityReason } from './licence.ts'

/** Each reason, as the end of a sentence that begins with the picture. */
export const reasonWords: Record<UsabilityReason, string> = {
  credit_missing: 'has no credit',
  licence_missing: 'has no licence',
  licence_unnamed: 'does not say which Creative Commons licence it has',
  source_missing: 'does not say where it comes from, as Creative Commons asks',
  expires_soon: 'has a licence that ends soon',
  expired: 'has a licence that has ended',
}

/** The magazine's calendar day at an instant, now where none is given: licences end with a day of it. */
export async function magazineDay(ctx: Context, at: Date = ctx.now): Promise<string> {
  return dateIn(at, (await magazineSettings(ctx)).timeZone)
}

export interface BlockedPicture {
  id: string
  /** Empty when there is none of this id. */
  fileName: string
  /** Null when there is none of this id. */
  usability: Usability | null
  /** A sentence for whoever wanted to use it. */
  message: string
}

/**
 * Which of these pictures may not be put where they are not yet: those whose licence has ended, those without credit or
 * licence, and those that are not in the library.
 * @param ids the pictures wanted
 * @param alreadyUsed the pictures that stand in the same place now: they may stay
 */
export async function picturesThatBlock(
  ctx: Context,
  ids: readonly string[],
  alreadyUsed: readonly string[] = [],
): Promise<BlockedPicture[]> {
  const wanted = [...new Set(ids)].filter((id) => !alreadyUsed.includes(id))
  if (wanted.length === 0) return []
  const { id, fileName, credit, licence, licenceNote, sourceUrl, licensedUntil } = pictures
  const found = await ctx.db
    .select({ id, fileName, credit, licence, licenceNote, sourceUrl, licensedUntil })
    .from(pictures)
    .where(sql`${pictures.id} = any(${sql.param(wanted)}::uuid[])`)
  const today = await magazineDay(ctx)
  return wanted.flatMap((one): BlockedPicture[] => {
    const picture = found.find((row) => row.id === one)
    if (picture === undefined)
      return [{ id: one, fileName: '', usability: null, message: 'A picture is not in the library any more.' }]
    const judged = usability(picture, today)
    const message = `The picture ${picture.fileName} ${judged.reasons.map((reason) => reasonWords[reason]).join(', ')}.`
    return blocksNewUse(judged) ? [{ id: one, fileName: picture.fileName, usability: judged, message }] : []
  })
}

/**
 * As `picturesThatBlock`, for whatever writes.
 * @throws Refusal (invalid, field `pictures`) naming each picture that may not be used, and why
 */
export async function requireUsablePictures(
  ctx: Context,
  ids: readonly string[],
  alreadyUsed: readonly string[],
): Promise<void> {
  const blocked = await picturesThatBlock(ctx, ids, alreadyUsed)
  if (blocked.length === 0) return
  const message = blocked.map((picture) => picture.message).join(' ')
  throw new Refusal('invalid', `${message} Say what is missing at /desk/pictures, or choose another.`, {
    pictures: message,
  })
}
