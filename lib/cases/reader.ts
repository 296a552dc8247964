import { and, asc, eq, inArray, lte, ne } from 'drizzle-orm'
import { v5 } from 'uuid'
import { articles } from '#db/schema/articles.ts'
import { caseEvents, caseFiles, cases, type SubmittedFile } from '#db/schema/cases.ts'
import { corrections } from '#db/schema/corrections.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { refusedFiles } from './attachments.ts'
import { roomInCase } from './files.ts'
import { lettersOfOneCase, receiveLetter } from './incoming.ts'
import { goingOnAs } from './internal/going-on.ts'
import { idIn } from './links.ts'
import { caseReference, isLetter, isOpen, letterSchema, type CaseKind, type CaseState } from './model.ts'

const readsFromOneNetwork = { name: 'case-page', points: 300, seconds: 3600 }
const lettersFromOneNetwork = { name: 'case-letter-from', points: 30, seconds: 3600 }

/** A letter as the reader sees it. */
export interface ReaderLetter {
  id: string
  from: 'reader' | 'magazine'
  at: Date
  text: string
  files: { id: string; name: string; bytes: number }[]
}

/** What a case's own reader may know of it: where it stands, and the letters between them and the magazine. Never notes. */
export interface ReaderCase {
  id: string
  kind: CaseKind
  reference: string
  name: string
  state: CaseState
  receivedAt: Date
  /** By when the answer is due; null for what is no longer open. */
  dueAt: Date | null
  headline: string | null
  /** What the reader sent: what its form asked for besides the message. */
  details: Record<string, string>
  letters: ReaderLetter[]
  /** What was published on articles because of it. */
  published: { slug: string; headline: string; correction: number }[]
}

/**
 * The case whose private address holds this token.
 * @param network whom to count for
 * @returns null for a token that is none of ours
 * @throws Refusal (too_many)
 */
export async function readerCase(ctx: Context, token: string, network: string): Promise<ReaderCase | null> {
  await requirePoint(ctx, readsFromOneNetwork, network, 'This page was asked for very often.')
  const id = idIn(ctx, 'case', token)
  if (id === null) return null
  const [row] = await ctx.db
    .select({ one: cases, headline: articles.headline })
    .from(cases)
    // What readers never saw is named to none of them, whatever the desk connects the case with.
    .leftJoin(
      articles,
      and(eq(articles.id, cases.articleId), ne(articles.state, 'draft'), lte(articles.publishedAt, ctx.now)),
    )
    .where(eq(cases.id, id))
  // Of one that is forgotten there is nothing left to show.
  if (!row || row.one.forgottenAt !== null) return null
  const { one, headline } = row
  const going = await goingOnAs(ctx, one)
  return {
    id,
    kind: one.kind,
    reference: caseReference(one.number, one.receivedAt),
    name: one.name,
    state: going.state,
    receivedAt: one.receivedAt,
    dueAt: isOpen(going.state) ? going.dueAt : null,
    headline,
    details: one.details,
    letters: await lettersOf(ctx, id),
    published: await publishedBecauseOf(ctx, [id, going.id]),
  }
}

async function lettersOf(ctx: Context, caseId: string): Promise<ReaderLetter[]> {
  const [events, files] = await Promise.all([
    ctx.db.select().from(caseEvents).where(eq(caseEvents.caseId, caseId)).orderBy(caseEvents.number),
    ctx.db.select().from(caseFiles).where(eq(caseFiles.caseId, caseId)).orderBy(caseFiles.id),
  ])
  return events
    .filter(({ kind, details }) => isLetter(kind, details))
    .map(({ id, kind, at, text }) => ({
      id,
      from: kind === 'letter_out' ? 'magazine' : 'reader',
      at,
      text,
      files: files
        .filter(({ eventId }) => eventId === id)
        .map((file) => ({ id: file.id, name: file.name, bytes: file.bytes })),
    }))
}

async function publishedBecauseOf(ctx: Context, caseIds: string[]): Promise<ReaderCase['published']> {
  return ctx.db
    .select({ slug: articles.slug, headline: articles.headline, correction: corrections.number })
    .from(corrections)
    .innerJoin(articles, eq(articles.id, corrections.articleId))
    .where(and(inArray(corrections.caseId, caseIds), eq(articles.state, 'published')))
    .orderBy(asc(corrections.publishedAt), asc(corrections.number))
}

/**
 * The reader writes again, on the case's own page: a letter on record, and a mail to whoever works on the case.
 * @throws Refusal (not_found) for a token that is none of ours, (invalid, field `files`) for more than fits, (too_many)
 * @throws ZodError when there is nothing in it, neither words nor a file
 */
export async function answerCase(
  ctx: Context,
  token: string,
  letter: { text: string; files: SubmittedFile[]; submissionId: string; network: string },
): Promise<void> {
  const id = idIn(ctx, 'case', token)
  if (id === null) throw new Refusal('not_found', 'There is no such case.')
  const { files } = letter
  const { text } =
    files.length > 0 && letter.text.trim() === '' ? { text: '' } : letterSchema.parse({ text: letter.text })
  const messageId = v5(JSON.stringify([text, files.map((file) => file.hash)]), letter.submissionId)
  if (files.length > 0 && files.reduce((sum, { bytes }) => sum + bytes, 0) > (await roomInCase(ctx, id)))
    throw refusedFiles('No more files fit into this case. Write where the rest can be found, please.')
  const what = 'Many letters came.'
  await requirePoint(ctx, lettersFromOneNetwork, letter.network, what)
  await requirePoint(ctx, lettersOfOneCase, id, what)
  await inTransaction(ctx, (tx) => receiveLetter(tx, id, { text, files, details: { via: 'page', messageId } }))
}
