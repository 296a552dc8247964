import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '#lib/context.ts'

/** Held by itself while a backup copies files, shared by those who remove some. */
export const removalLock = "hashtextextended('files are removed', 0)"

const answer = z.tuple([z.object({ free: z.boolean() })])

/**
 * Whether files may be removed for as long as this transaction lasts: not while a backup is taken, whose rows still name what
 * nobody needs any more.
 */
export async function mayRemoveFiles(tx: Context): Promise<boolean> {
  const [row] = answer.parse([
    ...(await tx.db.execute(sql`select pg_try_advisory_xact_lock_shared(${sql.raw(removalLock)}) as free`)),
  ])
  return row.free
}
