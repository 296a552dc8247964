import { and, eq, gt, ne, sql } from 'drizzle-orm'
import { comments } from '#db/schema/comments.ts'
import { after, minute } from '#lib/clock.ts'
import { hold, type Phase } from '../phase.ts'

/** Comments of one person in so many minutes beyond which somebody looks. */
const unhurried = { comments: 8, minutes: 5 } as const

/** Many in a short time. */
export const rate: Phase = {
  name: 'rate',
  async examine(ctx, { person, commentId }) {
    const [row] = await ctx.db
      .select({ count: sql<number>`count(*)::int` })
      .from(comments)
      .where(
        and(
          eq(comments.personId, person.id),
          gt(comments.createdAt, after(ctx.now, -unhurried.minutes * minute)),
          commentId === null ? undefined : ne(comments.id, commentId),
        ),
      )
    const count = (row?.count ?? 0) + 1
    return count <= unhurried.comments
      ? []
      : [hold(`It is this person’s comment number ${count} within ${unhurried.minutes} minutes.`)]
  },
}
