import { and, eq, sql } from 'drizzle-orm'
import { caseEvents, type SubmittedFile } from '#db/schema/cases.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { goingOnAs } from './internal/going-on.ts'
import { caseWorkers } from './desk-case.ts'
import { changeCase, lockCase, type CaseRow } from './internal/move.ts'
import { deskAddress } from './links.ts'
import { caseReference } from './model.ts'

/** From its page and by mail. */
export const lettersOfOneCase = { name: 'case-letter', points: 20, seconds: 3600 }

interface Letter {
  text: string
  files: SubmittedFile[]
  details: {
    via: 'page' | 'mail'
    /** By which the same letter, twice, is one. */
    messageId: string
    subject?: string
    /** The address a mail came from that is not the reader's: nothing moves by itself on it. */
    stranger?: string
    /** What a mail quoted at its end. */
    quoted?: string
    /** Names of files that came with a mail and were not taken. */
    refused?: string
  }
}

/**
 * Puts a letter of the reader's on record, and tells whoever works on the case; one that was waited for is looked into
 * again. Of one that was merged, whoever works on the other hears. Runs in the caller's transaction.
 * @throws Refusal (not_found)
 */
export async function receiveLetter(tx: Context, caseId: string, letter: Letter): Promise<void> {
  const row = await lockCase(tx, caseId)
  if (await isKnown(tx, caseId, letter.details.messageId)) return
  const { stranger = '', refused = '' } = letter.details
  const change = row.state === 'awaiting_reader' && stranger === '' ? { state: 'investigating' as const } : {}
  const event = await changeCase(tx, row, change, { kind: 'letter_in', actor: 'reader', personId: null, ...letter })
  const magazine = await magazineSettings(tx)
  const going = await goingOnAs(tx, row)
  await postMail(tx, {
    kind: 'case-answered',
    recipient: (await ownersAddress(tx, going)) ?? tx.config.deskEmail,
    data: {
      magazine: magazine.name,
      reference: caseReference(row.number, row.receivedAt),
      name: row.name,
      text: letter.text,
      files: letter.files.map((file) => file.name),
      refused,
      link: deskAddress(tx, going.id),
      stranger,
    },
    dedupeKey: `case-answered:${event}`,
  })
}

async function isKnown(ctx: Context, caseId: string, messageId: string): Promise<boolean> {
  const [found] = await ctx.db
    .select({ id: caseEvents.id })
    .from(caseEvents)
    .where(and(sql`${caseEvents.details}->>'messageId' = ${messageId}`, eq(caseEvents.caseId, caseId)))
    .limit(1)
  return found !== undefined
}

/** Whose work it no longer is hears nothing of what readers write. */
async function ownersAddress(ctx: Context, { ownerId }: CaseRow): Promise<string | null> {
  const workers = await caseWorkers(ctx)
  if (ownerId === null || !workers.some(({ id }) => id === ownerId)) return null
  const [owner] = await ctx.db.select({ email: people.email }).from(people).where(eq(people.id, ownerId))
  return owner?.email ?? null
}
