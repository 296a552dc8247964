import { and, desc, eq, inArray, ne, or } from 'drizzle-orm'
import { comments } from '#db/schema/comments.ts'
import { wasRejected } from '../internal/log.ts'
import { hold, type Phase } from '../phase.ts'

/** So many of a person's last comments rejected, and the next one waits. */
const patience = { of: 10, rejected: 2 } as const

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
