import { expect, test } from 'vitest'
import { calendarDay, dateIn, hour } from '#lib/clock.ts'

test.each([
  ['2026-07-15', 24, '2026-07-14T23:00:00.000Z'],
  // The clocks go forward, and back.
  ['2026-03-29', 23, '2026-03-29T00:00:00.000Z'],
  ['2026-10-25', 25, '2026-10-24T23:00:00.000Z'],
  ['2028-02-29', 24, '2028-02-29T00:00:00.000Z'],
])('%s in London is %d hours long', (date, hours, start) => {
  const found = calendarDay(date, 'Europe/London')
  expect(found?.start.toISOString()).toBe(start)
  expect(((found?.end.getTime() ?? 0) - (found?.start.getTime() ?? 0)) / hour).toBe(hours)
})

test.each(['', 'yesterday', '2026-02-29', '2026-13-01', '2026-00-10', '15/07/2026', '2026-7-1'])(
  '%j is no day',
  (date) => {
    expect(calendarDay(date, 'Europe/London')).toBeNull()
  },
)

test('an instant falls on the day of the place', () => {
  expect(dateIn(new Date('2026-07-15T23:30:00Z'), 'Europe/London')).toBe('2026-07-16')
  expect(dateIn(new Date('2026-07-15T23:30:00Z'), 'America/New_York')).toBe('2026-07-15')
})
