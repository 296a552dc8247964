import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { comments } from '#db/schema/comments.ts'
import { sealPosition } from '#lib/comments/cursor.ts'
import type { CommentSort } from '#lib/comments/model.ts'
import { articleOfComment, commentInPlace } from '#lib/comments/permalink.ts'
import { commentCount } from '#lib/comments/queries.ts'
import { picksOf, threadFacts, threadPage } from '#lib/comments/thread.ts'
import { visitThread } from '#lib/comments/visits.ts'
import type { Context } from '#lib/context.ts'
import { places } from '../magazine/size.ts'
import { articleCalled, personNumbered, type Question } from './question.ts'

const limit = 20

function longThread(ctx: Context): Promise<string> {
  return articleCalled(ctx, places.longThread.slug)
}

function page(sort: CommentSort): Question[1] {
  return async (ctx) => threadPage(ctx, await longThread(ctx), { sort, limit })
}

/** From the middle of the thread. */
function furtherOn(sort: CommentSort): Question[1] {
  return async (ctx) => {
    const id = await longThread(ctx)
    const last = { likes: 0, at: new Date('2026-11-15'), id: '0198a000-0000-7000-8000-000000000000' }
    return threadPage(ctx, id, { sort, limit, after: sealPosition(last, `${id} ${sort}`, ctx.config.authSecret) })
  }
}

/** A comment in the middle of the longest thread: one that answers the article, or an answer. */
async function someComment(ctx: Context, kind: 'answered' | 'answer'): Promise<string> {
  const [found] = await ctx.db
    .select({ id: comments.id })
    .from(comments)
    .where(
      and(
        eq(comments.articleId, await longThread(ctx)),
        sql`${comments.state} = 'published'`,
        kind === 'answer' ? isNotNull(comments.attachedTo) : isNull(comments.attachedTo),
        kind === 'answered' ? sql`${comments.replies} > 0` : undefined,
      ),
    )
    .orderBy(desc(comments.createdAt), asc(comments.id))
    .limit(1)
  if (!found) throw new Error('the thread has no such comment')
  return found.id
}

/** What pages ask of threads, in one with a hundredth of all comments. */
export const commentQuestions: Question[] = [
  ['the newest comments', page('newest')],
  ['the newest comments, further on', furtherOn('newest')],
  ['the oldest comments', page('oldest')],
  ['the oldest comments, further on', furtherOn('oldest')],
  ['the most liked comments', page('liked')],
  ['the most liked comments, further on', furtherOn('liked')],
  [
    'a comment in its place',
    async (ctx) => commentInPlace(ctx, await longThread(ctx), await someComment(ctx, 'answered')),
  ],
  [
    'an answer in its place',
    async (ctx) => commentInPlace(ctx, await longThread(ctx), await someComment(ctx, 'answer')),
  ],
  ['where a comment is', async (ctx) => articleOfComment(ctx, await someComment(ctx, 'answer'))],
  ['picked comments', async (ctx) => picksOf(ctx, await longThread(ctx), 3)],
  ['a thread’s heading', async (ctx) => threadFacts(ctx, await longThread(ctx))],
  ['how many comments', async (ctx) => commentCount(ctx, await longThread(ctx))],
  [
    'what is new in a thread',
    async (ctx) => {
      const [person, article] = [await personNumbered(ctx, 10), await longThread(ctx)]
      await visitThread({ ...ctx, now: new Date('2026-11-01') }, person, article)
      return visitThread(ctx, person, article)
    },
  ],
]
