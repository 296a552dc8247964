import { v7 } from 'uuid'
import { eq } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { cases } from '#db/schema/cases.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { day } from '#lib/clock.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { idsMergedInto } from './desk-case.ts'
import { lockAsSeen } from './internal/as-seen.ts'
import { changeCase, lockCase, type CaseRow } from './internal/move.ts'
import { caseAddress, replyAddressFor } from './links.ts'
import { caseReference, fillTemplate } from './model.ts'
import type { CaseWorker, SeenCase } from './working.ts'

/** Characters of one letter. */
const longestLetter = 10_000

/**
 * Writes to the reader of a case: posts the mail, with the address at which they follow the case and answer, and puts the
 * letter on record. The first one acknowledges the case. Runs in the caller's transaction.
 * @param caseRow the case, locked in it
 * @param letter.text paragraphs, divided by empty lines
 * @param letter.subject one line; the usual one when not given
 * @returns the letter's event
 * @throws Refusal (invalid with fields `text`, `subject`)
 */
export async function writeToReader(
  tx: Context,
  caseRow: CaseRow,
  letter: { personId: string | null; text: string; subject?: string | undefined },
): Promise<string> {
  const { name: magazine } = await magazineSettings(tx)
  const reference = caseReference(caseRow.number, caseRow.receivedAt)
  const text = letter.text.replaceAll('\r\n', '\n').trim()
  const subject = letter.subject?.trim() || `${magazine}: your message ${reference}`
  if (text === '') throw fieldRefusal('text', 'Write the letter first.')
  if (text.length > longestLetter || text.includes('\0'))
    throw fieldRefusal('text', 'A letter has at most 10,000 characters of plain text.')
  if (subject.length > 150 || /\p{Cc}/u.test(subject))
    throw fieldRefusal('subject', 'A subject is one line of 150 characters at most.')
  const mailKey = `case-letter:${v7()}`
  const eventId = await changeCase(tx, caseRow, caseRow.state === 'received' ? { state: 'acknowledged' } : {}, {
    kind: 'letter_out',
    actor: letter.personId === null ? 'magazine' : 'desk',
    personId: letter.personId,
    text,
    details: { subject, mailKey },
  })
  await postMail(tx, {
    kind: 'case-letter',
    recipient: caseRow.email,
    data: {
      magazine,
      reference,
      subject,
      text,
      link: caseAddress(tx, caseRow.id),
      replyTo: replyAddressFor(tx, caseRow.id),
    },
    dedupeKey: mailKey,
  })
  return eventId
}

/**
 * Writes to the reader of a case, and to those of the cases that go on in it, to each a letter of their own. Runs in the
 * caller's transaction.
 * @param letter.text what each is written
 * @param letter.subject one line, the same for all; each their own usual one when not given
 * @throws Refusal (not_found, invalid with field `text`)
 */
export async function writeToReaders(
  tx: Context,
  caseId: string,
  letter: { personId: string | null; text: (reader: CaseRow) => string | Promise<string>; subject?: string },
): Promise<void> {
  for (const id of [caseId, ...(await idsMergedInto(tx, caseId))]) {
    const reader = await lockCase(tx, id)
    await writeToReader(tx, reader, { ...letter, text: await letter.text(reader) })
  }
}

/**
 * A letter from the desk, provided that nothing happened since the case was opened there.
 * @param input.toAll to the readers of the cases that go on in it, too: the letter's places, as templates have them, are then
 *   filled in for each
 * @throws Refusal (not_found, conflict, invalid)
 */
export async function sendLetter(
  ctx: Context,
  staff: CaseWorker,
  input: SeenCase & { text: string; subject: string; toAll?: boolean },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await lockAsSeen(tx, input.caseId, input.seen)
    const { text, subject } = input
    const letter = { personId: staff.id, subject }
    if (input.toAll) await writeToReaders(tx, row.id, { ...letter, text: ({ id }) => letterFrom(tx, id, text) })
    else await writeToReader(tx, row, { ...letter, text })
  })
}

/** A letter to begin from, with what it has places for filled in. @throws Refusal (not_found) */
export async function letterFrom(ctx: Context, caseId: string, template: string): Promise<string> {
  const [row] = await ctx.db
    .select({
      name: cases.name,
      number: cases.number,
      receivedAt: cases.receivedAt,
      dueAt: cases.dueAt,
      headline: articles.headline,
    })
    .from(cases)
    .leftJoin(articles, eq(articles.id, cases.articleId))
    .where(eq(cases.id, caseId))
  if (row === undefined) throw new Refusal('not_found', 'There is no such case.')
  const { name: magazine } = await magazineSettings(ctx)
  return fillTemplate(template, {
    name: row.name,
    reference: caseReference(row.number, row.receivedAt),
    headline: row.headline ?? 'our article',
    magazine,
    days: String(Math.max(1, Math.ceil((row.dueAt.getTime() - ctx.now.getTime()) / day))),
  })
}
