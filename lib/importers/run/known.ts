import { and, eq, inArray, sql } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { importedItems } from '#db/schema/imports.ts'
import type { Context } from '#lib/context.ts'

export interface Known {
  fingerprint: string
  address: string | null
}

/** @returns what of these was imported before, by reference */
export async function knownItems(ctx: Context, source: string, refs: string[]): Promise<Map<string, Known>> {
  const rows = await ctx.db
    .select({ ref: importedItems.sourceRef, fingerprint: importedItems.fingerprint, slug: articles.slug })
    .from(importedItems)
    .leftJoin(articles, eq(articles.id, importedItems.articleId))
    .where(and(eq(importedItems.source, source), inArray(importedItems.sourceRef, refs)))
  return new Map(
    rows.map(({ ref, fingerprint, slug }) => [
      ref,
      { fingerprint, address: slug === null ? null : `/articles/${slug}` },
    ]),
  )
}

/** Notes what is imported, in the same transaction, so that it is noted if and only if it is. */
export async function rememberItems(
  tx: Context,
  source: string,
  items: { ref: string; fingerprint: string; articleId: string | null }[],
): Promise<void> {
  const rows = [...new Map(items.map((item) => [item.ref, item])).values()]
  if (rows.length === 0) return
  await tx.db
    .insert(importedItems)
    .values(rows.map(({ ref, ...item }) => ({ source, sourceRef: ref, ...item, importedAt: tx.now })))
    .onConflictDoUpdate({
      target: [importedItems.source, importedItems.sourceRef],
      set: {
        fingerprint: sql`excluded.fingerprint`,
        articleId: sql`excluded.article_id`,
        importedAt: sql`excluded.imported_at`,
      },
    })
}
