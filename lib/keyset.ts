import { sql, type AnyColumn, type SQL } from 'drizzle-orm'

/** Where a list goes on: the instant it is ordered by, and the id that tells apart what shares it. */
export interface ListPlace {
  at: Date
  id: string
}

/**
 * Keyset paging: what is later than a place, for a list with the oldest first. However far on, a page costs what the
 * first did where an index has both columns.
 * @returns undefined without a place: everything
 */
export function isLater(at: AnyColumn, id: AnyColumn, place: ListPlace | undefined): SQL | undefined {
  return place && sql`(${at}, ${id}) > (${sql.param(place.at, at)}, ${sql.param(place.id, id)})`
}

/** The same for a list with the newest first: what is earlier than a place. */
export function isEarlier(at: AnyColumn, id: AnyColumn, place: ListPlace | undefined): SQL | undefined {
  return place && sql`(${at}, ${id}) < (${sql.param(place.at, at)}, ${sql.param(place.id, id)})`
}
