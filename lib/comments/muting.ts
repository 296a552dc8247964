import { and, desc, eq, sql } from 'drizzle-orm'
import { comments, mutedPeople } from '#db/schema/comments.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'

/** So many that nobody needs more, and few enough to be asked for with every thread. */
const mostMuted = 500

/**
 * Folds away, for one person, what the writer of a comment writes, here and everywhere, and keeps them from being told
 * of it. The writer is not told.
 * @throws Refusal when the comment has no writer to mute, or it is one's own
 */
export async function muteWriter(ctx: Context, personId: string, commentId: string): Promise<void> {
  const [comment] = await ctx.db
    .select({ writerId: comments.personId })
    .from(comments)
    .where(and(eq(comments.id, commentId), eq(comments.state, 'published')))
  if (!comment?.writerId) throw new Refusal('not_found', 'Whoever wrote this has no account here.')
  if (comment.writerId === personId) throw new Refusal('conflict', 'This comment is your own.')
  const muted = await ctx.db.$count(mutedPeople, eq(mutedPeople.personId, personId))
  if (muted >= mostMuted)
    throw new Refusal('too_many', `You have muted ${mostMuted} people, and can mute no more. Some may be heard again.`)
  await ctx.db
    .insert(mutedPeople)
    .values({ personId, mutedId: comment.writerId, mutedAt: ctx.now })
    .onConflictDoNothing()
}

/** Lets a muted person be heard again. */
export async function unmute(ctx: Context, personId: string, mutedId: string): Promise<void> {
  await ctx.db.delete(mutedPeople).where(and(eq(mutedPeople.personId, personId), eq(mutedPeople.mutedId, mutedId)))
}

/** The same, for the writer of a comment. */
export async function unmuteWriter(ctx: Context, personId: string, commentId: string): Promise<void> {
  await ctx.db
    .delete(mutedPeople)
    .where(
      and(
        eq(mutedPeople.personId, personId),
        sql`${mutedPeople.mutedId} = (select ${comments.personId} from ${comments} where ${comments.id} = ${commentId})`,
      ),
    )
}

export interface Muted {
  id: string
  name: string
  mutedAt: Date
}

/** Whom somebody has muted, the latest first. */
export async function mutedBy(ctx: Context, personId: string): Promise<Muted[]> {
  const rows = await ctx.db
    .select({ id: people.id, name: people.name, mutedAt: mutedPeople.mutedAt })
    .from(mutedPeople)
    .innerJoin(people, eq(people.id, mutedPeople.mutedId))
    .where(eq(mutedPeople.personId, personId))
    .orderBy(desc(mutedPeople.mutedAt))
    .limit(mostMuted)
  return rows.map((row) => ({ ...row, name: row.name ?? 'A reader' }))
}
