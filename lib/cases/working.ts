import { eq } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { formatDay } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { personById } from '#lib/people/queries.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { lockAsSeen } from './internal/as-seen.ts'
import { changeCase, lockCase } from './internal/move.ts'
import { recordEvent } from './internal/record.ts'
import { letterFrom, writeToReaders } from './letters.ts'
import { caseReference, isOpen, movesFrom, type CaseState, type Finding, type Severity } from './model.ts'
import { mayWorkCases } from './policy.ts'

/** Who works on a case: a person of the desk. */
export interface CaseWorker {
  id: string
}

/** Of which case, and the number of the latest event whoever decides has before them. */
export interface SeenCase {
  caseId: string
  seen: number
}

/** Where a case is moved, and why. */
export interface CaseMove extends SeenCase {
  state: CaseState
  reason: string
  finding?: Finding | undefined
  /**
   * What its reader is written, and those of the cases that go on in it, when it is declined; its places, as templates have
   * them, are filled in for each. Nobody is told when it is empty.
   */
  letter?: string | undefined
}

/**
 * Moves a case by hand. Being decided says what was found, unless it is about republishing; declining says that the
 * complaint was not right; both, and closing, say why.
 * @throws Refusal (not_found, conflict, invalid with fields `state`, `reason`, `finding`, `text` for the letter)
 */
export async function moveCase(ctx: Context, staff: CaseWorker, input: CaseMove): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await lockAsSeen(tx, input.caseId, input.seen)
    if (!isOpen(row.state) || !movesFrom(row.state).includes(input.state))
      throw fieldRefusal('state', 'This case cannot be moved there. Reopen it first if it is closed.')
    const reason = input.reason.trim()
    const ends = input.state === 'decided' || !isOpen(input.state)
    if (ends && reason === '') throw fieldRefusal('reason', 'Say why, in a sentence: it stays on record.')
    const judged = row.kind !== 'republishing'
    const finding =
      input.state === 'decided' ? input.finding : input.state === 'declined' && judged ? 'not_upheld' : undefined
    if (input.state === 'decided' && judged && finding === undefined)
      throw fieldRefusal('finding', 'Say what you found: whether the reader was right.')
    const { letter = '' } = input
    if (input.state === 'declined' && letter.trim() !== '')
      await writeToReaders(tx, row.id, { personId: staff.id, text: ({ id }) => letterFrom(tx, id, letter) })
    await changeCase(
      tx,
      // As a letter has left it.
      await lockCase(tx, row.id),
      { state: input.state, ...(finding && judged ? { finding } : {}) },
      {
        kind: 'state',
        actor: 'desk',
        personId: staff.id,
        text: reason,
        ...(finding && judged ? { details: { finding } } : {}),
      },
    )
  })
}

/**
 * Opens again what was published, declined, closed or merged; it goes on as being investigated, by its own deadline.
 * @throws Refusal (not_found, conflict, invalid with field `reason`)
 */
export async function reopenCase(ctx: Context, staff: CaseWorker, input: SeenCase & { reason: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await lockAsSeen(tx, input.caseId, input.seen)
    if (isOpen(row.state)) throw new Refusal('conflict', 'This case is open already.')
    const reason = input.reason.trim()
    if (reason === '') throw fieldRefusal('reason', 'Say why it is opened again: it stays on record.')
    await changeCase(
      tx,
      row,
      { state: 'investigating', mergedInto: null, finding: null },
      { kind: 'reopened', actor: 'desk', personId: staff.id, text: reason },
    )
    if (row.mergedInto === null) return
    const into = await lockCase(tx, row.mergedInto)
    await recordEvent(tx, into.id, {
      kind: 'note',
      actor: 'desk',
      personId: staff.id,
      text: `${caseReference(row.number, row.receivedAt)} was merged into this case and goes on by itself again.`,
    })
  })
}

/**
 * Gives a case to somebody, or to nobody. Whoever looks after it meanwhile does not matter: the last word holds, and all
 * are on record.
 * @returns who had it before
 * @throws Refusal (not_found; invalid with field `owner` when it is nobody whose work it is)
 */
