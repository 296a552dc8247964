import { and, desc, eq, ne } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { comments } from '#db/schema/comments.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import { isEarlier, type ListPlace } from '#lib/keyset.ts'
import { commentSettings } from '#lib/settings/queries.ts'
import { editableUntil, shownName, type CommentState } from './model.ts'

export interface OwnComment {
  id: string
  article: { slug: string; headline: string }
  text: string
  state: CommentState
  likes: number
  at: Date
  editedAt: Date | null
  /** Whether its writer may still change it. */
  editable: boolean
}

/**
 * A person's own comments, newest first; those they removed are left out.
 * @param options.limit at most 100
 */
export async function commentsBy(
  ctx: Context,
  personId: string,
  { limit, before }: { limit: number; before?: ListPlace },
): Promise<OwnComment[]> {
  const [{ editMinutes }, rows] = await Promise.all([
    commentSettings(ctx),
    ctx.db
      .select({
        id: comments.id,
        slug: articles.slug,
        headline: articles.headline,
        text: comments.text,
        state: comments.state,
        likes: comments.likes,
        at: comments.createdAt,
        editedAt: comments.editedAt,
      })
      .from(comments)
      .innerJoin(articles, eq(articles.id, comments.articleId))
      .where(
        and(
          eq(comments.personId, personId),
          ne(comments.state, 'deleted'),
          isEarlier(comments.createdAt, comments.id, before),
        ),
      )
      .orderBy(desc(comments.createdAt), desc(comments.id))
      .limit(Math.min(limit, 100)),
  ])
  return rows.map(({ slug, headline, ...comment }) => ({
    ...comment,
    article: { slug, headline },
    editable: comment.state !== 'rejected' && ctx.now < editableUntil(comment.at, editMinutes),
  }))
}

/** A comment one is about to answer; null when readers cannot see it. */
export async function commentToAnswer(
  ctx: Context,
  articleId: string,
  commentId: string,
): Promise<{ name: string; text: string } | null> {
  const [row] = await ctx.db
    .select({ name: people.name, importedName: comments.importedName, text: comments.text })
    .from(comments)
    .leftJoin(people, eq(people.id, comments.personId))
    .where(and(eq(comments.id, commentId), eq(comments.articleId, articleId), eq(comments.state, 'published')))
  return row ? { name: shownName(row), text: row.text } : null
}
