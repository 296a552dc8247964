import { and, desc, eq, sql, type SQL } from 'drizzle-orm'
import { pictures, pictureUses } from '#db/schema/pictures.ts'
import type { Context } from '#lib/context.ts'
import { isEarlier, type ListPlace } from '#lib/keyset.ts'
import { daysAfter, usability, warnDays, type LicenceFacts, type LicenceKind, type Usability } from './licence.ts'
import { magazineDay } from './usable.ts'

export const pictureFilters = ['fine', 'expiring', 'expired', 'missing', 'unused'] as const
export type PictureFilter = (typeof pictureFilters)[number]

/** A picture in a list of the library. */
export interface LibraryPicture extends LicenceFacts {
  territories: string[]
  id: string
  contentHash: string
  fileName: string
  width: number
  height: number
  colour: string
  alt: string
  caption: string
  licence: LicenceKind | null
  focusX: number
  focusY: number
  createdAt: Date
  /** In how many places it is shown. */
  uses: number
  usability: Usability
}

const listFields = {
  id: pictures.id,
  contentHash: pictures.contentHash,
  fileName: pictures.fileName,
  width: pictures.width,
  height: pictures.height,
  colour: pictures.colour,
  alt: pictures.alt,
  caption: pictures.caption,
  credit: pictures.credit,
  licence: pictures.licence,
  licenceNote: pictures.licenceNote,
  sourceUrl: pictures.sourceUrl,
  territories: pictures.territories,
  licensedUntil: pictures.licensedUntil,
  focusX: pictures.focusX,
  focusY: pictures.focusY,
  createdBy: pictures.createdBy,
  createdAt: pictures.createdAt,
  uses: sql<number>`(select count(*)::integer from ${pictureUses} where ${pictureUses.pictureId} = ${pictures.id})`,
}

export interface LibraryQuery {
  /** Words, or beginnings of words, of what is said of the picture and of its file's name; empty: all. */
  q: string
  show?: PictureFilter | undefined
  /** Where the page before ended. */
  after?: ListPlace | undefined
  limit: number
}

/** Pictures, the newest first. */
export async function findPictures(ctx: Context, { q, show, after, limit }: LibraryQuery): Promise<LibraryPicture[]> {
  const today = await magazineDay(ctx)
  const rows = await ctx.db
    .select(listFields)
    .from(pictures)
    .where(and(saysWords(q), show && isIn(show, today), isEarlier(pictures.createdAt, pictures.id, after)))
    .orderBy(desc(pictures.createdAt), desc(pictures.id))
    .limit(Math.min(limit, 100))
  return rows.map((row) => ({ ...row, usability: usability(row, today) }))
}

/** Each word typed begins a word of the picture's. */
function saysWords(q: string): SQL | undefined {
  const typed = q.match(/[\p{L}\p{N}]+/gu)?.slice(0, 12) ?? []
  if (typed.length === 0) return q.trim() === '' ? undefined : sql`false`
  return sql`${pictures.search} @@ to_tsquery('magazine_words', ${typed.map((word) => `${word}:*`).join(' & ')})`
}

/** As the index pictures_without_facts has it, to the letter. */
const lacksFacts = sql`(licence is null or credit = '' or (licence = 'creative_commons' and (licence_note = '' or source_url = '')))`

/** In words of SQL what `usability` says of one picture. */
function isIn(show: PictureFilter, today: string): SQL {
  const soon = daysAfter(today, warnDays)
  switch (show) {
    case 'fine':
      return sql`not ${lacksFacts} and (${pictures.licensedUntil} is null or ${pictures.licensedUntil} > ${soon})`
    case 'expiring':
      return sql`${pictures.licensedUntil} between ${today} and ${soon}`
    case 'expired':
      return sql`${pictures.licensedUntil} < ${today}`
    case 'missing':
      return lacksFacts
    case 'unused':
      // One look-up a picture, in the order of the list: it ends where the page does.
      return sql`(select true from ${pictureUses} where ${pictureUses.pictureId} = ${pictures.id} limit 1) is null`
  }
}

/** Counting ends here. */
export const mostCounted = 1000

/** How many pictures need somebody. @param onlyUsed whether only those are meant that are shown somewhere */
export async function countPictures(
  ctx: Context,
  onlyUsed = false,
): Promise<Record<'expiring' | 'expired' | 'missing', number>> {
  const today = await magazineDay(ctx)
  const count = async (show: PictureFilter) => {
    const isUsed = onlyUsed
      ? sql`exists (select from ${pictureUses} where ${pictureUses.pictureId} = ${pictures.id})`
      : undefined
    const rows = await ctx.db
      .select({ one: sql`1` })
      .from(pictures)
      .where(and(isIn(show, today), isUsed))
      .limit(mostCounted)
    return rows.length
  }
  const [expiring, expired, missing] = await Promise.all([count('expiring'), count('expired'), count('missing')])
  return { expiring, expired, missing }
}

export interface PictureAtDesk extends LibraryPicture {
  mediaType: string
  createdBy: string | null
}

/** All that the desk shows of one picture; null when there is none of this id. */
export async function pictureAtDesk(ctx: Context, id: string): Promise<PictureAtDesk | null> {
  const [row] = await ctx.db
    .select({ ...listFields, mediaType: pictures.mediaType })
    .from(pictures)
    .where(eq(pictures.id, id))
  return row === undefined ? null : { ...row, usability: usability(row, await magazineDay(ctx)) }
}
