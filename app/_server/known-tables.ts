import { connect } from '#db/client.ts'
import { fromTheFuture, schemaState } from '#db/schema-version.ts'
import type { Config } from '#lib/config.ts'
import { within } from '#lib/within.ts'
import { life } from './life.ts'

/** Milliseconds that the start waits for PostgreSQL: it may be starting as well. */
const patience = 5_000

/**
 * Ends a process that meets tables of a newer version at its start, with one line that says so: it would write what that version
 * does not expect. A database that does not answer, or is older, keeps no process from starting: /api/ready says so.
 */
export async function requireKnownTables(config: Config): Promise<void> {
  const { db, close } = connect(config.databaseUrl, 1)
  try {
    const state = await within(patience, schemaState(db))
    life.hasServed = state === 'current'
    if (state !== 'ahead') return
    console.error(fromTheFuture)
    process.exit(1)
  } catch {
    // Asked again by /api/ready.
  } finally {
    void close()
  }
}
