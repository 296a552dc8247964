import { inArray } from 'drizzle-orm'
import { articles, authors, topics } from '#db/schema/articles.ts'
import { pictures } from '#db/schema/pictures.ts'
import type { Context } from '#lib/context.ts'
import type { Written } from '../written.ts'

/**
 * What was written, with what it names as it is here: a browser says ids, and may say anything of what they stand for. An
 * author, a topic, a picture or an article that is gone is left out.
 */
export async function trueWritten(ctx: Context, written: Written): Promise<Written> {
  const { pictureId } = written
  return {
    ...written,
    authors: inOrder(
      written.authors,
      await credits(
        ctx,
        authors,
        written.authors.map(({ id }) => id),
      ),
    ),
    topics: inOrder(
      written.topics,
      await credits(
        ctx,
        topics,
        written.topics.map(({ id }) => id),
      ),
    ),
    pictureId: pictureId !== null && (await there(ctx, pictures, [pictureId])).has(pictureId) ? pictureId : null,
    related: await thoseThere(ctx, written.related),
  }
}

async function thoseThere(ctx: Context, related: string[]): Promise<string[]> {
  const ids = await there(ctx, articles, related)
  return [...new Set(related)].filter((id) => ids.has(id))
}

async function there(ctx: Context, table: typeof pictures | typeof articles, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await ctx.db.select({ id: table.id }).from(table).where(inArray(table.id, ids))
  return new Set(rows.map(({ id }) => id))
}

type Credit = Written['authors'][number]

function credits(ctx: Context, table: typeof authors | typeof topics, ids: string[]): Promise<Credit[]> {
  if (ids.length === 0) return Promise.resolve([])
  return ctx.db.select({ id: table.id, slug: table.slug, name: table.name }).from(table).where(inArray(table.id, ids))
}

function inOrder(wanted: Credit[], found: Credit[]): Credit[] {
  return [...new Set(wanted.map(({ id }) => id))].flatMap((id) => found.find((one) => one.id === id) ?? [])
}
