import { beforeAll, describe, expect, it } from 'vitest'
import { inTransaction } from '#lib/context.ts'
import { recordEvent } from '#lib/cases/internal/record.ts'
import { sendLetter } from '#lib/cases/letters.ts'
import { mergeCase } from '#lib/cases/merge.ts'
import { recordDeclined } from '#lib/cases/outcomes.ts'
import { moveCase, reopenCase } from '#lib/cases/working.ts'
import type { Person } from '#lib/people/model.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { asSeen, mailsTo, plantCase, seen } from './planted-case.ts'

const ctx = await testContext({ now: new Date() })
let editor: Person
beforeAll(async () => {
  editor = await makePerson(ctx, { name: 'Mathilde Orr', roles: ['managing_editor'] })
})

async function merge(id: string, into: string, letter = 'We deal with it as one.') {
  const { reference } = await asSeen(ctx, into)
  return mergeCase(ctx, editor, { ...(await seen(ctx, id)), into: reference, letter })
}

describe('merging a case into another', () => {
  it('is on both records, tells the reader, and closes the merged one', async () => {
    const [one, other] = [await plantCase(ctx, { name: 'Bram Askew' }), await plantCase(ctx)]
    expect(await merge(one, other)).toBe(other)
    const merged = await asSeen(ctx, one)
    expect(merged).toMatchObject({ state: 'closed', mergedInto: { id: other } })
    expect(merged.record.map(({ kind }) => kind)).toEqual(['received', 'letter_out', 'merged'])
    expect(await mailsTo(ctx, merged.email)).toHaveLength(1)
    const into = await asSeen(ctx, other)
    expect(into.merged.map(({ id, name }) => [id, name])).toEqual([[one, 'Bram Askew']])
    expect(into.record.at(-1)).toMatchObject({ kind: 'merged_here', details: { from: merged.reference } })
    expect(await mailsTo(ctx, into.email)).toEqual([])
  })

  it('lets its letters go on in the other, those of what was merged into it before as well', async () => {
    const [first, second, third] = [await plantCase(ctx), await plantCase(ctx), await plantCase(ctx)]
    await merge(first, second)
    await merge(second, third)
    await inTransaction(ctx, (tx) =>
      recordEvent(tx, first, { kind: 'letter_in', actor: 'reader', personId: null, text: 'One thing more.' }),
    )
    const end = await asSeen(ctx, third)
    expect(end.merged.map(({ id }) => id).toSorted()).toEqual([first, second].toSorted())
    expect(end.record.at(-1)).toMatchObject({ caseId: first, kind: 'letter_in', text: 'One thing more.' })
    const reader = end.merged.find(({ id }) => id === first)
    await sendLetter(ctx, editor, { caseId: first, seen: reader?.version ?? 0, text: 'Thank you.', subject: '' })
    expect(await mailsTo(ctx, reader?.email ?? '')).toHaveLength(2)
    expect(await asSeen(ctx, first)).toMatchObject({ state: 'closed' })
  })

  it('does not lead in a circle, nor to itself, nor to what is closed or not there', async () => {
    const [one, other] = [await plantCase(ctx), await plantCase(ctx)]
    const into = expect.objectContaining({ kind: 'invalid', fields: { into: expect.any(String) } })
    await expect(merge(one, one)).rejects.toEqual(into)
    const nowhere = { ...(await seen(ctx, one)), into: 'SF-2026-999999', letter: 'No.' }
    await expect(mergeCase(ctx, editor, nowhere)).rejects.toEqual(into)
    await merge(one, other)
    await expect(merge(other, one)).rejects.toEqual(into)
    const third = await plantCase(ctx)
    const { reference } = await asSeen(ctx, other)
    await expect(merge(third, one)).rejects.toMatchObject({ message: expect.stringContaining(reference) })
    expect(await asSeen(ctx, third)).toMatchObject({ state: 'received' })
  })

  it('two that are merged into each other at once: one is, the other is told', async () => {
    const [one, other] = [await plantCase(ctx), await plantCase(ctx)]
    const both = await Promise.allSettled([merge(one, other), merge(other, one)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const states = [(await asSeen(ctx, one)).state, (await asSeen(ctx, other)).state]
    expect(states.toSorted()).toEqual(['closed', 'received'])
  })

  it('is undone by reopening, and the other says so', async () => {
    const [one, other] = [await plantCase(ctx), await plantCase(ctx)]
    await merge(one, other)
    await reopenCase(ctx, editor, { ...(await seen(ctx, one)), reason: 'It is about another ferry.' })
    expect(await asSeen(ctx, one)).toMatchObject({ state: 'investigating', mergedInto: null })
    const into = await asSeen(ctx, other)
    expect(into.merged).toEqual([])
    expect(into.record.at(-1)).toMatchObject({ kind: 'note', text: expect.stringContaining('goes on by itself') })
  })
})

describe('all readers of a case that others went on in', () => {
  async function withMerged() {
    const [main, first, second] = [
      await plantCase(ctx, { name: 'Ottilie Crane' }),
      await plantCase(ctx, { name: 'Bram Askew' }),
      await plantCase(ctx, { name: 'Ines Corrigan' }),
    ]
    await merge(first, main)
    await merge(second, main)
    return [main, first, second] as const
  }
  const lastLetter = async (id: string) =>
    (await asSeen(ctx, id)).record.findLast(({ kind, caseId }) => kind === 'letter_out' && caseId === id)?.text

  it('are written to at once by the desk, each by their name and about their own message', async () => {
    const [main, first] = await withMerged()
    const letter = { text: 'Dear {name}, there is news.', subject: '', toAll: true }
    await sendLetter(ctx, editor, { ...(await seen(ctx, main)), ...letter })
    expect(await lastLetter(main)).toBe('Dear Ottilie Crane, there is news.')
    expect(await lastLetter(first)).toBe('Dear Bram Askew, there is news.')
    const { email, reference } = await asSeen(ctx, first)
    expect((await mailsTo(ctx, email)).at(-1)?.data).toMatchObject({ subject: expect.stringContaining(reference) })
  })

  it('are told when it is declined by a letter, each by their name, and all on record', async () => {
    const all = await withMerged()
    const [main] = all
    await moveCase(ctx, editor, {
      ...(await seen(ctx, main)),
      state: 'declined',
      reason: 'The ferry left at six.',
      letter: 'Dear {name}, the ferry left at six.',
    })
    expect(await asSeen(ctx, main)).toMatchObject({ state: 'declined', finding: 'not_upheld' })
    for (const [index, name] of ['Ottilie Crane', 'Bram Askew', 'Ines Corrigan'].entries()) {
      const id = all[index] ?? ''
      expect(await lastLetter(id)).toBe(`Dear ${name}, the ferry left at six.`)
      const { email, state } = await asSeen(ctx, id)
      expect((await mailsTo(ctx, email)).at(-1)?.data).toMatchObject({ text: `Dear ${name}, the ferry left at six.` })
      expect(state).toBe(id === main ? 'declined' : 'closed')
    }
  })

  it('are not told when it is declined without one', async () => {
    const [main] = await withMerged()
    await moveCase(ctx, editor, { ...(await seen(ctx, main)), state: 'declined', reason: 'No.', letter: ' ' })
    const { email } = await asSeen(ctx, main)
    expect(await mailsTo(ctx, email)).toEqual([])
  })

  it('are told when it is an enquiry, and refused', async () => {
    const [main, first] = await withMerged()
    const letter = 'Dear {name}, we keep this article to ourselves.'
    await inTransaction(ctx, (tx) =>
      recordDeclined(tx, main, { personId: editor.id, letter, reason: 'Republishing was refused.' }),
    )
    expect(await lastLetter(main)).toBe('Dear Ottilie Crane, we keep this article to ourselves.')
    expect(await lastLetter(first)).toBe('Dear Bram Askew, we keep this article to ourselves.')
  })
})
