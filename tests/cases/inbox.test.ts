import { beforeAll, describe, expect, it } from 'vitest'
import { markCaseRead } from '#lib/cases/desk-case.ts'
import { caseCounts, casesAtDesk, numberIn, type CaseQuery } from '#lib/cases/desk-list.ts'
import { giveCase, moveCase, moveDeadline } from '#lib/cases/working.ts'
import { caseViewsOf, removeCaseView, saveCaseView } from '#lib/cases/views.ts'
import { after, day, hour } from '#lib/clock.ts'
import type { Person } from '#lib/people/model.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { asSeen, plantCase, seen } from './planted-case.ts'

const ctx = await testContext({ now: new Date() })
/** The clock is looked at in a week. */
const later = { ...ctx, now: after(ctx.now, 7 * day) }
const times = { warnDays: 5, tomorrow: after(later.now, 4 * hour) }

let editor: Person
let article: { id: string }
const made: Record<'late' | 'today' | 'soon' | 'far' | 'closed', string> = {
  late: '',
  today: '',
  soon: '',
  far: '',
  closed: '',
}
beforeAll(async () => {
  editor = await makePerson(ctx, { name: 'Mathilde Orr', roles: ['managing_editor'] })
  article = await makeArticle(ctx)
  made.late = await plantCase(ctx, { name: 'Ottilie Crane', message: 'The harbour master was misnamed.' })
  made.today = await plantCase(ctx, { kind: 'right_of_reply' })
  made.soon = await plantCase(ctx, { articleId: article.id })
  made.far = await plantCase(ctx, { kind: 'republishing' })
  made.closed = await plantCase(ctx)
  const dueIn = { late: -day, today: 3 * hour, soon: 3 * day }
  for (const [name, ms] of Object.entries(dueIn)) {
    const id = name === 'late' ? made.late : name === 'today' ? made.today : made.soon
    await moveDeadline(ctx, editor, { ...(await seen(ctx, id)), dueAt: after(later.now, ms), reason: 'For a test.' })
  }
  await giveCase(ctx, editor, { caseId: made.today, ownerId: editor.id })
  await moveCase(ctx, editor, { ...(await seen(ctx, made.closed)), state: 'closed', reason: 'Withdrawn.' })
  await markCaseRead(ctx, [made.late, made.today, made.far])
})

async function listed(given: Partial<CaseQuery>): Promise<string[]> {
  const rows = await casesAtDesk(later, { show: 'open', q: '', limit: 50, ...given }, times)
  return rows.map(({ id }) => id)
}

describe('the inbox', () => {
  it('has what is open by its deadline, the most pressing first', async () => {
    expect(await listed({})).toEqual([made.late, made.today, made.soon, made.far])
  })

  it('shows what is late, due today, due soon, unread, and everything, and counts each', async () => {
    expect(await listed({ show: 'late' })).toEqual([made.late])
    expect(await listed({ show: 'today' })).toEqual([made.today])
    expect(await listed({ show: 'soon' })).toEqual([made.today, made.soon])
    // What somebody sent to a closed case is not overlooked.
    expect((await listed({ show: 'unread' })).toSorted()).toEqual([made.soon, made.closed].toSorted())
    expect(await listed({ show: 'all' })).toHaveLength(5)
    expect(await caseCounts(later, times)).toEqual({ open: 4, late: 1, today: 1, soon: 2, unread: 2 })
  })

  it('is narrowed by kind, state, owner and article', async () => {
    expect(await listed({ kind: 'republishing' })).toEqual([made.far])
    expect(await listed({ owner: editor.id })).toEqual([made.today])
    expect(await listed({ owner: 'nobody' })).toEqual([made.late, made.soon, made.far])
    expect(await listed({ articleId: article.id })).toEqual([made.soon])
    expect(await listed({ state: 'received', kind: 'correction' })).toEqual([made.late, made.soon])
    // What is closed is not in the inbox, yet found by its state.
    expect(await listed({ state: 'closed' })).toEqual([made.closed])
  })

  it('is searched by words, names and references', async () => {
    expect(await listed({ q: 'misnamed harbour' })).toEqual([made.late])
    expect(await listed({ q: 'crane' })).toEqual([made.late])
    const { reference } = await asSeen(ctx, made.soon)
    expect(await listed({ q: reference.toLowerCase() })).toEqual([made.soon])
    expect(await listed({ q: 'qqqzzz' })).toEqual([])
  })

  it.each(['open', 'all', 'unread'] as const)(
    '%s: pages follow one another, nothing twice or left out',
    async (show) => {
      const whole = await casesAtDesk(later, { show, q: '', limit: 50 }, times)
      const found: string[] = []
      for (let place: CaseQuery['after']; ;) {
        const [next] = await casesAtDesk(later, { show, q: '', limit: 1, after: place }, times)
        if (next === undefined) break
        found.push(next.id)
        place = next.place
      }
      expect(found).toEqual(whole.map(({ id }) => id))
    },
  )

  it.each([
    ['SF-2026-0007', 7],
    [' sf 2026 12 ', 12],
    ['SF-2026-', null],
    ['0007', null],
    ['SF-2026-0007 ferry', null],
  ])('“%s” as a reference', (typed, number) => {
    expect(numberIn(typed)).toBe(number)
  })
})

describe('the views somebody keeps', () => {
  it('are theirs, by name, and replaced under the same one', async () => {
    const other = await makePerson(ctx, { roles: ['managing_editor'] })
    await saveCaseView(ctx, editor.id, { name: '  Mine,  late ', query: 'show=late&owner=me' })
    await saveCaseView(ctx, editor.id, { name: 'Mine, late', query: 'show=late' })
    const [view, ...more] = await caseViewsOf(ctx, editor.id)
    expect([view?.name, view?.query, more]).toEqual(['Mine, late', 'show=late', []])
    await removeCaseView(ctx, other.id, view?.id ?? '')
    expect(await caseViewsOf(ctx, editor.id)).toHaveLength(1)
    await removeCaseView(ctx, editor.id, view?.id ?? '')
    expect(await caseViewsOf(ctx, editor.id)).toEqual([])
    await expect(saveCaseView(ctx, editor.id, { name: ' ', query: '' })).rejects.toMatchObject({ kind: 'invalid' })
  })

  it('are thirty at most, of which each can still be replaced', async () => {
    const full = await makePerson(ctx, { roles: ['managing_editor'] })
    const names = Array.from({ length: 30 }, (_, index) => `View ${index}`)
    for (const name of names) await saveCaseView(ctx, full.id, { name, query: 'show=late' })
    await expect(saveCaseView(ctx, full.id, { name: 'One more', query: '' })).rejects.toMatchObject({
      fields: { name: expect.stringContaining('30 views') },
    })
    await saveCaseView(ctx, full.id, { name: 'View 7', query: 'show=soon' })
    const kept = await caseViewsOf(ctx, full.id)
    expect(kept).toHaveLength(30)
    expect(kept.find(({ name }) => name === 'View 7')?.query).toBe('show=soon')
  })
})