export async function giveCase(
  ctx: Context,
  staff: CaseWorker,
  input: { caseId: string; ownerId: string | null },
): Promise<string | null> {
  return inTransaction(ctx, async (tx) => {
    const row = await lockCase(tx, input.caseId)
    if (row.ownerId === input.ownerId) return row.ownerId
    const owner = input.ownerId === null ? null : await personById(tx, input.ownerId)
    if (input.ownerId !== null && (owner === null || !mayWorkCases(owner)))
      throw fieldRefusal('owner', 'Cases are for managing editors and administrators.')
    await changeCase(
      tx,
      row,
      { ownerId: input.ownerId },
      {
        kind: 'owner',
        actor: 'desk',
        personId: staff.id,
        details: owner === null ? {} : { to: owner.name ?? owner.email },
      },
    )
    return row.ownerId
  })
}

/** Judges how serious the mistake is. @throws Refusal (not_found, conflict) */
export async function judgeSeverity(
  ctx: Context,
  staff: CaseWorker,
  input: SeenCase & { severity: Severity },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await lockAsSeen(tx, input.caseId, input.seen)
    if (row.severity === input.severity) return
    await changeCase(
      tx,
      row,
      { severity: input.severity },
      { kind: 'severity', actor: 'desk', personId: staff.id, details: { to: input.severity } },
    )
  })
}

/**
 * Says which article a case is about, when the reader did not, or named the wrong one.
 * @param input.typed the article's address, whole or its last part; empty for none
 * @throws Refusal (not_found, conflict, invalid with field `article`)
 */
export async function setCaseArticle(
  ctx: Context,
  staff: CaseWorker,
  input: SeenCase & { typed: string },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await lockAsSeen(tx, input.caseId, input.seen)
    const slug = slugIn(input.typed)
    const [article] =
      slug === ''
        ? []
        : await tx.db
            .select({ id: articles.id, headline: articles.headline })
            .from(articles)
            .where(eq(articles.slug, slug))
    if (slug !== '' && article === undefined)
      throw fieldRefusal('article', 'There is no article of that address. Copy it from the article’s page.')
    if ((article?.id ?? null) === row.articleId) return
    await changeCase(
      tx,
      row,
      { articleId: article?.id ?? null },
      {
        kind: 'article',
        actor: 'desk',
        personId: staff.id,
        details: article === undefined ? {} : { to: article.headline },
      },
    )
  })
}

/** The last part of an address, without what follows it. */
function slugIn(typed: string): string {
  return typed
    .trim()
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/^.*\//, '')
}

/**
 * Moves the deadline, and says why.
 * @param input.dueAt the instant until which there is time
 * @throws Refusal (not_found, conflict, invalid with fields `due`, `reason`)
 */
export async function moveDeadline(
  ctx: Context,
  staff: CaseWorker,
  input: SeenCase & { dueAt: Date; reason: string },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await lockAsSeen(tx, input.caseId, input.seen)
    const reason = input.reason.trim()
    if (!isOpen(row.state)) throw fieldRefusal('due', 'What is closed has no deadline. Reopen it first.')
    if (input.dueAt <= tx.now) throw fieldRefusal('due', 'Choose a day that is still to come.')
    if (reason === '') throw fieldRefusal('reason', 'Say why there is more time, or less: it stays on record.')
    const { timeZone, locale } = await magazineSettings(tx)
    await changeCase(
      tx,
      row,
      { dueAt: input.dueAt },
      {
        kind: 'deadline',
        actor: 'desk',
        personId: staff.id,
        text: reason,
        details: {
          from: formatDay(row.dueAt, timeZone, locale),
          to: formatDay(input.dueAt, timeZone, locale),
        },
      },
    )
  })
}

/** Writes something down for whoever works on the case; no reader and no author ever sees it. @throws Refusal */
export async function noteOnCase(
  ctx: Context,
  staff: CaseWorker,
  input: { caseId: string; text: string },
): Promise<void> {
  const text = input.text.trim()
  if (text === '') throw fieldRefusal('note', 'Write the note first.')
  await inTransaction(ctx, async (tx) => {
    const row = await lockCase(tx, input.caseId)
    await recordEvent(tx, row.id, { kind: 'note', actor: 'desk', personId: staff.id, text })
  })
}
