import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { comments } from '#db/schema/comments.ts'
import { notices } from '#db/schema/notices.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import { commentPath } from '../addresses.ts'
import { shownName } from '../model.ts'
import type { NoticeKind } from './model.ts'

export interface Notice {
  id: string
  kind: NoticeKind
  /** Who wrote the comment it is about; empty where it is about none. */
  writer: string
  headline: string
  text: string
  /** Where the comment stands; null where it is about none. */
  path: string | null
  at: Date
  seen: boolean
}

/** What a person was told, the latest first; at most 100. What a comment said that is gone meanwhile is not told again. */
export async function noticesOf(ctx: Context, personId: string): Promise<Notice[]> {
  const rows = await ctx.db
    .select({
      id: notices.id,
      kind: notices.kind,
      text: notices.text,
      at: notices.at,
      seenAt: notices.seenAt,
      commentId: comments.id,
      importedName: comments.importedName,
      name: people.name,
      slug: articles.slug,
      headline: articles.headline,
    })
    .from(notices)
    .leftJoin(comments, eq(comments.id, notices.commentId))
    .leftJoin(people, eq(people.id, comments.personId))
    .leftJoin(articles, eq(articles.id, comments.articleId))
    .where(eq(notices.personId, personId))
    .orderBy(desc(notices.at), desc(notices.id))
    .limit(100)
  return rows.map(({ seenAt, commentId, slug, headline, importedName, name, ...notice }) => ({
    ...notice,
    writer: commentId === null ? '' : shownName({ name, importedName }),
    headline: headline ?? '',
    path: commentId !== null && slug !== null ? commentPath(slug, commentId) : null,
    seen: seenAt !== null,
  }))
}

/** Beyond this many, how many there are says nothing more. */
const mostCounted = 100

/** How many notices a person has not seen, up to 100. */
export async function unseenNotices(ctx: Context, personId: string): Promise<number> {
  const unseen = ctx.db
    .select({ one: sql`1` })
    .from(notices)
    .where(and(eq(notices.personId, personId), isNull(notices.seenAt)))
    .limit(mostCounted)
    .as('unseen')
  return ctx.db.$count(unseen)
}

/** Notes that somebody has seen what they were told: all of it, or what is about one comment. */
export async function markSeen(ctx: Context, personId: string, what: 'all' | { commentId: string }): Promise<void> {
  await ctx.db
    .update(notices)
    .set({ seenAt: ctx.now })
    .where(
      and(
        eq(notices.personId, personId),
        isNull(notices.seenAt),
        what === 'all' ? undefined : eq(notices.commentId, what.commentId),
      ),
    )
}
