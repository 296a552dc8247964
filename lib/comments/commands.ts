import { and, eq, ne } from 'drizzle-orm'
import { comments } from '#db/schema/comments.ts'
import { newcomerComments } from '#db/schema/moderation.ts'
import { people } from '#db/schema/people.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import type { Person } from '#lib/people/model.ts'
import { forgetDraft, saveDraftUnder } from './drafts.ts'
import { editComment } from './editing.ts'
import { admit, admitAgain } from './gate.ts'
import { keepFindings } from './moderation/findings.ts'
import { changeState, countNew, lockComment } from './internal/state.ts'
import { readCommentText, readShownName } from './internal/text.ts'
import { placeUnder, shownName, type CommentBadge, type CommentState, type Place } from './model.ts'
import { tellOfCommentJob } from './notices/tell-job.ts'
import { alsoWaiting, judge } from './moderation/judge.ts'

const commentsOfOnePerson = { name: 'comment', points: 10, seconds: 600 }

export interface NewComment {
  articleSlug: string
  text: string
  /** Made by the form (a UUID): the same one twice is one comment. */
  submissionId: string
  /** The name to show, from somebody who has none yet; of everybody else it is left alone. */
  name?: string
  /** The comment answered, of the same article. */
  parentId?: string
}

export interface PostedComment {
  id: string
  articleId: string
  /** Whether readers see it now, or a moderator comes first, or it was turned away. */
  state: CommentState
  badge: CommentBadge | null
  /** The name it is shown with. */
  name: string
}

/**
 * Posts a comment, if its writer may write there at this moment.
 * @param person who writes; null for a visitor, who is refused
 * @returns the first one when the submission was doubled
 * @throws Refusal saying why not
 */
export async function postComment(ctx: Context, person: Person | null, input: NewComment): Promise<PostedComment> {
  try {
    return await post(ctx, person, input)
  } catch (reason) {
    // What somebody wrote whose membership ended meanwhile, say, is theirs to go on with.
    if (person && reason instanceof Refusal && reason.kind !== 'not_found')
      await saveDraftUnder(ctx, person.id, { ...input, parentId: input.parentId ?? null }).catch(unlessRefused)
    throw reason
  }
}

async function post(ctx: Context, person: Person | null, input: NewComment): Promise<PostedComment> {
  const admitted = await admit(ctx, person, { slug: input.articleSlug })
  const { article, badge, waits } = admitted
  const writer = admitted.person
  const text = readCommentText(input.text)
  const name = writer.name === null ? readShownName(input.name ?? '') : null

  const earlier = await earlierSubmission(ctx, writer.id, input.submissionId)
  if (earlier) {
    const { posted } = earlier
    if (earlier.text === text) return posted
    // They had no answer, and went on writing before they sent it again.
    const { state } = await editComment(ctx, writer, { commentId: posted.id, text })
    return { ...posted, state }
  }
  await requirePoint(ctx, commentsOfOnePerson, writer.id, 'You have written ten comments in ten minutes.')
  const isStaff = writer.roles.length > 0
  const judged = await judge(ctx, {
    articleId: article.id,
    person: { id: writer.id, isStaff },
    commentId: null,
    text,
    waits,
  })

  return inTransaction(ctx, async (tx) => {
    const again = await admitAgain(tx, admitted)
    const { state, findings } = again.waits ? alsoWaiting(judged) : judged
    if (name !== null) await tx.db.update(people).set({ name }).where(eq(people.id, writer.id))
    const place = await placeOf(tx, article.id, input.parentId)
    const [row] = await tx.db
      .insert(comments)
      .values({
        articleId: article.id,
        personId: writer.id,
        ...place,
        text,
        state,
        badge,
        submissionId: input.submissionId,
        createdAt: tx.now,
      })
      .onConflictDoNothing({ target: [comments.personId, comments.submissionId] })
      .returning({ id: comments.id })
    if (!row) {
      const first = await earlierSubmission(tx, writer.id, input.submissionId)
      if (!first) throw new Error('a comment was neither new nor there')
      return first.posted
    }
    await countNew(tx, { articleId: article.id, attachedTo: place.attachedTo, state })
    if (state === 'published') await tx.queue.send(tx.db, tellOfCommentJob, { commentId: row.id })
    await keepFindings(tx, { commentId: row.id, revision: 1, findings })
    await forgetDraft(tx, writer.id, { articleId: article.id, parentId: place.parentId })
    return {
      id: row.id,
      articleId: article.id,
      state,
      badge,
      name: name ?? shownName({ ...writer, importedName: null }),
    }
  })
}

/** Why it was not posted comes before why it was not kept. */
function unlessRefused(reason: unknown): void {
  if (!(reason instanceof Refusal)) throw reason
}

async function earlierSubmission(
  ctx: Context,
  personId: string,
  submissionId: string,
): Promise<{ posted: PostedComment; text: string } | undefined> {
  const [row] = await ctx.db
    .select({
      id: comments.id,
      articleId: comments.articleId,
      state: comments.state,
      badge: comments.badge,
      text: comments.text,
      name: people.name,
      importedName: comments.importedName,
    })
    .from(comments)
    .innerJoin(people, eq(people.id, comments.personId))
    .where(and(eq(comments.personId, personId), eq(comments.submissionId, submissionId)))
  if (!row) return undefined
  const { id, articleId, state, badge, text } = row
  return { posted: { id, articleId, state, badge, name: shownName(row) }, text }
}

/** Where the new comment stands. @throws Refusal `conflict` when what it answers is gone */
async function placeOf(tx: Context, articleId: string, parentId: string | undefined): Promise<Place> {
  if (parentId === undefined) return placeUnder(null)
  const [parent] = await tx.db
    .select({ id: comments.id, attachedTo: comments.attachedTo, depth: comments.depth })
    .from(comments)
    .where(and(eq(comments.id, parentId), eq(comments.articleId, articleId), eq(comments.state, 'published')))
  if (!parent) throw new Refusal('conflict', 'The comment you answer is no longer here. Your text is kept below.')
  return placeUnder(parent)
}

/**
 * Removes a person's own comment from view; what answered it stays, under a note. Whoever wrote a comment may always
 * do this, member or not.
 * @returns the article it stood under
 * @throws Refusal `not_found` when it is not theirs
 */
export async function deleteOwnComment(ctx: Context, personId: string, commentId: string): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const comment = await lockComment(tx, commentId)
    if (!comment || comment.personId !== personId) throw new Refusal('not_found', 'That comment is not among yours.')
    await changeState(tx, comment, 'deleted')
    await tx.db.delete(newcomerComments).where(eq(newcomerComments.commentId, commentId))
    return comment.articleId
  })
}

/**
 * Removes everything a person has written and readers can see or moderators hold; each comment by itself, so that none
 * waits for all.
 * @returns the articles they stood under
 */
export async function deleteAllOwnComments(ctx: Context, personId: string): Promise<string[]> {
  const own = await ctx.db
    .select({ id: comments.id })
    .from(comments)
    .where(and(eq(comments.personId, personId), ne(comments.state, 'deleted')))
  const under = new Set<string>()
  for (const { id } of own) under.add(await deleteOwnComment(ctx, personId, id))
  return [...under]
}
