import { eq, sql } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { cases, type caseSubmissions } from '#db/schema/cases.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { caseSettings, magazineSettings } from '#lib/settings/queries.ts'
import { recordEvent } from './internal/record.ts'
import { caseAddress, deskAddress, replyAddressFor } from './links.ts'
import { caseReference } from './model.ts'

/** A form whose fields were parsed, from an address that is known to be the sender's. */
export type Submission = Omit<typeof caseSubmissions.$inferSelect, 'sentAt'>

export interface OpenedCase {
  id: string
  reference: string
}

/**
 * Opens a case; its clock runs from now. Posts two mails: the reference and the private address, to the reader; the
 * announcement, to the desk. Runs in the caller's transaction.
 * @param submission its id, twice, is one case
 */
export async function openCase(tx: Context, submission: Submission): Promise<OpenedCase> {
  const { id: submissionId, kind, articleId, name, email, message, details, files } = submission
  const magazine = await magazineSettings(tx)
  const { answerDays } = await caseSettings(tx)
  const [opened] = await tx.db
    .insert(cases)
    .values({
      kind,
      articleId,
      name,
      email,
      message,
      details,
      submissionId,
      receivedAt: tx.now,
      dueAt: after(tx.now, answerDays * day),
      changedAt: tx.now,
      search: sql`to_tsvector('magazine', ${[name, email, ...Object.values(details)].join(' ')})`,
    })
    .onConflictDoNothing({ target: cases.submissionId })
    .returning({ id: cases.id, number: cases.number, receivedAt: cases.receivedAt })
  if (!opened) {
    const first = await caseOfSubmission(tx, submissionId)
    if (!first) throw new Error('a case was neither new nor there')
    return first
  }
  await recordEvent(tx, opened.id, { kind: 'received', actor: 'reader', personId: null, text: message, files })
  const reference = caseReference(opened.number, opened.receivedAt)
  const data = {
    magazine: magazine.name,
    reference,
    caseKind: kind,
    headline: articleId === null ? '' : await headlineOf(tx, articleId),
    days: answerDays,
  }
  await postMail(tx, {
    kind: 'case-received',
    recipient: email,
    data: { ...data, link: caseAddress(tx, opened.id), replyTo: replyAddressFor(tx, opened.id) },
    dedupeKey: `case-received:${opened.id}`,
  })
  await postMail(tx, {
    kind: 'case-announced',
    recipient: tx.config.deskEmail,
    data: {
      ...data,
      name,
      email,
      message,
      details,
      files: files.map((file) => file.name),
      link: deskAddress(tx, opened.id),
    },
    dedupeKey: `case-announced:${opened.id}`,
  })
  return { id: opened.id, reference }
}

/** The case that came of a submission, if one did. */
export async function caseOfSubmission(ctx: Context, submissionId: string): Promise<OpenedCase | null> {
  const [found] = await ctx.db
    .select({ id: cases.id, number: cases.number, receivedAt: cases.receivedAt })
    .from(cases)
    .where(eq(cases.submissionId, submissionId))
  return found ? { id: found.id, reference: caseReference(found.number, found.receivedAt) } : null
}

async function headlineOf(ctx: Context, articleId: string): Promise<string> {
  const [article] = await ctx.db
    .select({ headline: articles.headline })
    .from(articles)
    .where(eq(articles.id, articleId))
  return article?.headline ?? ''
}
