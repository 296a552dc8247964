import { sql } from 'drizzle-orm'
import type { Context } from '#lib/context.ts'

/**
 * Leaves no article and nothing that was made for one. What is append-only refuses to be removed, so those guards stand
 * aside for that.
 */
export async function emptyArticles(ctx: Context): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(
      sql`truncate articles, authors, topics, article_revisions, redirects, search_words, pictures cascade`,
    )
  })
  await ctx.db.execute(sql`delete from pgboss.job`)
}
