import { and, eq, inArray } from 'drizzle-orm'
import { commentLikes, comments, mutedPeople } from '#db/schema/comments.ts'
import type { Context } from '#lib/context.ts'
import type { Person } from '#lib/people/model.ts'
import { commentSettings } from '#lib/settings/queries.ts'
import { draftsUnder } from './drafts.ts'
import { isFollowing } from './following.ts'
import { refusalFor, threadArticle, writingVerdict } from './gate.ts'
import { editableUntil, type CommentState } from './model.ts'

/** What of a comment is one person's alone. */
export interface CommentForMe {
  id: string
  likes: number
  liked: boolean
  /** Whether its writer is one whom this person would rather not read. */
  muted: boolean
  /** Null for somebody else's. */
  own: { state: CommentState; /** As it was typed, while it may still be changed. */ text: string | null } | null
}

/** What of a thread is one person's alone: pages show the rest to everybody. */
export interface ThreadForMe {
  /** Why they may not write; null when they may. */
  refusal: { rule: string; message: string } | null
  following: boolean
  /** What they have begun to write, by the comment answered; '' stands for the article. */
  drafts: Record<string, string>
  comments: CommentForMe[]
}

/** How many comments may be asked after at once. */
export const mostAskedAfter = 500

/**
 * What a person is to see of a thread that others do not.
 * @param commentIds those on their page, at most `mostAskedAfter`; of other articles' and unknown ones nothing is said
 * @throws Refusal `not_found` when readers cannot see the article
 */
export async function threadForMe(
  ctx: Context,
  person: Person,
  slug: string,
  commentIds: string[],
): Promise<ThreadForMe> {
  const { id: articleId } = await threadArticle(ctx, { slug })
  const [verdict, following, drafts, shown] = await Promise.all([
    writingVerdict(ctx, person, { id: articleId }),
    isFollowing(ctx, person.id, articleId),
    draftsUnder(ctx, person.id, articleId),
    commentsForMe(ctx, person.id, articleId, commentIds.slice(0, mostAskedAfter)),
  ])
  const refusal = verdict.allowed ? null : { rule: verdict.rule, message: refusalFor(verdict).message }
  return { refusal, following, drafts, comments: shown }
}

/** What of these comments is one person's alone. */
export async function commentsForMe(
  ctx: Context,
  personId: string,
  articleId: string,
  commentIds: string[],
): Promise<CommentForMe[]> {
  if (commentIds.length === 0) return []
  const [{ editMinutes }, rows] = await Promise.all([
    commentSettings(ctx),
    ctx.db
      .select({
        id: comments.id,
        writerId: comments.personId,
        state: comments.state,
        text: comments.text,
        likes: comments.likes,
        createdAt: comments.createdAt,
        likedBy: commentLikes.personId,
        mutedBy: mutedPeople.personId,
      })
      .from(comments)
      .leftJoin(commentLikes, and(eq(commentLikes.commentId, comments.id), eq(commentLikes.personId, personId)))
      .leftJoin(mutedPeople, and(eq(mutedPeople.mutedId, comments.personId), eq(mutedPeople.personId, personId)))
      .where(and(inArray(comments.id, commentIds), eq(comments.articleId, articleId))),
  ])
  return rows
    .filter((row) => row.state === 'published' || row.writerId === personId)
    .map((row) => ({
      id: row.id,
      likes: row.likes,
      liked: row.likedBy !== null,
      muted: row.mutedBy !== null,
      own:
        row.writerId === personId
          ? {
              state: row.state,
              text:
                (row.state === 'published' || row.state === 'held') &&
                ctx.now < editableUntil(row.createdAt, editMinutes)
                  ? row.text
                  : null,
            }
          : null,
    }))
}
