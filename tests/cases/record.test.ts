import { eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { caseEvents, caseFiles, cases } from '#db/schema/cases.ts'
import { corrections } from '#db/schema/corrections.ts'
import { after, day, hour } from '#lib/clock.ts'
import { inTransaction } from '#lib/context.ts'
import { changeCase, lockCase } from '#lib/cases/internal/move.ts'
import { recordEvent } from '#lib/cases/internal/record.ts'
import { clockOf, movesFrom, type CaseState } from '#lib/cases/model.ts'
import { recordPublished } from '#lib/cases/outcomes.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { makeCase } from './opened.ts'

const ctx = await testContext({ now: new Date() })

async function newCase(): Promise<string> {
  return (await makeCase(ctx)).id
}

async function stateOf(id: string) {
  const [row] = await ctx.db.select().from(cases).where(eq(cases.id, id))
  return row
}

/** Moves a case by the desk's hand, at a time. */
function move(id: string, state: CaseState, now = ctx.now) {
  return inTransaction({ ...ctx, now }, async (tx) =>
    changeCase(tx, await lockCase(tx, id), { state }, { kind: 'state', actor: 'desk', personId: null }),
  )
}

/** What PostgreSQL says of a statement that a trigger refuses. */
const refused = expect.objectContaining({ cause: expect.objectContaining({ code: '23001' }) })

describe('the record of a case', () => {
  let id = ''
  let editor = ''
  beforeAll(async () => {
    id = await newCase()
    editor = (await makePerson(ctx, { roles: ['managing_editor'] })).id
    await inTransaction(ctx, (tx) =>
      recordEvent(tx, id, {
        kind: 'letter_in',
        actor: 'reader',
        personId: null,
        text: 'See the timetable.',
        files: [{ name: 'timetable.pdf', mediaType: 'application/pdf', bytes: 3, hash: 'a'.repeat(64) }],
      }),
    )
    const article = await makeArticle(ctx)
    await ctx.db.insert(corrections).values({
      articleId: article.id,
      number: 1,
      kind: 'correction',
      note: 'The ferry left at six.',
      severity: 'minor',
      underHeadline: false,
      prominenceReason: 'A detail.',
      revisionBefore: 1,
      revisionAfter: 1,
      submissionId: v7(),
      publishedBy: editor,
      publishedAt: ctx.now,
      guidance: {},
    })
  })

  it.each(['case_events', 'case_files', 'corrections', 'cases'])('%s: nothing is deleted', async (table) => {
    await expect(ctx.db.execute(sql`delete from ${sql.identifier(table)}`)).rejects.toEqual(refused)
    await expect(ctx.db.execute(sql`truncate ${sql.identifier(table)} cascade`)).rejects.toEqual(refused)
  })

  it('nothing is changed', async () => {
    await expect(ctx.db.update(caseEvents).set({ text: 'Never mind.' })).rejects.toEqual(refused)
    await expect(ctx.db.update(caseEvents).set({ at: after(ctx.now, -day) })).rejects.toEqual(refused)
    await expect(ctx.db.update(caseFiles).set({ name: 'other.pdf' })).rejects.toEqual(refused)
    await expect(ctx.db.update(corrections).set({ note: 'Better.' })).rejects.toEqual(refused)
    await expect(ctx.db.update(corrections).set({ publishedAt: after(ctx.now, -day) })).rejects.toEqual(refused)
    await expect(ctx.db.update(cases).set({ message: 'Praise.' }).where(eq(cases.id, id))).rejects.toEqual(refused)
    await expect(ctx.db.update(cases).set({ receivedAt: ctx.now, number: 9 }).where(eq(cases.id, id))).rejects.toEqual(
      refused,
    )
  })

  it('nothing is dated back', async () => {
    const yesterday = { ...ctx, now: after(ctx.now, -day) }
    await expect(
      inTransaction(yesterday, (tx) => recordEvent(tx, id, { kind: 'note', actor: 'desk', personId: editor })),
    ).rejects.toEqual(refused)
    const [row] = await ctx.db.select().from(corrections)
    if (!row) throw new Error('no correction')
    const again = { ...row, id: v7(), number: 2, submissionId: v7(), publishedAt: after(ctx.now, -hour) }
    await expect(ctx.db.insert(corrections).values(again)).rejects.toEqual(refused)
  })

  it('its words are found, those of names, letters and files alike', async () => {
    const found = async (words: string) =>
      ctx.db
        .select({ id: cases.id })
        .from(cases)
        .where(sql`${cases.search} @@ websearch_to_tsquery('magazine', ${words})`)
    for (const words of ['ferry', 'averill', 'timetable', 'timetable.pdf'])
      expect(await found(words)).toContainEqual({ id })
    expect(await found('steamer')).toEqual([])
  })

  it('goes on growing when there are more words than the search can keep', async () => {
    const long = await newCase()
    const wordsOf = (letter: number) =>
      Array.from({ length: 7_000 }, (_, word) => `w${letter * 7_000 + word}`).join(' ')
    for (let letter = 10; letter < 26; letter += 1)
      await inTransaction(ctx, (tx) =>
        recordEvent(tx, long, { kind: 'letter_in', actor: 'reader', personId: null, text: wordsOf(letter) }),
      )
    expect(await ctx.db.$count(caseEvents, eq(caseEvents.caseId, long))).toBe(17)
  })
})

describe('where a case stands', () => {
  it('its dates follow from its states', async () => {
    const id = await newCase()
    expect(await stateOf(id)).toMatchObject({
      state: 'received',
      acknowledgedAt: null,
      decidedAt: null,
      closedAt: null,
    })
    const tomorrow = after(ctx.now, day)
    const later = after(ctx.now, 2 * day)
    await move(id, 'investigating', tomorrow)
    expect(await stateOf(id)).toMatchObject({ acknowledgedAt: tomorrow, decidedAt: null, closedAt: null })
    await move(id, 'declined', later)
    expect(await stateOf(id)).toMatchObject({ acknowledgedAt: tomorrow, decidedAt: later, closedAt: later })
    await move(id, 'investigating', later)
    expect(await stateOf(id)).toMatchObject({ acknowledgedAt: tomorrow, decidedAt: null, closedAt: null })
    const events = await ctx.db
      .select({ kind: caseEvents.kind, details: caseEvents.details })
      .from(caseEvents)
      .where(eq(caseEvents.caseId, id))
      .orderBy(caseEvents.number)
    expect(events.map(({ details }) => details)).toEqual([
      {},
      { from: 'received', to: 'investigating' },
      { from: 'investigating', to: 'declined' },
      { from: 'declined', to: 'investigating' },
    ])
  })

  it('two who move it at once follow one another, and both are on record', async () => {
    const id = await newCase()
    await Promise.all([move(id, 'investigating'), move(id, 'awaiting_reader')])
    const events = await ctx.db.select().from(caseEvents).where(eq(caseEvents.caseId, id)).orderBy(caseEvents.number)
    const [first, second] = events.filter(({ kind }) => kind === 'state').map(({ details }) => details)
    expect(first?.from).toBe('received')
    expect(second?.from).toBe(first?.to)
  })

  it('is published and upheld by what it led to, republishing without a finding', async () => {
    const id = await newCase()
    const details = { correction: v7() }
    const publish = () => inTransaction(ctx, (tx) => recordPublished(tx, id, { personId: null, details }))
    await publish()
    expect(await stateOf(id)).toMatchObject({ state: 'published', finding: 'upheld', closedAt: ctx.now })
    await publish()
    const events = await ctx.db.select().from(caseEvents).where(eq(caseEvents.caseId, id)).orderBy(caseEvents.number)
    // What was found is on record once, with who found it.
    expect(events.slice(1).map((event) => event.details)).toEqual([
      { from: 'received', to: 'published', finding: 'upheld', ...details },
      details,
    ])
  })
})

describe('the clock of a case', () => {
  const dueAt = new Date('2026-08-12T11:00:00Z')
  it.each([
    ['2026-07-15T11:00:00Z', 'received', { is: 'in_time', days: 28 }],
    ['2026-08-07T10:59:59Z', 'investigating', { is: 'in_time', days: 5 }],
    ['2026-08-07T11:00:00Z', 'investigating', { is: 'due_soon', days: 5 }],
    ['2026-08-12T10:00:00Z', 'awaiting_author', { is: 'due_soon', days: 0 }],
    ['2026-08-12T11:00:00Z', 'decided', { is: 'due_soon', days: 0 }],
    ['2026-08-12T11:00:01Z', 'decided', { is: 'late', days: 0 }],
    ['2026-08-15T12:00:00Z', 'awaiting_reader', { is: 'late', days: 3 }],
    ['2026-08-15T12:00:00Z', 'published', { is: 'stopped', days: 0 }],
    ['2026-08-15T12:00:00Z', 'closed', { is: 'stopped', days: 0 }],
  ] as const)('at %s, %s', (now, state, clock) => {
    expect(clockOf({ state, dueAt }, new Date(now), 5)).toEqual(clock)
  })

  it('what is no longer open is only reopened', () => {
    expect(movesFrom('declined')).toEqual(['investigating'])
    expect(movesFrom('received')).not.toContain('published')
    expect(movesFrom('investigating')).not.toContain('investigating')
  })
})
