import { and, eq, sql } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { commentCounts, comments } from '#db/schema/comments.ts'
import { people } from '#db/schema/people.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { isVisibleAt } from '#lib/articles/model.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { benefitsOf } from '#lib/membership/queries.ts'
import { displayNameSchema, type Person } from '#lib/people/model.ts'
import { commentTextSchema, type CommentBadge } from './model.ts'
import { mayComment } from './policy.ts'

const commentsOfOnePerson = { name: 'comment', points: 10, seconds: 600 }

const refusals = {
  must_sign_in: new Refusal('unauthenticated', 'Sign in to comment.'),
  must_support: new Refusal('forbidden', 'Only supporters and patrons, who donate regularly, can comment. Join today.'),
  thread_is_closed: new Refusal('conflict', 'Comments under this article are closed.'),
}

export interface NewComment {
  articleSlug: string
  text: string
  /** Made by the form (a UUID): the same one twice is one comment. */
  submissionId: string
  /** The name to show, from somebody who has none yet; of everybody else it is left alone. */
  name?: string
  /** The comment answered, of the same article; answers to an answer join the same thread. */
  parentId?: string
}

/**
 * Publishes a comment, if its writer may write there at this moment.
 * @param person who writes; null for a visitor, who is refused
 * @returns the comment's id; the id of the first one when the submission was doubled
 * @throws Refusal saying why not
 */
export async function postComment(
  ctx: Context,
  person: Person | null,
  input: NewComment,
): Promise<{ id: string; articleId: string }> {
  const parsed = commentTextSchema.safeParse(input.text)
  const [article] = await ctx.db
    .select({
      id: articles.id,
      state: articles.state,
      publishedAt: articles.publishedAt,
      commentSetting: articles.comments,
    })
    .from(articles)
    .where(eq(articles.slug, input.articleSlug))
  if (!article || !isVisibleAt(article, ctx.now)) throw new Refusal('not_found', 'That article is no longer here.')

  const held = person ? await benefitsOf(ctx, person.id) : []
  const verdict = mayComment(person && { benefits: held.map((one) => one.benefit), roles: person.roles }, article)
  if (!verdict.allowed) throw refusals[verdict.rule]
  if (!person) throw refusals.must_sign_in
  if (!parsed.success)
    throw new Refusal('invalid', 'Please look at what is marked below.', {
      text: parsed.error.issues[0]?.message ?? '',
    })
  const chosen = person.name === null ? displayNameSchema.safeParse(input.name ?? '') : null
  if (chosen?.success === false) {
    const fault = chosen.error.issues[0]?.message ?? ''
    throw new Refusal('invalid', 'Please look at what is marked below.', { name: fault })
  }

  const earlier = await earlierSubmission(ctx, person.id, input.submissionId)
  if (earlier) return { id: earlier, articleId: article.id }
  await requirePoint(ctx, commentsOfOnePerson, person.id, 'You have written ten comments in ten minutes.')

  return inTransaction(ctx, async (tx) => {
    if (chosen) await tx.db.update(people).set({ name: chosen.data }).where(eq(people.id, person.id))
    const parentId = input.parentId === undefined ? null : await threadOf(tx, article.id, input.parentId)
    const badge: CommentBadge =
      person.roles.length > 0 ? 'staff' : held.some((one) => one.tier === 'patron') ? 'patron' : 'supporter'
    const [row] = await tx.db
      .insert(comments)
      .values({
        articleId: article.id,
        personId: person.id,
        parentId,
        text: parsed.data,
        state: 'published',
        badge,
        submissionId: input.submissionId,
        createdAt: tx.now,
      })
      .onConflictDoNothing({ target: [comments.personId, comments.submissionId] })
      .returning({ id: comments.id })
    if (!row) {
      const first = await earlierSubmission(tx, person.id, input.submissionId)
      if (!first) throw new Error('a comment was neither new nor there')
      return { id: first, articleId: article.id }
    }
    await tx.db
      .insert(commentCounts)
      .values({ articleId: article.id, published: 1 })
      .onConflictDoUpdate({ target: commentCounts.articleId, set: { published: sql`${commentCounts.published} + 1` } })
    await announceChange(tx, [tags.comments(article.id)])
    return { id: row.id, articleId: article.id }
  })
}

async function earlierSubmission(ctx: Context, personId: string, submissionId: string): Promise<string | undefined> {
  const [row] = await ctx.db
    .select({ id: comments.id })
    .from(comments)
    .where(and(eq(comments.personId, personId), eq(comments.submissionId, submissionId)))
  return row?.id
}

/** The comment that an answer to `commentId` stands under. */
async function threadOf(ctx: Context, articleId: string, commentId: string): Promise<string> {
  const [parent] = await ctx.db
    .select({ id: comments.id, parentId: comments.parentId })
    .from(comments)
    .where(and(eq(comments.id, commentId), eq(comments.articleId, articleId), eq(comments.state, 'published')))
  if (!parent) throw new Refusal('conflict', 'The comment you answer is no longer here. Your text is kept below.')
  return parent.parentId ?? parent.id
}

/**
 * Removes a person's own comment from view; what answered it stays, under a note.
 * @returns the article it stood under
 * @throws Refusal `not_found` when it is not theirs
 */
export async function deleteOwnComment(ctx: Context, personId: string, commentId: string): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select({ articleId: comments.articleId, state: comments.state })
      .from(comments)
      .where(and(eq(comments.id, commentId), eq(comments.personId, personId)))
      .for('update')
    if (!row) throw new Refusal('not_found', 'That comment is not among yours.')
    if (row.state === 'deleted') return row.articleId
    await tx.db.update(comments).set({ state: 'deleted', editedAt: tx.now }).where(eq(comments.id, commentId))
    if (row.state === 'published') {
      await tx.db
        .update(commentCounts)
        .set({ published: sql`${commentCounts.published} - 1` })
        .where(eq(commentCounts.articleId, row.articleId))
    } else if (row.state === 'held') {
      await tx.db
        .update(commentCounts)
        .set({ held: sql`${commentCounts.held} - 1` })
        .where(eq(commentCounts.articleId, row.articleId))
    }
    await announceChange(tx, [tags.comments(row.articleId)])
    return row.articleId
  })
}
