import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { caseEvents, caseFiles, cases } from '#db/schema/cases.ts'
import { takeFiles } from '#lib/cases/files.ts'
import { countCasesToForget, forgetCases } from '#lib/cases/forget.ts'
import { lockCase } from '#lib/cases/internal/move.ts'
import { recordEvent } from '#lib/cases/internal/record.ts'
import { tokenFor } from '#lib/cases/links.ts'
import { answerCase, readerCase } from '#lib/cases/reader.ts'
import { after, day } from '#lib/clock.ts'
import { inTransaction } from '#lib/context.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { plantCase } from './planted-case.ts'

const ctx = await testContext({ now: new Date() })
const editor = await makePerson(ctx, { roles: ['managing_editor'] })
const refused = expect.objectContaining({ cause: expect.objectContaining({ code: '23001' }) })
const planted = {
  name: 'MARK-NAME',
  email: 'mark@example.org',
  message: 'MARK-LETTER',
  details: { passage: 'MARK-PASSAGE' },
}

async function closedCase() {
  const id = await plantCase(ctx, planted)
  const [file] = await takeFiles(ctx, [{ name: 'mark-file.txt', bytes: Buffer.from(`MARK-FILE ${id}`) }])
  if (!file) throw new Error('no file')
  await inTransaction(ctx, async (tx) => {
    const by = { personId: editor.id, actor: 'desk' } as const
    await recordEvent(tx, id, {
      kind: 'letter_in',
      actor: 'reader',
      personId: null,
      text: 'MARK-SECOND',
      details: { via: 'mail', subject: 'MARK-SUBJECT', messageId: 'mark-id' },
      files: [file],
    })
    await recordEvent(tx, id, { kind: 'note', ...by, text: 'MARK-NOTE' })
    await recordEvent(tx, id, { kind: 'state', ...by, text: 'The timetable says six.', details: { to: 'decided' } })
    await tx.db
      .update(cases)
      .set({ state: 'declined', closedAt: tx.now, finding: 'not_upheld' })
      .where(eq(cases.id, id))
  })
  return id
}

test('long after it was closed, a case keeps what happened and loses whose it was', async () => {
  const [id, open] = [await closedCase(), await plantCase(ctx, planted)]
  expect(await countCasesToForget(ctx, after(ctx.now, -day))).toBe(0)
  expect(await forgetCases(ctx, after(ctx.now, -day))).toBe(0)
  const later = { ...ctx, now: after(ctx.now, 800 * day) }
  expect(await countCasesToForget(later, after(ctx.now, day))).toBe(1)
  expect(await forgetCases(later, after(ctx.now, day))).toBe(1)
  expect(await forgetCases(later, after(ctx.now, day))).toBe(0)

  const [row] = await ctx.db.select().from(cases).where(eq(cases.id, id))
  expect(row).toMatchObject({
    kind: 'correction',
    state: 'declined',
    finding: 'not_upheld',
    forgottenAt: later.now,
    details: {},
  })
  const events = await ctx.db.select().from(caseEvents).where(eq(caseEvents.caseId, id)).orderBy(caseEvents.number)
  expect(events.map(({ kind }) => kind)).toEqual(['received', 'letter_in', 'note', 'state'])
  expect(events.map(({ text }) => text)).toEqual(['', '', '', 'The timetable says six.'])
  expect(events.map(({ details }) => details)).toEqual([{}, { via: 'mail' }, {}, { to: 'decided' }])
  expect(await ctx.db.$count(caseFiles, eq(caseFiles.caseId, id))).toBe(0)
  expect(JSON.stringify([row, events])).not.toMatch(/mark/i)
  const found = await ctx.db.select({ email: cases.email }).from(cases).where(eq(cases.id, open))
  expect(found).toEqual([{ email: 'mark@example.org' }])
})

test('nothing is added to it any more, and its address leads nowhere', async () => {
  const [row] = await ctx.db
    .select()
    .from(cases)
    .where(sql`forgotten_at is not null`)
  const token = tokenFor(ctx, 'case', row?.id ?? '')
  expect(await readerCase(ctx, token, 'tests')).toBeNull()
  const letter = { text: 'Hello again?', files: [], submissionId: crypto.randomUUID(), network: 'tests' }
  await expect(answerCase(ctx, token, letter)).rejects.toThrow('closed so long ago')
  await expect(inTransaction(ctx, (tx) => lockCase(tx, row?.id ?? ''))).rejects.toThrow('closed so long ago')
})

test('the door that lets this pass is open for nothing else', async () => {
  const [open, closed] = [await plantCase(ctx, planted), await closedCase()]
  const forgetting = (work: (tx: typeof ctx) => Promise<unknown>) =>
    inTransaction(ctx, async (tx) => {
      await tx.db.execute(sql`select set_config('standfirst.forgetting', 'case', true)`)
      await work(tx)
    })
  const change = (id: string, values: Partial<typeof cases.$inferInsert>) =>
    forgetting((tx) => tx.db.update(cases).set(values).where(eq(cases.id, id)))
  await expect(change(open, { name: 'X', message: '', details: {} })).rejects.toEqual(refused)
  await expect(change(closed, { message: 'Praise.' })).rejects.toEqual(refused)
  await expect(change(closed, { message: 'Praise.', details: {}, forgottenAt: ctx.now })).rejects.toEqual(refused)
  await expect(
    forgetting((tx) => tx.db.update(caseEvents).set({ text: 'Other.' }).where(eq(caseEvents.caseId, closed))),
  ).rejects.toEqual(refused)
  await expect(
    forgetting((tx) => tx.db.update(caseEvents).set({ text: '' }).where(eq(caseEvents.caseId, open))),
  ).rejects.toEqual(refused)
  await expect(
    forgetting((tx) =>
      tx.db
        .update(caseEvents)
        .set({ text: '', at: after(ctx.now, day) })
        .where(eq(caseEvents.caseId, closed)),
    ),
  ).rejects.toEqual(refused)
  await expect(forgetting((tx) => tx.db.delete(caseEvents).where(eq(caseEvents.caseId, closed)))).rejects.toEqual(
    refused,
  )
  await expect(forgetting((tx) => tx.db.delete(cases).where(eq(cases.id, closed)))).rejects.toEqual(refused)
})
