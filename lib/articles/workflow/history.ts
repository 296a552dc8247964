import { and, desc, eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { articleRevisions } from '#db/schema/articles.ts'
import { articleMoves } from '#db/schema/newsroom.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import type { ArticleState } from '../model.ts'
import type { Move } from './moves.ts'

/** One step of an article through the desk. */
export interface Step {
  id: string
  kind: Move | 'assign'
  fromState: ArticleState
  toState: ArticleState
  note: string
  plannedAt: Date | null
  assignedTo: string | null
  personId: string | null
  /** Who did it; null when the schedule did. */
  by: string | null
  at: Date
}

/** How an article went through the desk, the latest first; at most 100 steps. */
export async function stepsOf(ctx: Context, articleId: string, most = 100): Promise<Step[]> {
  const rows = await ctx.db
    .select({
      id: articleMoves.id,
      kind: articleMoves.kind,
      fromState: articleMoves.fromState,
      toState: articleMoves.toState,
      note: articleMoves.note,
      plannedAt: articleMoves.plannedAt,
      assignedTo: articleMoves.assignedTo,
      personId: articleMoves.personId,
      name: people.name,
      email: people.email,
      at: articleMoves.at,
    })
    .from(articleMoves)
    .leftJoin(people, eq(people.id, articleMoves.personId))
    .where(eq(articleMoves.articleId, articleId))
    .orderBy(desc(articleMoves.number))
    .limit(most)
  return rows.map(({ name, email, ...step }) => ({ ...step, by: name ?? email }))
}

/** Notes one step. Runs in the transaction that makes it, with the article locked. @returns its id */
export async function noteStep(
  ctx: Context,
  step: Omit<Step, 'id' | 'by' | 'at'> & { articleId: string },
): Promise<string> {
  const id = v7({ msecs: ctx.now.getTime() })
  const number = sql`(select coalesce(max(number), 0) + 1 from article_moves where article_id = ${step.articleId})`
  await ctx.db.insert(articleMoves).values({ id, number, ...step, at: ctx.now })
  return id
}

/** Whether readers have ever seen it. */
export async function wasEverPublished(ctx: Context, articleId: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id: articleRevisions.id })
    .from(articleRevisions)
    .where(and(eq(articleRevisions.articleId, articleId), sql`${articleRevisions.content}->>'state' = 'published'`))
    .limit(1)
  return row !== undefined
}
