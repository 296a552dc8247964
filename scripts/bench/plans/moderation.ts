import { desc } from 'drizzle-orm'
import { comments } from '#db/schema/comments.ts'
import { openAppeals } from '#lib/comments/moderation/appeals.ts'
import { commentsAtDesk, revisionsOf } from '#lib/comments/moderation/at-desk.ts'
import { moderationLogOf, moderators } from '#lib/comments/moderation/log.ts'
import { glances, sanctionsOf, tallyOf } from '#lib/comments/moderation/people.ts'
import { oldestWaiting, queueCounts, queueOf, type QueueQuery } from '#lib/comments/moderation/queues.ts'
import { reportable, reportsBy } from '#lib/comments/moderation/reports.ts'
import type { Context } from '#lib/context.ts'
import { places } from '../magazine/size.ts'
import { articleCalled, personNumbered, type Question } from './question.ts'

const somewhere = { at: new Date('2026-09-01'), id: '018a0000-0000-7000-8000-000000000000' }
const writer = 10

function queue(given: Partial<QueueQuery>): Question[1] {
  return (ctx) => queueOf(ctx, { queue: 'all', q: '', limit: 26, ...given })
}

async function newest(ctx: Context, count: number): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: comments.id })
    .from(comments)
    .orderBy(desc(comments.createdAt), desc(comments.id))
    .limit(count)
  return rows.map(({ id }) => id)
}

/** What moderators' pages ask. */
export const moderationQuestions: Question[] = [
  ['comments', queue({})],
  ['comments, further on', queue({ after: somewhere })],
  ['held comments', queue({ queue: 'held' })],
  ['held comments, further on', queue({ queue: 'held', after: somewhere })],
  ['rejected comments', queue({ state: 'rejected' })],
  ['rejected comments, further on', queue({ state: 'rejected', after: somewhere })],
  ['published comments, further on', queue({ state: 'published', after: somewhere })],
  ['reported comments', queue({ queue: 'reported', after: somewhere })],
  ['new commenters', queue({ queue: 'new', after: somewhere })],
  [
    'comments of an article',
    async (ctx) => queue({ articleId: await articleCalled(ctx, places.longThread.slug), after: somewhere })(ctx),
  ],
  [
    'comments of a person',
    async (ctx) => queue({ personId: await personNumbered(ctx, writer), after: somewhere })(ctx),
  ],
  ['comments with a word of all', queue({ q: 'reader' })],
  ['comments with a word of none', queue({ q: 'qqqzzz' })],
  ['how many comments wait', (ctx) => queueCounts(ctx)],
  ['which has waited longest', (ctx) => oldestWaiting(ctx)],
  ['a page of comments with what a moderator decides by', async (ctx) => commentsAtDesk(ctx, await newest(ctx, 25))],
  ['the texts of a comment', (ctx) => revisionsOf(ctx, somewhere.id)],
  ['a commenter', async (ctx) => glances(ctx, [await personNumbered(ctx, writer)])],
  ['what a commenter did', async (ctx) => tallyOf(ctx, await personNumbered(ctx, writer))],
  ['a commenter’s sanctions', async (ctx) => sanctionsOf(ctx, await personNumbered(ctx, writer))],
  ['the log of moderation', (ctx) => moderationLogOf(ctx, { after: somewhere, limit: 51 })],
  [
    'what a moderator did',
    async (ctx) => moderationLogOf(ctx, { actorId: await personNumbered(ctx, writer), limit: 51 }),
  ],
  [
    'what was done about a commenter',
    async (ctx) => moderationLogOf(ctx, { personId: await personNumbered(ctx, writer), limit: 51 }),
  ],
  ['who moderates', (ctx) => moderators(ctx)],
  ['appeals', (ctx) => openAppeals(ctx, { after: somewhere, limit: 26 })],
  ['a comment to report', (ctx) => reportable(ctx, somewhere.id, somewhere.id)],
  ['what somebody reported', async (ctx) => reportsBy(ctx, await personNumbered(ctx, writer))],
]
