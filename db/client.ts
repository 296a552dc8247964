import { sql, type ExtractTablesWithRelations } from 'drizzle-orm'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import { openPools } from './pools.ts'
import { watched, type PoolLoad } from './watched.ts'

type NoRelations = Record<string, never>

/** A connection or a transaction: what every query and command takes. */
export type Database = PgDatabase<PostgresJsQueryResultHKT, NoRelations, ExtractTablesWithRelations<NoRelations>>

export interface Connection {
  db: Database
  /** What is asked of it now. */
  load: PoolLoad
  /** Whether the database is away, as far as is known: by the last that was asked, or by anything of the last second. */
  isAway(): boolean
  /** Asks for nothing, to find out whether the database is there. @throws when it is not */
  look(): Promise<void>
  /** Waits for what runs, then closes every connection. */
  close(): Promise<void>
}

/**
 * Opens a pool.
 * @param url a postgres:// address
 * @param max most connections at once
 */
export function connect(url: string, max = 10): Connection {
  const pools = openPools(url, max)
  const { client, load, isAway } = watched(pools, max)
  const db = drizzle(client, { casing: 'snake_case' })
  return {
    db,
    load,
    isAway,
    look: async () => void (await db.execute(sql`select 1`)),
    close: pools.close,
  }
}
