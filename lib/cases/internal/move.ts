import { eq } from 'drizzle-orm'
import { cases } from '#db/schema/cases.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { isOpen, type CaseState } from '../model.ts'
import { recordEvent, type NewEvent } from './record.ts'

export type CaseRow = typeof cases.$inferSelect

/** What of a case can change; everything else is as it was received. */
export type CaseChange = Partial<
  Pick<CaseRow, 'articleId' | 'dueAt' | 'state' | 'severity' | 'finding' | 'ownerId' | 'mergedInto'>
>

/**
 * The case as it stands; its row stays locked until the transaction ends, so that two who decide follow one another. Whoever
 * locks an article as well locks it before the case, and the licences after it. Rows that only refer to the case, or the
 * article, do not wait for this lock, which keeps the key (PostgreSQL's FOR NO KEY UPDATE), nor it for them.
 * @throws Refusal (not_found), (conflict) for one whose personal data is removed
 */
export async function lockCase(ctx: Context, caseId: string): Promise<CaseRow> {
  const [row] = await ctx.db.select().from(cases).where(eq(cases.id, caseId)).for('no key update')
  if (row === undefined) throw new Refusal('not_found', 'There is no such case.')
  if (row.forgottenAt !== null)
    throw new Refusal(
      'conflict',
      'This case was closed so long ago that its letters are removed: nothing can be added.',
    )
  return row
}

/**
 * Changes where a locked case stands, and puts on record why: the only place where a case's state changes. The dates that
 * figures are made of follow from the state.
 * @returns the event's id
 */
export async function changeCase(ctx: Context, row: CaseRow, change: CaseChange, event: NewEvent): Promise<string> {
  const state = change.state ?? row.state
  await ctx.db
    .update(cases)
    .set({ ...change, ...datesOf(row, state, ctx.now) })
    .where(eq(cases.id, row.id))
  const details: Record<string, string> = state === row.state ? {} : { from: row.state, to: state }
  return recordEvent(ctx, row.id, { ...event, details: { ...details, ...event.details } })
}

function datesOf(row: CaseRow, state: CaseState, now: Date) {
  const open = isOpen(state)
  const decided = state === 'decided' || state === 'published' || state === 'declined'
  return {
    acknowledgedAt: row.acknowledgedAt ?? (state === 'received' || state === 'closed' ? null : now),
    decidedAt: decided ? (row.decidedAt ?? now) : open ? null : row.decidedAt,
    closedAt: open ? null : (row.closedAt ?? now),
  }
}
