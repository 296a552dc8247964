import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { people } from '#db/schema/people.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import type { Addresses } from './addresses.ts'
import { onTheStack } from './planted.ts'

export interface PlantedThread {
  slug: string
  articleId: string
  personId: string
}

/**
 * A public article with nothing under it, and somebody to write there. It is older than all that the front page, the
 * feeds and the tops of topics show: those stay as they are.
 */
export async function plantArticle(ctx: Context, name = 'Robin Averill'): Promise<PlantedThread> {
  const [slug, personId] = [`thread-${crypto.randomUUID()}`, v7()]
  const { id } = await saveArticle(
    ctx,
    {
      slug,
      headline: 'A conversation',
      standfirst: 'What was said under it.',
      authors: [{ name: 'Ines Wetherby' }],
      topics: [{ name: 'Places' }],
      body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Speak.' }] }] },
      access: 'public',
      state: 'published',
      publishedAt: after(ctx.now, -900 * day),
    },
    { reason: 'Planted', personId: null },
  )
  await ctx.db.insert(people).values({ id: personId, email: `${personId}@example.org`, name })
  return { slug, articleId: id, personId }
}

/** A public article with a thread, written by what is given. */
export function plantThread(
  addresses: Addresses,
  writeThread: (ctx: Context, planted: PlantedThread) => Promise<void>,
): Promise<PlantedThread> {
  return onTheStack(addresses, async (ctx) => {
    const planted = await plantArticle(ctx)
    await writeThread(ctx, planted)
    return planted
  })
}

/** Ten thousand comments in one statement, a second after each other up to an hour ago: `Number 0` is the oldest. */
export async function tenThousand(ctx: Context, { articleId, personId }: PlantedThread): Promise<void> {
  const ended = ctx.now.getTime() - 3_600_000
  await ctx.db.execute(sql`
    insert into comments (id, article_id, person_id, depth, text, state, submission_id, created_at)
    select gen_random_uuid(), ${articleId}::uuid, ${personId}::uuid, 0, 'Number ' || n, 'published', gen_random_uuid(),
      ${new Date(ended).toISOString()}::timestamptz - (9999 - n) * interval '1 second'
    from generate_series(0, 9999) n`)
  await ctx.db.execute(sql`update comment_counts set published = 10000 where article_id = ${articleId}::uuid`)
}
