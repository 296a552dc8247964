import { and, desc, eq, inArray, ne, or, sql } from 'drizzle-orm'
import { comments } from '#db/schema/comments.ts'
import { moderationLog } from '#db/schema/moderation.ts'
import { decisions } from '../model.ts'
import { hold, type Phase } from '../phase.ts'

/** So many of a person's last comments rejected, and the next one waits. */
const patience = { of: 10, rejected: 2 } as const

/** Of a comment that is not shown any more: what was last decided on it says how it stood when its writer removed it. */
const wasRejected = sql`(select ${moderationLog.action} from ${moderationLog}
  where ${moderationLog.commentId} = ${comments.id} and ${inArray(moderationLog.action, [...decisions])}
  order by ${moderationLog.at} desc, ${moderationLog.id} desc limit 1) = 'rejected'`

/** A history of rejections. Whoever removes what was rejected does not get rid of it. */
export const history: Phase = {
  name: 'history',
  async examine(ctx, { person, commentId }) {
    const last = await ctx.db
      .select({ state: comments.state })
      .from(comments)
      .where(
        and(
          eq(comments.personId, person.id),
          or(inArray(comments.state, ['published', 'rejected']), and(eq(comments.state, 'deleted'), wasRejected)),
          commentId === null ? undefined : ne(comments.id, commentId),
        ),
      )
      .orderBy(desc(comments.createdAt), desc(comments.id))
      .limit(patience.of)
    const rejected = last.filter(({ state }) => state !== 'published').length
    return rejected < patience.rejected
      ? []
      : [hold(`${rejected} of this person’s last ${last.length} comments were rejected.`)]
  },
}
