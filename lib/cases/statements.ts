import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { articles, authors } from '#db/schema/articles.ts'
import { caseEvents, cases } from '#db/schema/cases.ts'
import { people } from '#db/schema/people.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { emailSchema } from '#lib/people/model.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { authorsOf } from './desk-case.ts'
import { lockAsSeen } from './internal/as-seen.ts'
import { changeCase, lockCase } from './internal/move.ts'
import { tokenFor } from './links.ts'
import { isOpen } from './model.ts'
import type { CaseWorker, SeenCase } from './working.ts'

/** Characters of a question, a passage, a statement. */
const longest = 10_000

/**
 * Asks an author of the case's article by mail what they say to it. They are shown the article, the passage and the
 * question: nothing of who wrote, nor of what was written.
 * @param input.authorId one of the article's authors; null for an address alone
 * @param input.email where to ask; empty for the address of the author's account
 * @throws Refusal (not_found, conflict, invalid with fields `author`, `email`, `question`, `passage`)
 */
export async function askForStatement(
  ctx: Context,
  staff: CaseWorker,
  input: SeenCase & { authorId: string | null; email: string; passage: string; question: string },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await lockAsSeen(tx, input.caseId, input.seen)
    if (!isOpen(row.state)) throw new Refusal('conflict', 'This case is closed. Reopen it first.')
    if (row.articleId === null) throw fieldRefusal('author', 'Say first which article the case is about.')
    const author = (await authorsOf(tx, row.articleId)).find(({ id }) => id === input.authorId)
    if (input.authorId !== null && author === undefined)
      throw fieldRefusal('author', 'Choose an author of the article.')
    const recipient = recipientOf(input.email, author?.email ?? null)
    const question = plain('question', input.question)
    if (question === '') throw fieldRefusal('question', 'Write the question first.')
    const passage = plain('passage', input.passage)
    const asked = await changeCase(
      tx,
      row,
      { state: 'awaiting_author' },
      {
        kind: 'statement_asked',
        actor: 'desk',
        personId: staff.id,
        text: question,
        details: {
          recipient,
          passage,
          article: row.articleId,
          ...(author ? { author: author.id, name: author.name } : {}),
        },
      },
    )
    const [article] = await tx.db
      .select({ headline: articles.headline })
      .from(articles)
      .where(eq(articles.id, row.articleId))
    const { name: magazine } = await magazineSettings(tx)
    await postMail(tx, {
      kind: 'case-statement-asked',
      recipient,
      data: {
        magazine,
        headline: article?.headline ?? '',
        passage,
        question,
        link: `${tx.config.publicUrl}/statements/${tokenFor(tx, 'case-statement', asked)}`,
      },
      dedupeKey: `case-statement-asked:${asked}`,
    })
  })
}

function recipientOf(typed: string, ofAccount: string | null): string {
  if (typed.trim() === '') {
    if (ofAccount === null) throw fieldRefusal('email', 'Enter an address: this author has no account.')
    return ofAccount
  }
  const parsed = emailSchema.safeParse(typed)
  if (!parsed.success) throw fieldRefusal('email', 'Enter an e-mail address like name@example.org.')
  return parsed.data
}

function plain(field: string, typed: string): string {
  const text = typed.replaceAll('\r\n', '\n').trim()
  if (text.length > longest || text.includes('\0'))
    throw fieldRefusal(field, 'At most 10,000 characters of plain text, please.')
  return text
}

/** What an author was asked, as far as it concerns them. */
export interface AskedStatement {
  /** The event that asks. */
  id: string
  article: { slug: string; headline: string; isPublished: boolean } | null
  passage: string
  question: string
  askedAt: Date
  /** Whether the case is open still. */
  isOpen: boolean
  /** What they have said, in order. */
  statements: { id: string; text: string; at: Date }[]
}

/** What was asked by one event; null when that is none that asks. */
export async function statementAsked(ctx: Context, id: string): Promise<AskedStatement | null> {
  const [asked] = await askedWhere(ctx, [id])
  return asked ?? null
}

