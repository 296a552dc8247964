import { eq } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { articles, authors, topics } from '#db/schema/articles.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'

/** What a page or the desk asks, and its name. */
export type Question = [name: string, ask: (ctx: Context) => Promise<unknown>]

const foundSchema = z.tuple([z.object({ id: z.uuid() })])

async function idWhere(ctx: Context, table: PgTable & { id: PgColumn }, column: PgColumn, value: string) {
  const found = await ctx.db.select({ id: table.id }).from(table).where(eq(column, value))
  return foundSchema.parse(found)[0].id
}

export function articleCalled(ctx: Context, slug: string): Promise<string> {
  return idWhere(ctx, articles, articles.slug, slug)
}

export function topicCalled(ctx: Context, slug: string): Promise<string> {
  return idWhere(ctx, topics, topics.slug, slug)
}

export function authorCalled(ctx: Context, slug: string): Promise<string> {
  return idWhere(ctx, authors, authors.slug, slug)
}

/** The person of a number: 10 gives monthly, 1 was given a membership, 3 has lapsed, 6 never gave. */
export function personNumbered(ctx: Context, number: number): Promise<string> {
  return idWhere(ctx, people, people.email, `person${number}@example.org`)
}
