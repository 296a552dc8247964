import { beforeAll, describe, expect, it } from 'vitest'
import { after, day } from '#lib/clock.ts'
import { caseWorkers, markCaseRead } from '#lib/cases/desk-case.ts'
import {
  giveCase,
  judgeSeverity,
  moveCase,
  moveDeadline,
  noteOnCase,
  reopenCase,
  setCaseArticle,
} from '#lib/cases/working.ts'
import type { Person } from '#lib/people/model.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { asSeen, plantCase, seen } from './planted-case.ts'

const ctx = await testContext({ now: new Date() })
let editor: Person
beforeAll(async () => {
  editor = await makePerson(ctx, { name: 'Mathilde Orr', roles: ['managing_editor'] })
})

const invalid = (field: string) => expect.objectContaining({ kind: 'invalid', fields: { [field]: expect.any(String) } })

describe('moving a case', () => {
  it('says what was found when it is decided, and why', async () => {
    const id = await plantCase(ctx)
    const decide = async (reason: string, finding?: 'upheld') =>
      moveCase(ctx, editor, { ...(await seen(ctx, id)), state: 'decided', reason, finding })
    await expect(decide('', 'upheld')).rejects.toEqual(invalid('reason'))
    await expect(decide('The timetable says so.')).rejects.toEqual(invalid('finding'))
    expect(await asSeen(ctx, id)).toMatchObject({ state: 'received', finding: null })
    await decide('The timetable says so.', 'upheld')
    const one = await asSeen(ctx, id)
    expect(one).toMatchObject({ state: 'decided', finding: 'upheld', acknowledgedAt: ctx.now })
    expect(one.record.at(-1)).toMatchObject({
      kind: 'state',
      by: 'Mathilde Orr',
      text: 'The timetable says so.',
      details: { from: 'received', to: 'decided', finding: 'upheld' },
    })
  })

  it('declined is not upheld; of republishing nothing is found', async () => {
    const complaint = await plantCase(ctx)
    const enquiry = await plantCase(ctx, { kind: 'republishing' })
    for (const id of [complaint, enquiry])
      await moveCase(ctx, editor, { ...(await seen(ctx, id)), state: 'declined', reason: 'No.' })
    expect(await asSeen(ctx, complaint)).toMatchObject({ state: 'declined', finding: 'not_upheld' })
    expect(await asSeen(ctx, enquiry)).toMatchObject({ state: 'declined', finding: null })
  })

  it('is published by publishing only, and from being closed only reopened', async () => {
    const id = await plantCase(ctx)
    const move = async (state: 'published' | 'investigating') =>
      moveCase(ctx, editor, { ...(await seen(ctx, id)), state, reason: 'Because.' })
    await expect(move('published')).rejects.toEqual(invalid('state'))
    await moveCase(ctx, editor, { ...(await seen(ctx, id)), state: 'closed', reason: 'Withdrawn.' })
    await expect(move('investigating')).rejects.toEqual(invalid('state'))
    await expect(reopenCase(ctx, editor, { ...(await seen(ctx, id)), reason: ' ' })).rejects.toEqual(invalid('reason'))
    await reopenCase(ctx, editor, { ...(await seen(ctx, id)), reason: 'New evidence.' })
    const one = await asSeen(ctx, id)
    expect(one).toMatchObject({ state: 'investigating', finding: null })
    expect(one.record.map(({ kind }) => kind)).toEqual(['received', 'state', 'reopened'])
  })

  it('whoever decides on what is no longer so is told by whom, and nothing is done', async () => {
    const id = await plantCase(ctx)
    const before = await seen(ctx, id)
    await noteOnCase(ctx, editor, { caseId: id, text: 'I have rung the harbour.' })
    const late = [
      () => moveCase(ctx, editor, { ...before, state: 'declined', reason: 'No.' }),
      () => judgeSeverity(ctx, editor, { ...before, severity: 'minor' }),
      () => moveDeadline(ctx, editor, { ...before, dueAt: after(ctx.now, day), reason: 'Soon.' }),
      () => setCaseArticle(ctx, editor, { ...before, typed: '' }),
    ]
    for (const act of late)
      await expect(act()).rejects.toMatchObject({
        kind: 'conflict',
        message: expect.stringContaining('by Mathilde Orr'),
      })
    expect(await asSeen(ctx, id)).toMatchObject({ state: 'received', severity: null })
  })
})

describe('what a case is', () => {
  it('is given to those whose work it is, and the one before is known', async () => {
    const id = await plantCase(ctx)
    const reader = await makePerson(ctx)
    await expect(giveCase(ctx, editor, { caseId: id, ownerId: reader.id })).rejects.toEqual(invalid('owner'))
    expect(await giveCase(ctx, editor, { caseId: id, ownerId: editor.id })).toBeNull()
    expect(await giveCase(ctx, editor, { caseId: id, ownerId: null })).toBe(editor.id)
    expect((await caseWorkers(ctx)).map((worker) => worker.id)).toEqual([editor.id])
    expect((await asSeen(ctx, id)).record.map(({ details }) => details)).toEqual([{}, { to: 'Mathilde Orr' }, {}])
  })

  it('is about an article by its address, however it was pasted', async () => {
    const id = await plantCase(ctx)
    const article = await makeArticle(ctx)
    const set = async (typed: string) => setCaseArticle(ctx, editor, { ...(await seen(ctx, id)), typed })
    await expect(set('no-such-thing')).rejects.toEqual(invalid('article'))
    await set(`https://magazine.example/articles/${article.slug}?from=mail#text`)
    expect((await asSeen(ctx, id)).article).toMatchObject({ id: article.id })
    await set('')
    expect((await asSeen(ctx, id)).article).toBeNull()
  })

  it('has its deadline moved to a day to come, with a reason', async () => {
    const id = await plantCase(ctx)
    const set = async (dueAt: Date, reason: string) =>
      moveDeadline(ctx, editor, { ...(await seen(ctx, id)), dueAt, reason })
    const later = after(ctx.now, 40 * day)
    await expect(set(after(ctx.now, -day), 'Why not.')).rejects.toEqual(invalid('due'))
    await expect(set(later, '')).rejects.toEqual(invalid('reason'))
    await set(later, 'The author is at sea.')
    const one = await asSeen(ctx, id)
    expect(one.dueAt).toEqual(later)
    expect(one.record.at(-1)).toMatchObject({ kind: 'deadline', text: 'The author is at sea.' })
  })

  it('is read by whoever opens it, up to when they did', async () => {
    const id = await plantCase(ctx)
    const unread = async () => (await asSeen(ctx, id)).isUnread
    expect(await unread()).toBe(true)
    await markCaseRead({ ...ctx, now: after(ctx.now, -1) }, [id])
    expect(await unread()).toBe(true)
    await markCaseRead(ctx, [id])
    expect(await unread()).toBe(false)
  })
})
