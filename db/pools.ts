import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

/** The pool that is asked now; another takes its place when one of its lines broke. */
export interface Pools {
  current(): postgres.Sql
  /** A line of this one broke. */
  spoil(pool: postgres.Sql): void
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

/** Milliseconds that what was begun in a pool has to end, when another has taken its place: longer than any page waits. */
const pastFor = 60_000

/**
 * Opens a pool of postgres.js, and a new one whenever a line of it broke. A line of 3.4.9 that breaks while something is about to
 * be written on it never writes again (connection.js clears the timer of its next writing and goes on believing in it): it
 * connects, says nothing, is given up after `secondsToConnect`, and so on for good, with whatever is asked of it.
 */
export function openPools(url: string, max: number): Pools {
  const open = () => {
    const pool = postgres(url, {
      max,
      onnotice: () => undefined,
      connection: { TimeZone: 'UTC' },
      connect_timeout: secondsToConnect,
      backoff: () => secondsBetweenConnects,
    })
    // Drizzle reads and writes dates itself, and tells each pool so when it is made for it.
    drizzle(pool)
    return pool
  }
  const past = new Set<postgres.Sql>()
  const end = async (pool: postgres.Sql) => {
    past.delete(pool)
    await pool.end({ timeout: 5 })
  }
  let pool = open()
  return {
    current: () => pool,
    spoil(broken) {
      if (broken !== pool) return
      pool = open()
      past.add(broken)
      setTimeout(() => void end(broken).catch(() => undefined), pastFor).unref()
    },
    async close() {
      await Promise.all([...past, pool].map(end))
    },
  }
}