/** What somebody was asked as the author of an article, the latest first; at most 100. */
export async function statementsAskedOf(ctx: Context, personId: string): Promise<AskedStatement[]> {
  const own = await ctx.db.select({ id: authors.id }).from(authors).where(eq(authors.personId, personId))
  if (own.length === 0) return []
  const rows = await ctx.db
    .select({ id: caseEvents.id })
    .from(caseEvents)
    .where(
      and(
        // As the index is written.
        sql`${caseEvents.kind} = 'statement_asked'`,
        inArray(
          sql`${caseEvents.details}->>'author'`,
          own.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(desc(caseEvents.number))
    .limit(100)
  return askedWhere(
    ctx,
    rows.map(({ id }) => id),
  )
}

async function askedWhere(ctx: Context, ids: string[]): Promise<AskedStatement[]> {
  if (ids.length === 0) return []
  const rows = await ctx.db
    .select({
      id: caseEvents.id,
      caseId: caseEvents.caseId,
      text: caseEvents.text,
      details: caseEvents.details,
      at: caseEvents.at,
      state: cases.state,
      slug: articles.slug,
      headline: articles.headline,
      articleState: articles.state,
    })
    .from(caseEvents)
    .innerJoin(cases, eq(cases.id, caseEvents.caseId))
    // Theirs, whichever the desk says since that the case is about.
    .leftJoin(articles, sql`${articles.id} = (${caseEvents.details}->>'article')::uuid`)
    .where(and(inArray(caseEvents.id, ids), eq(caseEvents.kind, 'statement_asked')))
    .orderBy(desc(caseEvents.number))
  if (rows.length === 0) return []
  const given = await ctx.db
    .select({ id: caseEvents.id, text: caseEvents.text, details: caseEvents.details, at: caseEvents.at })
    .from(caseEvents)
    .where(
      and(
        inArray(
          caseEvents.caseId,
          rows.map(({ caseId }) => caseId),
        ),
        eq(caseEvents.kind, 'statement'),
      ),
    )
    .orderBy(asc(caseEvents.number))
  return rows.map(({ id, text, details, at, state, slug, headline, articleState }) => ({
    id,
    article: slug !== null && headline !== null ? { slug, headline, isPublished: articleState === 'published' } : null,
    passage: details.passage ?? '',
    question: text,
    askedAt: at,
    isOpen: isOpen(state),
    statements: given
      .filter((one) => one.details.asked === id)
      .map((one) => ({ id: one.id, text: one.text, at: one.at })),
  }))
}

/**
 * Takes what an author says; they may say more later. A case that waited for it is being investigated again. The same text
 * sent twice is one statement.
 * @param askedId the event that asked, from the address that was mailed
 * @throws Refusal (not_found, invalid with field `text`)
 */
export async function giveStatement(ctx: Context, askedId: string, typed: string): Promise<void> {
  const text = plain('text', typed)
  if (text === '') throw fieldRefusal('text', 'Write your statement first.')
  await inTransaction(ctx, async (tx) => {
    const [asked] = await tx.db
      .select({ caseId: caseEvents.caseId, details: caseEvents.details })
      .from(caseEvents)
      .where(and(eq(caseEvents.id, askedId), eq(caseEvents.kind, 'statement_asked')))
    if (asked === undefined) throw new Refusal('not_found', 'Nobody asked for this statement.')
    const row = await lockCase(tx, asked.caseId)
    const before = await statementAsked(tx, askedId)
    if (before?.statements.at(-1)?.text === text) return
    await changeCase(tx, row, row.state === 'awaiting_author' ? { state: 'investigating' } : {}, {
      kind: 'statement',
      actor: 'author',
      personId: await personBehind(tx, asked.details.author),
      text,
      details: { asked: askedId, ...(asked.details.name === undefined ? {} : { name: asked.details.name }) },
    })
  })
}

async function personBehind(tx: Context, authorId: string | undefined): Promise<string | null> {
  if (authorId === undefined) return null
  const [author] = await tx.db
    .select({ personId: people.id })
    .from(authors)
    .innerJoin(people, eq(people.id, authors.personId))
    .where(eq(authors.id, authorId))
  return author?.personId ?? null
}
