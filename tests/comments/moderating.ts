import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { comments } from '#db/schema/comments.ts'
import { notices } from '#db/schema/notices.ts'
import { after } from '#lib/clock.ts'
import { commentsAtDesk } from '#lib/comments/moderation/at-desk.ts'
import type { Verdict } from '#lib/comments/moderation/decide.ts'
import type { Seen } from '#lib/comments/moderation/model.ts'
import { reportComment } from '#lib/comments/moderation/reports.ts'
import type { Context } from '#lib/context.ts'
import type { Person } from '#lib/people/model.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { makeCommenter, write } from './conversation.ts'

export const approve: Verdict = { verdict: 'approve' }
export const rejectIt: Verdict = { verdict: 'reject', reason: 'abuse', note: 'Please leave his mother out of it.' }

export function later(ctx: Context, ms: number): Context {
  return { ...ctx, now: after(ctx.now, ms) }
}

export function makeModerator(ctx: Context, name = 'Moses Quillfeather'): Promise<Person> {
  return makePerson(ctx, { name, roles: ['moderator'] })
}

/** What a moderator who opens the comment now has before them. */
export async function seen(ctx: Context, commentId: string): Promise<Seen> {
  const [comment] = await commentsAtDesk(ctx, [commentId])
  if (!comment) throw new Error('there is no such comment')
  return { state: comment.state, revision: comment.revision, decision: comment.lastDecision?.id ?? null }
}

export async function stateOf(ctx: Context, commentId: string): Promise<string | undefined> {
  const [row] = await ctx.db.select({ state: comments.state }).from(comments).where(eq(comments.id, commentId))
  return row?.state
}

/** What somebody was told among their notices. */
export async function told(ctx: Context, person: Person): Promise<string[]> {
  const rows = await ctx.db.select({ text: notices.text }).from(notices).where(eq(notices.personId, person.id))
  return rows.map(({ text }) => text)
}

/** A comment by somebody, under an article of its own. Nobody else has written the same. */
export async function makeComment(ctx: Context, text = `His mother should have told him so ${v7()}.`) {
  const article = await makeArticle(ctx)
  const writer = await makeCommenter(ctx)
  return { article, writer, id: await write(ctx, writer, article.slug, { text }) }
}

/** Reports a comment, as its page does. */
export async function report(
  ctx: Context,
  person: Person | null,
  commentId: string,
  given: { reason?: 'abuse' | 'legal'; explanation?: string; readsThread?: boolean } = {},
) {
  const [row] = await ctx.db.select({ articleId: comments.articleId }).from(comments).where(eq(comments.id, commentId))
  const articleId = row?.articleId ?? ''
  return reportComment(ctx, person, {
    commentId,
    articleId,
    reason: 'abuse',
    explanation: '',
    readsThread: true,
    ...given,
  })
}
