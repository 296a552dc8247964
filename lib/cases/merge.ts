import { eq } from 'drizzle-orm'
import { cases } from '#db/schema/cases.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { numberIn } from './desk-list.ts'
import { lockAsSeen } from './internal/as-seen.ts'
import { changeCase, lockCase, type CaseRow } from './internal/move.ts'
import { recordEvent } from './internal/record.ts'
import { writeToReader } from './letters.ts'
import { caseReference, isOpen } from './model.ts'
import type { CaseWorker, SeenCase } from './working.ts'

/** A letter to whoever wrote twice, or wrote what somebody else had written: the places are filled in as in templates. */
export const mergeTemplate =
  'Dear {name},\n\nYour message ({reference}) is about something we are looking into already. We have put the two together, and deal with them as one. There is nothing you need to do: what you wrote is read with the rest, and you will have an answer all the same.\n\nThe managing editor, {magazine}'

/** The case of a reference as typed; null when there is none. */
export async function caseCalled(ctx: Context, typed: string): Promise<typeof cases.$inferSelect | null> {
  const number = numberIn(typed)
  if (number === null) return null
  const [row] = await ctx.db.select().from(cases).where(eq(cases.number, number))
  return row ?? null
}

/**
 * Merges a case into another one, which goes on in its place: both say so in their records, the reader is told, and the
 * merged one is closed. What its reader writes from then on is read with the other.
 * @param input.into the other's reference
 * @param input.letter to the reader of the merged one
 * @returns the other's id
 * @throws Refusal (not_found, conflict, invalid with fields `into`, `text`)
 */
export async function mergeCase(
  ctx: Context,
  staff: CaseWorker,
  input: SeenCase & { into: string; letter: string },
): Promise<string> {
  const target = await caseCalled(ctx, input.into)
  if (target === null) throw fieldRefusal('into', 'There is no case of that reference. It looks like SF-2026-0007.')
  if (target.id === input.caseId) throw fieldRefusal('into', 'A case cannot be merged into itself.')
  return inTransaction(ctx, async (tx) => {
    // In one order always, so that two who merge at once do not wait for each other.
    if (target.id < input.caseId) await lockCase(tx, target.id)
    const row = await lockAsSeen(tx, input.caseId, input.seen)
    const into = await lockCase(tx, target.id)
    if (!isOpen(row.state)) throw new Refusal('conflict', 'This case is closed. Reopen it first.')
    await requireOpen(tx, into)
    await writeToReader(tx, row, { personId: staff.id, text: input.letter })
    // As the letter has left it.
    await changeCase(
      tx,
      await lockCase(tx, row.id),
      { state: 'closed', mergedInto: into.id },
      {
        kind: 'merged',
        actor: 'desk',
        personId: staff.id,
        details: { into: caseReference(into.number, into.receivedAt) },
      },
    )
    await recordEvent(tx, into.id, {
      kind: 'merged_here',
      actor: 'desk',
      personId: staff.id,
      details: { from: caseReference(row.number, row.receivedAt) },
    })
    return into.id
  })
}

/** What is closed or goes on elsewhere is no place to go on in; so cases never lead in a circle either. */
async function requireOpen(tx: Context, into: CaseRow): Promise<void> {
  if (isOpen(into.state)) return
  const [end] = into.mergedInto === null ? [] : await tx.db.select().from(cases).where(eq(cases.id, into.mergedInto))
  throw fieldRefusal(
    'into',
    end === undefined
      ? 'That case is closed. Reopen it first.'
      : `That case goes on in ${caseReference(end.number, end.receivedAt)}: merge this one into it.`,
  )
}
