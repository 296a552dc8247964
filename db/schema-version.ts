import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from './client.ts'
import journal from './migrations/meta/_journal.json' with { type: 'json' }

/**
 * How a database's tables stand to those this version knows: `behind` when migrations wait to be applied, `ahead` when some are
 * applied that this version has never heard of.
 */
export type SchemaState = 'current' | 'behind' | 'ahead'

const newestKnown = Math.max(...journal.entries.map((entry) => entry.when))

const foundSchema = z.tuple([z.object({ found: z.boolean() })])
const latestSchema = z.tuple([z.object({ latest: z.coerce.number().nullable() })])

export async function schemaState(db: Database): Promise<SchemaState> {
  const [{ found }] = foundSchema.parse([
    ...(await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations') is not null as found`)),
  ])
  if (!found) return 'behind'
  const [{ latest }] = latestSchema.parse([
    ...(await db.execute(sql`select max(created_at) as latest from drizzle.__drizzle_migrations`)),
  ])
  if (latest === null || latest < newestKnown) return 'behind'
  return latest > newestKnown ? 'ahead' : 'current'
}

/** What is said where a version meets tables from its future; it neither migrates nor starts. */
export const fromTheFuture =
  'The database has migrations that this version does not know: a newer version has been here. Start that one, or restore a backup that is as old as this version.'
