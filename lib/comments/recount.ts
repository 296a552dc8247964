import { and, count, eq, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { articles } from '#db/schema/articles.ts'
import { commentCounts, commentLikes, comments } from '#db/schema/comments.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { isShown } from './internal/rows.ts'

/** A count that was wrong, and what it is now. */
export interface Miscount {
  what: 'likes' | 'replies' | 'published' | 'held'
  /** Of the comment; of the article, for what is published and held. */
  id: string
  was: number
  is: number
}

/**
 * Counts all comments, replies and likes anew and puts right what is wrong. Looks without a lock, some thousands at a
 * time; what looks wrong is counted once more with its own row locked, because somebody may have written meanwhile.
 */
export async function* recount(ctx: Context): AsyncGenerator<Miscount> {
  for await (const id of suspects(ctx, 5_000, wrongLikes)) yield* await putRight(ctx, id, likesOf)
  for await (const id of suspects(ctx, 5_000, wrongReplies)) yield* repliesPutRight(ctx, id)
  for await (const id of suspects(ctx, 500, wrongCounts)) yield* await countsPutRight(ctx, id)
}

const suspectsSchema = z.tuple([z.object({ last: z.string().nullable(), wrong: z.array(z.string()) })])

/** Walks through a table by its key, in pieces, and gives the ids of what looks wrong. */
async function* suspects(
  ctx: Context,
  atOnce: number,
  ask: (after: string, atOnce: number) => SQL,
): AsyncGenerator<string> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const [{ last, wrong }] = suspectsSchema.parse([...(await ctx.db.execute(ask(after, atOnce)))])
    yield* wrong
    if (last === null) return
    after = last
  }
}

const foundIn = sql`select (select id from chunk order by id desc limit 1) as last,
  (select coalesce(json_agg(id), '[]') from wrong) as wrong`

function wrongLikes(after: string, atOnce: number): SQL {
  return sql`with chunk as materialized (
      select id, likes from ${comments} where id > ${after}::uuid order by id limit ${atOnce}
    ), wrong as (
      select id from chunk
      where likes <> (select count(*) from ${commentLikes} where ${commentLikes.commentId} = chunk.id)
    ) ${foundIn}`
}

function wrongReplies(after: string, atOnce: number): SQL {
  return sql`with chunk as materialized (
      select id, replies from ${comments} where id > ${after}::uuid order by id limit ${atOnce}
    ), wrong as (
      select id from chunk
      where replies <> (select count(*) from ${comments} where ${comments.attachedTo} = chunk.id and ${isShown})
    ) ${foundIn}`
}

function wrongCounts(after: string, atOnce: number): SQL {
  return sql`with chunk as materialized (
      select id from ${articles} where id > ${after}::uuid order by id limit ${atOnce}
    ), held as (
      select ${comments.articleId} as article_id, count(*) as held from ${comments}
      where ${comments.state} = 'held' group by ${comments.articleId}
    ), wrong as (
      select chunk.id from chunk
      left join ${commentCounts} kept on kept.article_id = chunk.id
      left join held on held.article_id = chunk.id
      where coalesce(kept.held, 0) <> coalesce(held.held, 0) or coalesce(kept.published, 0) <> (
        select count(*) from ${comments} where ${comments.articleId} = chunk.id and ${comments.state} = 'published')
    ) ${foundIn}`
}

interface Recounted {
  what: 'likes' | 'replies'
  count: (tx: Context, id: string) => Promise<number>
}

const likesOf: Recounted = {
  what: 'likes',
  count: async (tx, id) =>
    countedIn(await tx.db.select({ n: count() }).from(commentLikes).where(eq(commentLikes.commentId, id))),
}

const repliesOf: Recounted = {
  what: 'replies',
  count: async (tx, id) =>
    countedIn(
      await tx.db
        .select({ n: count() })
        .from(comments)
        .where(and(eq(comments.attachedTo, id), isShown)),
    ),
}

function countedIn([row]: { n: number }[]): number {
  return row?.n ?? 0
}

/** Whoever changes what is counted changes the count after it, in the same transaction: with the row locked both are known, or neither. */
async function putRight(ctx: Context, id: string, { what, count: countAnew }: Recounted): Promise<Miscount[]> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select({ articleId: comments.articleId, was: comments[what] })
      .from(comments)
      .where(eq(comments.id, id))
      .for('no key update')
    if (!row) return []
    const is = await countAnew(tx, id)
    if (row.was === is) return []
    await tx.db
      .update(comments)
      .set({ [what]: is })
      .where(eq(comments.id, id))
    await announceChange(tx, [tags.comments(row.articleId)])
    return [{ what, id, was: row.was, is }]
  })
}

/** With its count a removed comment may come to be shown, or not to be: then what it is attached to is counted, too. */
async function* repliesPutRight(ctx: Context, id: string): AsyncGenerator<Miscount> {
  const wrong = await putRight(ctx, id, repliesOf)
  yield* wrong
  if (wrong.length === 0) return
  const [row] = await ctx.db.select({ attachedTo: comments.attachedTo }).from(comments).where(eq(comments.id, id))
  if (row?.attachedTo) yield* repliesPutRight(ctx, row.attachedTo)
}

async function countsPutRight(ctx: Context, articleId: string): Promise<Miscount[]> {
  return inTransaction(ctx, async (tx) => {
    await tx.db.insert(commentCounts).values({ articleId }).onConflictDoNothing()
    const [kept] = await tx.db
      .select({ published: commentCounts.published, held: commentCounts.held })
      .from(commentCounts)
      .where(eq(commentCounts.articleId, articleId))
      .for('update')
    const [counted] = await tx.db
      .select({
        published: sql<number>`(count(*) filter (where ${comments.state} = 'published'))::int`,
        held: sql<number>`(count(*) filter (where ${comments.state} = 'held'))::int`,
      })
      .from(comments)
      .where(and(eq(comments.articleId, articleId), sql`${comments.state} in ('published', 'held')`))
    if (!kept || !counted) return []
    const wrong = (['published', 'held'] as const)
      .filter((what) => kept[what] !== counted[what])
      .map((what) => ({ what, id: articleId, was: kept[what], is: counted[what] }))
    if (wrong.length === 0) return []
    await tx.db.update(commentCounts).set(counted).where(eq(commentCounts.articleId, articleId))
    // Lists of articles say how many comments each has.
    await announceChange(tx, [tags.comments(articleId), tags.article(articleId), tags.front])
    return wrong
  })
}
