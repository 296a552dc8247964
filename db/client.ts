import type { ExtractTablesWithRelations } from 'drizzle-orm'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

type NoRelations = Record<string, never>

/** A connection or a transaction: what every query and command takes. */
export type Database = PgDatabase<PostgresJsQueryResultHKT, NoRelations, ExtractTablesWithRelations<NoRelations>>

export interface Connection {
  db: Database
  /** Waits for what runs, then closes every connection. */
  close(): Promise<void>
}

/**
 * Opens a pool.
 * @param url a postgres:// address
 * @param max most connections at once
 */
export function connect(url: string, max = 10): Connection {
  const client = postgres(url, { max, onnotice: () => undefined, connection: { TimeZone: 'UTC' } })
  return {
    db: drizzle(client, { casing: 'snake_case' }),
    close: () => client.end({ timeout: 5 }),
  }
}
