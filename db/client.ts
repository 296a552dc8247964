import { sql, type ExtractTablesWithRelations } from 'drizzle-orm'
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
  /** Whether the last that was asked failed because the database is away. */
  isAway(): boolean
  /** Asks for nothing, to find out whether the database is there. @throws when it is not */
  look(): Promise<void>
  /** Waits for what runs, then closes every connection. */
  close(): Promise<void>
}

/** A server that cannot be reached does not say so; whoever waits for a page is told after so long. */
const secondsToConnect = 10

/**
 * After a connection that failed. Longer each time, as postgres.js has it by itself (up to 20 s), each page would stand still
 * for as long while the database is away, and go on doing so when it is back.
 */
const secondsBetweenConnects = 0.25

/**
 * Opens a pool.
 * @param url a postgres:// address
 * @param max most connections at once
 */
export function connect(url: string, max = 10): Connection {
  const pool = postgres(url, {
    max,
    onnotice: () => undefined,
    connection: { TimeZone: 'UTC' },
    connect_timeout: secondsToConnect,
    backoff: () => secondsBetweenConnects,
  })
  const { client, load, isAway } = watched(pool, max)
  const db = drizzle(client, { casing: 'snake_case' })
  return {
    db,
    load,
    isAway,
    look: async () => void (await db.execute(sql`select 1`)),
    close: () => pool.end({ timeout: 5 }),
  }
}
