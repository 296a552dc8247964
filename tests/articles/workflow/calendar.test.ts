import { expect, test } from 'vitest'
import { assignArticle, planArticle } from '#lib/articles/workflow/assign.ts'
import { entriesBetween, scheduledAt } from '#lib/articles/workflow/calendar.ts'
import { waitingFor } from '#lib/articles/workflow/waiting.ts'
import { calendarDay } from '#lib/clock.ts'
import { testContext } from '#tests/support/context.ts'
import { monthsOn, weekStart, weeksOf } from '#app/desk/calendar/days.ts'
import { aDraft, aNewsroom, move } from './newsroom.ts'

const ctx = await testContext()
const { author, editor } = await aNewsroom(ctx)

test('an article stands on the magazine’s day of it, whether scheduled, published or only planned', async () => {
  const late = await aDraft(ctx, author, { headline: 'Late' })
  await move(ctx, late, editor, 'schedule', { at: new Date('2026-07-20T23:30:00Z') })
  const planned = await aDraft(ctx, author, { headline: 'Planned' })
  await planArticle(ctx, planned, '2026-07-21', editor.id)
  const out = await aDraft(ctx, author, { headline: 'Out' })
  await move(ctx, out, editor, 'publish')
  const span = { start: new Date('2026-06-30T23:00:00Z'), end: new Date('2026-07-31T23:00:00Z') }
  const found = await entriesBetween(ctx, span, 'Europe/London')
  expect(found.map(({ headline, date }) => `${headline} ${date}`)).toEqual([
    'Out 2026-07-15',
    'Planned 2026-07-21',
    'Late 2026-07-21',
  ])
  expect(await scheduledAt(ctx, late)).toEqual(new Date('2026-07-20T23:30:00Z'))
  expect(await scheduledAt(ctx, out)).toBeNull()
})

test('weeks begin as the locale has it, and a month is shown in whole weeks', () => {
  expect(weekStart('2026-11-29', 'en-GB')).toBe('2026-11-23')
  expect(weekStart('2026-11-29', 'en-US')).toBe('2026-11-29')
  const weeks = weeksOf('2026-11', 'en-GB')
  expect([weeks[0]?.[0], weeks.at(-1)?.at(-1)]).toEqual(['2026-10-26', '2026-12-06'])
  expect(monthsOn('2026-12', 1)).toBe('2027-01')
})

test('what waits is counted for whom it waits', async () => {
  const day = calendarDay('2026-07-15', 'Europe/London') ?? { start: ctx.now, end: ctx.now }
  const back = await aDraft(ctx, author)
  await move(ctx, back, author, 'submit')
  expect(await waitingFor(ctx, editor.id, day)).toMatchObject({ mine: 0, submitted: 1 })
  await assignArticle(ctx, back, editor.id, editor.id)
  expect(await waitingFor(ctx, editor.id, day)).toMatchObject({ mine: 1, submitted: 0 })
  await move(ctx, back, editor, 'send_back', { note: 'Again.' })
  expect(await waitingFor(ctx, author.id, day)).toMatchObject({ sentBack: 1 })
  expect(await waitingFor(ctx, editor.id, day)).toMatchObject({ sentBack: 0 })
})
