import { sql } from 'drizzle-orm'
import type { Context } from '#lib/context.ts'

/**
 * Leaves no article and nothing that was made for one. Revisions refuse to be removed, so their guard stands aside
 * for that.
 */
export async function emptyArticles(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`alter table article_revisions disable trigger article_revisions_are_append_only`)
  await ctx.db.execute(
    sql`truncate articles, authors, topics, article_revisions, redirects, search_words, pictures cascade`,
  )
  await ctx.db.execute(sql`alter table article_revisions enable trigger article_revisions_are_append_only`)
  await ctx.db.execute(sql`delete from pgboss.job`)
}
