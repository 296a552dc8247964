import { sql } from 'drizzle-orm'
import type { Context } from '#lib/context.ts'
import { emptyTables } from '#tests/support/empty-tables.ts'

/** Leaves no article and nothing that was made for one. */
export async function emptyArticles(ctx: Context): Promise<void> {
  await emptyTables(ctx, 'articles, authors, topics, article_revisions, redirects, search_words, pictures')
  await ctx.db.execute(sql`delete from pgboss.job`)
}
