import { and, asc, eq, inArray, ne, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { comments } from '#db/schema/comments.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import { sealPosition, type ThreadPosition } from '../cursor.ts'
import type { CommentBadge, CommentState, ShownComment } from '../model.ts'

/** What readers are shown of a thread; in the words of the indexes' condition, so that they are used. */
export const isShown: SQL = sql`(${comments.state} = 'published' or ${comments.replies} > 0)`

const answered = alias(comments, 'answered')
const answeredWriter = alias(people, 'answered_writer')

const fields = {
  id: comments.id,
  articleId: comments.articleId,
  parentId: comments.parentId,
  attachedTo: comments.attachedTo,
  depth: comments.depth,
  state: comments.state,
  name: sql<string | null>`coalesce(${people.name}, ${comments.importedName})`.as('writer_name'),
  badge: comments.badge,
  text: comments.text,
  likes: comments.likes,
  replies: comments.replies,
  pickedAt: comments.pickedAt,
  createdAt: comments.createdAt,
  editedAt: comments.editedAt,
  besideId: sql<string | null>`${answered.id}`.as('beside_id'),
  besideName: sql<
    string | null
  >`case when ${answered.state} = 'published' then coalesce(${answeredWriter.name}, ${answered.importedName}, 'A reader') end`.as(
    'beside_name',
  ),
}

/** A comment with all that is shown of it, and what decides whether it is. */
export interface Row {
  id: string
  articleId: string
  parentId: string | null
  attachedTo: string | null
  depth: number
  state: CommentState
  name: string | null
  badge: CommentBadge | null
  text: string
  likes: number
  replies: number
  pickedAt: Date | null
  createdAt: Date
  editedAt: Date | null
  besideId: string | null
  besideName: string | null
}

/** Comments with their writers, and of those attached beside what they answer, that and its writer. */
export function selectRows(ctx: Context) {
  return ctx.db
    .select(fields)
    .from(comments)
    .leftJoin(people, eq(people.id, comments.personId))
    .leftJoin(answered, and(eq(answered.id, comments.parentId), ne(comments.parentId, comments.attachedTo)))
    .leftJoin(answeredWriter, eq(answeredWriter.id, answered.personId))
}

const above = alias(comments, 'above')

/** The first replies to each of several comments, however many there are: as many steps into the index as comments. */
async function firstReplies(ctx: Context, ids: string[], most: number): Promise<Row[]> {
  const reply = selectRows(ctx)
    .where(and(eq(comments.attachedTo, above.id), isShown))
    .orderBy(asc(comments.createdAt), asc(comments.id))
    .limit(most)
    .as('reply')
  return ctx.db
    .select({
      id: reply.id,
      articleId: reply.articleId,
      parentId: reply.parentId,
      attachedTo: reply.attachedTo,
      depth: reply.depth,
      state: reply.state,
      name: reply.name,
      badge: reply.badge,
      text: reply.text,
      likes: reply.likes,
      replies: reply.replies,
      pickedAt: reply.pickedAt,
      createdAt: reply.createdAt,
      editedAt: reply.editedAt,
      besideId: reply.besideId,
      besideName: reply.besideName,
    })
    .from(above)
    .crossJoinLateral(reply)
    .where(inArray(above.id, ids))
    .orderBy(asc(reply.createdAt), asc(reply.id))
}

/** Replies shown with the comment they answer; the rest follow on the comment's own page. */
const firstFew = 3

/**
 * Comments as their readers see them, each with its first replies and theirs: two statements more, however long the
 * thread is.
 * @param rows in the order they are to be shown in
 */
export async function present(ctx: Context, rows: Row[]): Promise<ShownComment[]> {
  const replies = await repliesTo(ctx, rows)
  const deeper = await repliesTo(ctx, replies)
  const under = (row: Row, attached: Row[], shown: (reply: Row) => ShownComment) => {
    const own = attached.filter(({ attachedTo }) => attachedTo === row.id)
    const last = own.at(-1)
    const after = last && row.replies > own.length ? branchCursor(ctx, row.id, last) : null
    return toShown(row, { count: row.replies, shown: own.map(shown), after })
  }
  return rows.map((row) =>
    under(row, replies, (reply) => under(reply, deeper, (last) => toShown(last, { count: 0, shown: [], after: null }))),
  )
}

async function repliesTo(ctx: Context, rows: Row[]): Promise<Row[]> {
  const answeredIds = rows.filter(({ replies }) => replies > 0).map(({ id }) => id)
  return answeredIds.length === 0 ? [] : firstReplies(ctx, answeredIds, firstFew)
}

/** Where the replies to a comment go on after one of them. */
export function branchCursor(ctx: Context, id: string, last: Row): string {
  return sealPosition(positionOf(last), branchList(id), ctx.config.authSecret)
}

/** The name by which a cursor knows the replies to a comment. */
export function branchList(id: string): string {
  return `replies to ${id}`
}

export function positionOf({ likes, createdAt, id }: Row): ThreadPosition {
  return { likes, at: createdAt, id }
}

const standings = { published: 'shown', held: 'held', rejected: 'removed', deleted: 'deleted' } as const

/** Of a comment that is not published nothing leaves here but its place. */
export function toShown(row: Row, replies: ShownComment['replies']): ShownComment {
  const place = { id: row.id, standing: standings[row.state], at: row.createdAt, depth: row.depth, replies }
  if (row.state !== 'published')
    return { ...place, name: '', badge: null, text: '', editedAt: null, likes: 0, isPicked: false, inReplyTo: null }
  return {
    ...place,
    name: row.name ?? 'A reader',
    badge: row.badge,
    text: row.text,
    editedAt: row.editedAt,
    likes: row.likes,
    isPicked: row.pickedAt !== null,
    inReplyTo: row.besideId === null ? null : { id: row.besideId, name: row.besideName },
  }
}
