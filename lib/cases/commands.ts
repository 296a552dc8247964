import { eq, sql } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { cases } from '#db/schema/cases.ts'
import { after, day } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { takePoint } from '#lib/limits/limit.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { caseSettings, magazineSettings } from '#lib/settings/queries.ts'
import { recordEvent } from './internal/record.ts'
import { caseForms, caseReference, type CaseKind } from './model.ts'

/** Beyond these the case is opened all the same; the mail is left out. */
const confirmationsToOneAddress = { name: 'case-received', points: 3, seconds: 3600 }

/**
 * Opens a case from a reader's form and posts two mails: what happens now, to the reader; the announcement, to the desk.
 * @param input.fields the form's fields, parsed here by its kind's schema
 * @param input.submissionId made by the form (a UUID): the same one twice is one case
 * @returns the reference to quote
 * @throws ZodError when a field is not what its form asks for
 */
export async function openCase(
  ctx: Context,
  input: { kind: CaseKind; articleSlug: string | null; fields: Record<string, string>; submissionId: string },
): Promise<string> {
  const { name, email, message, ...details } = caseForms[input.kind].parse(input.fields)
  const magazine = await magazineSettings(ctx)
  const { answerDays } = await caseSettings(ctx)
  const { allowed } = await takePoint(ctx, confirmationsToOneAddress, email)
  return inTransaction(ctx, async (tx) => {
    const [article] =
      input.articleSlug === null
        ? []
        : await tx.db
            .select({ id: articles.id, headline: articles.headline, state: articles.state })
            .from(articles)
            .where(eq(articles.slug, input.articleSlug))
    const about = article?.state === 'published' ? article : undefined
    const [opened] = await tx.db
      .insert(cases)
      .values({
        kind: input.kind,
        articleId: about?.id ?? null,
        name,
        email,
        message,
        details,
        submissionId: input.submissionId,
        receivedAt: tx.now,
        dueAt: after(tx.now, answerDays * day),
        changedAt: tx.now,
        search: sql`to_tsvector('magazine', ${[name, email, ...Object.values(details)].join(' ')})`,
      })
      .onConflictDoNothing({ target: cases.submissionId })
      .returning({ id: cases.id, number: cases.number, receivedAt: cases.receivedAt })
    if (!opened) {
      const [first] = await tx.db
        .select({ number: cases.number, receivedAt: cases.receivedAt })
        .from(cases)
        .where(eq(cases.submissionId, input.submissionId))
      if (!first) throw new Error('a case was neither new nor there')
      return caseReference(first.number, first.receivedAt)
    }
    await recordEvent(tx, opened.id, { kind: 'received', actor: 'reader', personId: null, text: message })
    const reference = caseReference(opened.number, opened.receivedAt)
    const data = {
      magazine: magazine.name,
      reference,
      caseKind: input.kind,
      headline: about?.headline ?? '',
      days: answerDays,
    }
    if (allowed)
      await postMail(tx, { kind: 'case-received', recipient: email, data, dedupeKey: `case-received:${opened.id}` })
    await postMail(tx, {
      kind: 'case-announced',
      recipient: tx.config.deskEmail,
      data: { ...data, name, email, message, details },
      dedupeKey: `case-announced:${opened.id}`,
    })
    return reference
  })
}
