import { eq } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { caseSubmissions } from '#db/schema/cases.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { caseOfSubmission, openCase } from './commands.ts'
import { idIn } from './links.ts'
import type { CaseKind } from './model.ts'

/** Days for which a form waits to be confirmed; then it is removed. */
export const daysToConfirm = 7

/** `waiting`: to be confirmed. `opened`: it was, and this is the case. `gone`: it waited too long, or never was. */
export type Waiting =
  | { is: 'waiting'; kind: CaseKind; headline: string }
  | { is: 'opened'; caseId: string }
  | { is: 'gone' }

/**
 * What a link from a confirmation mail leads to. Of what was typed it tells nothing: whoever has the mail may be a stranger
 * to it.
 */
export async function waitingSubmission(ctx: Context, token: string): Promise<Waiting> {
  const id = idIn(ctx, 'case-submission', token)
  if (id === null) return { is: 'gone' }
  const [found] = await ctx.db
    .select({ kind: caseSubmissions.kind, headline: articles.headline })
    .from(caseSubmissions)
    .leftJoin(articles, eq(articles.id, caseSubmissions.articleId))
    .where(eq(caseSubmissions.id, id))
  if (found) return { is: 'waiting', kind: found.kind, headline: found.headline ?? '' }
  const opened = await caseOfSubmission(ctx, id)
  return opened ? { is: 'opened', caseId: opened.id } : { is: 'gone' }
}

/**
 * Confirms the address a form was sent with, which opens the case. Twice, also at once, is one case: the submission's row
 * goes to whoever takes it first, and whoever comes second finds the case.
 * @returns the case's id; null when it waited too long, or the token is none of ours
 */
export async function confirmSubmission(ctx: Context, token: string): Promise<string | null> {
  const id = idIn(ctx, 'case-submission', token)
  if (id === null) return null
  return inTransaction(ctx, async (tx) => {
    const [submission] = await tx.db.delete(caseSubmissions).where(eq(caseSubmissions.id, id)).returning()
    const opened = submission ? await openCase(tx, submission) : await caseOfSubmission(tx, id)
    return opened?.id ?? null
  })
}
