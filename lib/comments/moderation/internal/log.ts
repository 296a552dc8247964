import { and, desc, inArray, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { comments, commentStates } from '#db/schema/comments.ts'
import { moderationLog } from '#db/schema/moderation.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import { decisions, type ModerationAction } from '../model.ts'

const threadSchema = z.object({
  comments: z.enum(['open', 'closed']),
  closeAt: z.coerce.date().nullable(),
  moderation: z.enum(['pre', 'post']).nullable(),
})

/** What must be known of a deed to undo it. */
export const deedSchema = z.object({
  from: z.enum(commentStates).optional(),
  to: z.enum(commentStates).optional(),
  /** Reports that were settled with it. */
  reports: z.array(z.uuid()).optional(),
  wasNewcomer: z.boolean().optional(),
  /** The sanction that was imposed. */
  sanction: z.uuid().optional(),
  /** Sanctions that were ended. */
  ended: z.array(z.uuid()).optional(),
  thread: z.object({ from: threadSchema, to: threadSchema }).optional(),
  /** Done together with others. */
  batch: z.uuid().optional(),
  until: z.string().optional(),
})
export type Deed = z.input<typeof deedSchema>

export interface LogEntry {
  action: ModerationAction
  /** Null: nobody did, it came by a rule. */
  actorId: string | null
  commentId?: string | null
  revision?: number
  personId?: string | null
  articleId?: string
  reason?: string
  deed?: Deed
  undoes?: string
}

/** Notes in the log what is done in this transaction. @returns the entry's id, by which it can be undone */
export async function record(tx: Context, { deed = {}, ...entry }: LogEntry): Promise<string> {
  const [row] = await tx.db
    .insert(moderationLog)
    .values({ ...entry, details: deed, at: tx.now })
    .returning({ id: moderationLog.id })
  if (!row) throw new Error('the log took nothing')
  return row.id
}

export interface LastDecision {
  id: string
  action: string
  at: Date
  actorId: string | null
  actor: string | null
  reason: string
}

/** What was last decided on each of these comments. */
export async function lastDecisions(ctx: Context, commentIds: readonly string[]): Promise<Map<string, LastDecision>> {
  if (commentIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectDistinctOn([moderationLog.commentId], {
      id: moderationLog.id,
      commentId: moderationLog.commentId,
      action: moderationLog.action,
      at: moderationLog.at,
      actorId: moderationLog.actorId,
      actor: people.name,
      reason: moderationLog.reason,
    })
    .from(moderationLog)
    .leftJoin(people, eq(people.id, moderationLog.actorId))
    .where(and(inArray(moderationLog.commentId, [...commentIds]), inArray(moderationLog.action, [...decisions])))
    .orderBy(moderationLog.commentId, desc(moderationLog.at), desc(moderationLog.id))
  return new Map(rows.flatMap(({ commentId, ...row }) => (commentId === null ? [] : [[commentId, row]])))
}

/** What was last decided on a comment; null when nobody and nothing did. */
export async function lastDecision(ctx: Context, commentId: string): Promise<LastDecision | null> {
  return (await lastDecisions(ctx, [commentId])).get(commentId) ?? null
}

/** Of a comment that is not shown any more: what was last decided on it says how it stood when its writer removed it. */
export const wasRejected = sql`(select ${moderationLog.action} from ${moderationLog}
  where ${moderationLog.commentId} = ${comments.id} and ${inArray(moderationLog.action, [...decisions])}
  order by ${moderationLog.at} desc, ${moderationLog.id} desc limit 1) = 'rejected'`
