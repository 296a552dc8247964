import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { articles } from '#db/schema/articles.ts'
import { comments } from '#db/schema/comments.ts'
import { moderationLog } from '#db/schema/moderation.ts'
import { people, personRoles } from '#db/schema/people.ts'
import { after } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { isEarlier } from '#lib/keyset.ts'
import { isUndoable, undoneWithin } from './model.ts'

export interface LogLine {
  id: string
  at: Date
  action: string
  reason: string
  actor: { id: string; name: string | null } | null
  person: { id: string; name: string | null } | null
  commentId: string | null
  /** The comment's article, or that whose thread was changed. */
  article: { id: string; headline: string } | null
  /** Whether it was taken back. */
  isUndone: boolean
  /** Whether whoever did it may still take it back. */
  isUndoable: boolean
}

export interface LogQuery {
  actorId?: string | undefined
  personId?: string | undefined
  commentId?: string | undefined
  articleId?: string | undefined
  after?: { at: Date; id: string } | undefined
  limit: number
}

const actors = alias(people, 'actor')
const undoing = alias(moderationLog, 'undoing')

/** What was done, the newest first. */
export async function moderationLogOf(ctx: Context, query: LogQuery): Promise<LogLine[]> {
  const { actorId, personId, commentId, articleId, after: place } = query
  const rows = await ctx.db
    .select({
      id: moderationLog.id,
      at: moderationLog.at,
      action: moderationLog.action,
      reason: moderationLog.reason,
      actorId: moderationLog.actorId,
      actor: actors.name,
      personId: moderationLog.personId,
      person: people.name,
      commentId: moderationLog.commentId,
      articleId: articles.id,
      headline: articles.headline,
      undoneBy: undoing.id,
    })
    .from(moderationLog)
    .leftJoin(actors, eq(actors.id, moderationLog.actorId))
    .leftJoin(people, eq(people.id, moderationLog.personId))
    .leftJoin(comments, eq(comments.id, moderationLog.commentId))
    .leftJoin(articles, sql`${articles.id} = coalesce(${moderationLog.articleId}, ${comments.articleId})`)
    .leftJoin(undoing, eq(undoing.undoes, moderationLog.id))
    .where(
      and(
        actorId === undefined ? undefined : eq(moderationLog.actorId, actorId),
        personId === undefined ? undefined : eq(moderationLog.personId, personId),
        commentId === undefined ? undefined : eq(moderationLog.commentId, commentId),
        articleId === undefined ? undefined : eq(moderationLog.articleId, articleId),
        isEarlier(moderationLog.at, moderationLog.id, place),
      ),
    )
    .orderBy(desc(moderationLog.at), desc(moderationLog.id))
    .limit(query.limit)
  const since = after(ctx.now, -undoneWithin)
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    action: row.action,
    reason: row.reason,
    actor: row.actorId === null ? null : { id: row.actorId, name: row.actor },
    person: row.personId === null ? null : { id: row.personId, name: row.person },
    commentId: row.commentId,
    article: row.articleId === null ? null : { id: row.articleId, headline: row.headline ?? '' },
    isUndone: row.undoneBy !== null,
    isUndoable: row.undoneBy === null && row.at > since && isUndoable(row.action),
  }))
}

/** Those who may have done something: moderators and administrators, by name. */
export function moderators(ctx: Context): Promise<{ id: string; name: string | null }[]> {
  return ctx.db
    .selectDistinct({ id: people.id, name: people.name })
    .from(personRoles)
    .innerJoin(people, eq(people.id, personRoles.personId))
    .where(inArray(personRoles.role, ['moderator', 'administrator']))
    .orderBy(asc(people.name))
    .limit(200)
}
