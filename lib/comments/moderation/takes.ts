import { eq, lte, or, sql } from 'drizzle-orm'
import { takenComments } from '#db/schema/moderation.ts'
import { people } from '#db/schema/people.ts'
import { after } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import type { Person } from '#lib/people/model.ts'
import { requireModerator } from './decide.ts'
import { takenFor } from './model.ts'

/** Who has a comment before them. */
export interface Taker {
  id: string
  name: string | null
  since: Date
}

/**
 * A moderator opens a comment and has it for some minutes, so that two do not do the same.
 * @param options.over takes it from whoever has it
 * @returns who has it, when that is somebody else
 */
export async function takeComment(
  ctx: Context,
  actor: Person,
  commentId: string,
  { over = false }: { over?: boolean } = {},
): Promise<Taker | null> {
  requireModerator(actor)
  const [mine] = await ctx.db
    .insert(takenComments)
    .values({ commentId, moderatorId: actor.id, takenAt: ctx.now })
    .onConflictDoUpdate({
      target: takenComments.commentId,
      set: { moderatorId: actor.id, takenAt: ctx.now },
      setWhere: over
        ? sql`true`
        : or(eq(takenComments.moderatorId, actor.id), lte(takenComments.takenAt, after(ctx.now, -takenFor))),
    })
    .returning({ id: takenComments.commentId })
  if (mine) return null
  const [holder] = await ctx.db
    .select({ id: takenComments.moderatorId, name: people.name, since: takenComments.takenAt })
    .from(takenComments)
    .innerJoin(people, eq(people.id, takenComments.moderatorId))
    .where(eq(takenComments.commentId, commentId))
  return holder ?? null
}
