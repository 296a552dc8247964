import { and, eq } from 'drizzle-orm'
import { comments } from '#db/schema/comments.ts'
import { hold, type Phase } from '../phase.ts'

/** The first comments of somebody new, as far as the setting says. */
export const newcomer: Phase = {
  name: 'newcomer',
  async examine(ctx, { person }, { firstHeld }) {
    if (firstHeld === 0) return []
    const published = await ctx.db
      .select({ id: comments.id })
      .from(comments)
      .where(and(eq(comments.personId, person.id), eq(comments.state, 'published')))
      .limit(firstHeld)
    return published.length >= firstHeld
      ? []
      : [
          hold(
            `Its writer is new here: the first ${firstHeld === 1 ? 'comment waits' : `${firstHeld} wait`} for a moderator.`,
          ),
        ]
  },
}
