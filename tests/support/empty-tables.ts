import { sql } from 'drizzle-orm'
import type { Context } from '#lib/context.ts'

/**
 * Empties tables and all that hang on them. What is append-only refuses to be removed; its guards stand aside for that.
 * @param names as they are in the database
 */
export async function emptyTables(ctx: Context, names: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql.raw(`truncate ${names} cascade`))
  })
}
