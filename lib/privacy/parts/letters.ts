import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { caseEvents, caseFiles, cases } from '#db/schema/cases.ts'
import { licenceEvents, licences } from '#db/schema/licences.ts'
import { caseFile } from '#lib/cases/files.ts'
import { caseReference, isLetter } from '#lib/cases/model.ts'
import type { Context } from '#lib/context.ts'
import { licenceReference } from '#lib/licences/model.ts'
import { amountOf, articleUrl, type Part } from './part.ts'

/** Letters of cases, in the order of the record. Notes and decisions of the desk are the magazine's own. */
async function lettersOf(ctx: Context, caseIds: string[]) {
  const events = await ctx.db
    .select()
    .from(caseEvents)
    .where(inArray(caseEvents.caseId, caseIds))
    .orderBy(asc(caseEvents.number))
  return events.filter(({ kind, details }) => isLetter(kind, details))
}

/** Cases from an address: whoever wrote had to confirm it first. */
function casesFrom(ctx: Context, email: string) {
  return ctx.db
    .select({ one: cases, slug: articles.slug, headline: articles.headline })
    .from(cases)
    .leftJoin(articles, eq(articles.id, cases.articleId))
    .where(and(eq(cases.email, email), isNull(cases.forgottenAt)))
    .orderBy(asc(cases.receivedAt))
}

const letters: Part = {
  key: 'letters',
  title: 'Letters to the managing editor',
  about:
    'Corrections, replies and enquiries sent from your address and confirmed there, with the letters between you and the magazine. Files are in the folder “letters”.',
  async read(ctx, { email }) {
    const rows = await casesFrom(ctx, email)
    const ids = rows.map(({ one }) => one.id)
    const [all, files] = await Promise.all([
      lettersOf(ctx, ids),
      ctx.db.select().from(caseFiles).where(inArray(caseFiles.caseId, ids)),
    ])
    return rows.map(({ one, slug, headline }) => ({
      reference: caseReference(one.number, one.receivedAt),
      kind: one.kind.replaceAll('_', ' '),
      article: headline,
      articleUrl: slug === null ? null : articleUrl(ctx, slug),
      received: one.receivedAt,
      name: one.name,
      email: one.email,
      message: one.message,
      asked: one.details,
      state: one.state.replaceAll('_', ' '),
      answerDue: one.dueAt,
      finding: one.finding?.replaceAll('_', ' ') ?? null,
      closed: one.closedAt,
      letters: all
        .filter(({ caseId }) => caseId === one.id)
        .map(
          ({ kind, at, text }) => `${at.toISOString()}, ${kind === 'letter_out' ? 'the magazine' : 'you'}:\n${text}`,
        ),
      files: files.filter(({ caseId }) => caseId === one.id).map(({ name, bytes }) => `${name} (${bytes} bytes)`),
    }))
  },
  async *files(ctx, { email }) {
    const rows = await casesFrom(ctx, email)
    const ids = rows.map(({ one }) => one.id)
    const shown = new Set((await lettersOf(ctx, ids)).map(({ id }) => id))
    const files = await ctx.db.select().from(caseFiles).where(inArray(caseFiles.caseId, ids)).orderBy(asc(caseFiles.id))
    for (const { one } of rows) {
      const own = files.filter(({ caseId, eventId }) => caseId === one.id && shown.has(eventId))
      for (const [index, { id }] of own.entries()) {
        const file = await caseFile(ctx, one.id, id)
        if (file)
          yield {
            name: `letters/${caseReference(one.number, one.receivedAt)}/${index + 1}-${file.name}`,
            bytes: file.bytes,
          }
      }
    }
  },
}

const republishing: Part = {
  key: 'licences',
  title: 'Licences to republish',
  about: 'Offers and licences that went to your address, and what was done about them.',
  async read(ctx, { email }) {
    const rows = await ctx.db
      .select({ one: licences, slug: articles.slug, headline: articles.headline })
      .from(licences)
      .innerJoin(articles, eq(articles.id, licences.articleId))
      .where(eq(licences.email, email))
      .orderBy(asc(licences.offeredAt))
    const events = await ctx.db
      .select()
      .from(licenceEvents)
      .where(
        inArray(
          licenceEvents.licenceId,
          rows.map(({ one }) => one.id),
        ),
      )
      .orderBy(asc(licenceEvents.number))
    return rows.map(({ one, slug, headline }) => ({
      reference: licenceReference(one.number, one.offeredAt),
      article: headline,
      articleUrl: articleUrl(ctx, slug),
      licensee: one.licensee,
      publication: one.publication,
      contact: one.contactName,
      email: one.email,
      terms: one.terms,
      fee: amountOf(one.fee, one.currency),
      territory: one.territory,
      language: one.language,
      from: one.validFrom,
      until: one.validUntil,
      message: one.message === '' ? null : one.message,
      state: one.state,
      offered: one.offeredAt,
      answered: one.answeredAt,
      signedAs: one.acceptedName,
      closed: one.closedAt,
      whatWasDone: events
        .filter(({ licenceId, actor }) => licenceId === one.id && actor !== 'desk')
        .map(({ at, kind, actor }) => `${at.toISOString()}: ${kind.replaceAll('_', ' ')} (${actor})`),
    }))
  },
}

export const letterParts: Part[] = [letters, republishing]
