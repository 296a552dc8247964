import { asc, eq } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { commentRevisions, comments } from '#db/schema/comments.ts'
import type { Context } from '#lib/context.ts'
import { commentUrl } from './addresses.ts'
import { draftsOf } from './drafts.ts'

/** More than anybody has: drafts end after a year. */
const mostDrafts = 100_000

/**
 * Everything a person has written under articles, as they wrote it, for them to keep: comments in every state, what
 * they said before they were changed, and drafts. Instants in ISO 8601, UTC.
 */
export async function exportComments(ctx: Context, personId: string): Promise<object> {
  const [rows, revisions, drafts] = await Promise.all([
    ctx.db
      .select({
        id: comments.id,
        slug: articles.slug,
        headline: articles.headline,
        parentId: comments.parentId,
        text: comments.text,
        state: comments.state,
        likes: comments.likes,
        postedAt: comments.createdAt,
        editedAt: comments.editedAt,
      })
      .from(comments)
      .innerJoin(articles, eq(articles.id, comments.articleId))
      .where(eq(comments.personId, personId))
      .orderBy(asc(comments.createdAt), asc(comments.id)),
    ctx.db
      .select({
        commentId: commentRevisions.commentId,
        text: commentRevisions.text,
        replacedAt: commentRevisions.replacedAt,
      })
      .from(commentRevisions)
      .innerJoin(comments, eq(comments.id, commentRevisions.commentId))
      .where(eq(comments.personId, personId))
      .orderBy(asc(commentRevisions.revision)),
    draftsOf(ctx, personId, mostDrafts),
  ])
  const earlierTexts = Map.groupBy(revisions, ({ commentId }) => commentId)
  return {
    exportedAt: ctx.now,
    comments: rows.map(({ slug, headline, ...comment }) => ({
      ...comment,
      article: { headline, url: `${ctx.config.publicUrl}/articles/${slug}` },
      url: commentUrl(ctx, slug, comment.id),
      earlierTexts: (earlierTexts.get(comment.id) ?? []).map(({ text, replacedAt }) => ({ text, replacedAt })),
    })),
    drafts: drafts.map(({ article, text, savedAt, parentId }) => ({
      article: { headline: article.headline, url: `${ctx.config.publicUrl}/articles/${article.slug}` },
      answers: parentId,
      text,
      savedAt,
    })),
  }
}
