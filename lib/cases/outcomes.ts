import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { changeCase, lockCase, type CaseRow } from './internal/move.ts'
import { letterFrom, writeToReaders } from './letters.ts'
import { isOpen, type Finding } from './model.ts'

/**
 * A case led to something: a correction on its article, a licence that was accepted. It is published, and upheld unless a
 * finding is on record already or given here. Runs in the caller's transaction; a case that is published already stays
 * so, and the further outcome is on record too. Nobody at the desk publishes from a case that was declined, closed or
 * merged, which says otherwise; terms that its reader accepts meanwhile count all the same.
 * @param outcome.details what it was: `correction`, `licence` or `reply`, and its id
 * @param outcome.letter what the reader is written, given their name; readers of cases that went on in this one are, too
 * @throws Refusal: not_found; conflict when it is closed
 */
export async function recordPublished(
  ctx: Context,
  caseId: string,
  outcome: {
    personId: string | null
    finding?: Finding
    text?: string
    details: Record<string, string>
    letter?: (name: string) => string
  },
): Promise<void> {
  const row = await lockCase(ctx, caseId)
  if (outcome.personId !== null && row.state !== 'published') refuseClosed(row)
  const finding = outcome.finding ?? row.finding ?? (row.kind === 'republishing' ? null : 'upheld')
  await changeCase(
    ctx,
    row,
    { state: 'published', finding },
    {
      kind: 'published',
      actor: outcome.personId === null ? 'magazine' : 'desk',
      personId: outcome.personId,
      text: outcome.text ?? '',
      details: { ...outcome.details, ...(finding === null || finding === row.finding ? {} : { finding }) },
    },
  )
  if (outcome.letter === undefined) return
  const { personId, letter } = outcome
  await writeToReaders(ctx, caseId, { personId, text: ({ name }) => letter(name) })
}

/**
 * Terms to republish were offered: the case waits for the reader. Runs in the caller's transaction.
 * @throws Refusal: not_found; conflict when the case is closed
 */
export async function recordOffered(
  ctx: Context,
  caseId: string,
  offer: { personId: string; text: string; licenceId: string },
): Promise<void> {
  const row = await lockOpen(ctx, caseId)
  const { personId, text } = offer
  const kind = row.state === 'awaiting_reader' ? 'note' : 'state'
  const details = { licence: offer.licenceId }
  await changeCase(ctx, row, { state: 'awaiting_reader' }, { kind, actor: 'desk', personId, text, details })
}

/** The terms that were offered were declined: the case is the desk's again, unless it was closed meanwhile. */
export async function recordTermsDeclined(ctx: Context, caseId: string, answer: { text: string }): Promise<void> {
  const row = await lockCase(ctx, caseId)
  await changeCase(ctx, row, isOpen(row.state) ? { state: 'investigating' } : {}, {
    kind: 'letter_in',
    actor: 'reader',
    personId: null,
    text: answer.text,
  })
}

/**
 * What was asked for is refused: the letter goes to the reader, and to those of cases that went on in this one, and the case
 * is declined. Runs in the caller's transaction.
 * @param refusal.letter its places, as templates have them, are filled in for each reader
 * @throws Refusal: not_found; conflict when the case is closed; invalid when the letter cannot be sent
 */
export async function recordDeclined(
  ctx: Context,
  caseId: string,
  refusal: { personId: string; letter: string; reason: string },
): Promise<void> {
  const { personId, letter, reason } = refusal
  await lockOpen(ctx, caseId)
  await writeToReaders(ctx, caseId, { personId, text: ({ id }) => letterFrom(ctx, id, letter) })
  await changeCase(
    ctx,
    await lockCase(ctx, caseId),
    { state: 'declined' },
    { kind: 'state', actor: 'desk', personId, text: reason },
  )
}

async function lockOpen(ctx: Context, caseId: string): Promise<CaseRow> {
  const row = await lockCase(ctx, caseId)
  refuseClosed(row)
  return row
}

function refuseClosed(row: CaseRow): void {
  if (!isOpen(row.state)) throw new Refusal('conflict', 'This case is closed. Reopen it first.')
}
