import type { ExtractTablesWithRelations } from 'drizzle-orm'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { watched, type PoolLoad } from './watched.ts'

type NoRelations = Record<string, never>

/** A connection or a transaction: what every query and command takes. */
export type Database = PgDatabase<PostgresJsQueryResultHKT, NoRelations, ExtractTablesWithRelations<NoRelations>>

export interface Connection {
  db: Database
  /** What is asked of it now. */
  load: PoolLoad
  /** Waits for what runs, then closes every connection. */
  close(): Promise<void>
}

/**
 * Opens a pool.
 * @param url a postgres:// address
 * @param max most connections at once
 */
export function connect(url: string, max = 10): Connection {
  const pool = postgres(url, { max, onnotice: () => undefined, connection: { TimeZone: 'UTC' } })
  const { client, load } = watched(pool, max)
  return {
    db: drizzle(client, { casing: 'snake_case' }),
    load,
    close: () => pool.end({ timeout: 5 }),
  }
}
