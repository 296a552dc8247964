import { eq } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { noteStep } from './history.ts'
import { articleAtWork, colleagues, editorsAtDesk } from './people.ts'
import { tell } from './tell.ts'

/**
 * Says whom at the desk an article waits for, and writes to them unless they said so themselves.
 * @param to an editor; null for nobody
 * @throws Refusal: not_found; invalid with a fault for `assignedTo` when it is no editor
 */
export function assignArticle(ctx: Context, articleId: string, to: string | null, actorId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    await tx.db.select({ id: articles.id }).from(articles).where(eq(articles.id, articleId)).for('no key update')
    const article = await articleAtWork(tx, articleId)
    if (article === null) throw new Refusal('not_found', 'That article is no longer here.')
    if (article.assignedTo === to) return
    const editor = (await editorsAtDesk(tx)).find(({ id }) => id === to)
    if (to !== null && editor === undefined)
      throw fieldRefusal('assignedTo', 'Choose somebody who edits: this person does not, or no longer.')
    await tx.db.update(articles).set({ assignedTo: to }).where(eq(articles.id, articleId))
    const step = await noteStep(tx, {
      articleId,
      kind: 'assign',
      fromState: article.state,
      toState: article.state,
      note: editor?.name ?? '',
      plannedAt: null,
      assignedTo: to,
      personId: actorId,
    })
    await recordAudit(tx, {
      actorId,
      action: to === null ? 'assigned an article to nobody' : 'assigned an article',
      subject: subjectOf('article', articleId),
      details: { to },
    })
    const [by = null] = await colleagues(tx, [actorId])
    if (editor)
      await tell(tx, [editor], { happening: 'assigned', articleId, headline: article.headline, by, event: step })
  })
}

/**
 * Says on which day the desk means to publish it. No promise: that is the schedule.
 * @param day as HTML's date fields write it; null for none
 * @throws Refusal (not_found)
 */
export function planArticle(ctx: Context, articleId: string, day: string | null, actorId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select({ plannedFor: articles.plannedFor })
      .from(articles)
      .where(eq(articles.id, articleId))
      .for('no key update')
    if (row === undefined) throw new Refusal('not_found', 'That article is no longer here.')
    if (row.plannedFor === day) return
    await tx.db.update(articles).set({ plannedFor: day }).where(eq(articles.id, articleId))
    await recordAudit(tx, {
      actorId,
      action: day === null ? 'planned an article for no day' : 'planned an article',
      subject: subjectOf('article', articleId),
      details: { from: row.plannedFor, to: day },
    })
  })
}
