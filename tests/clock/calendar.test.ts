import { expect, test } from 'vitest'
import { calendarDay, dateIn, hour, localTime, timeIn } from '#lib/clock.ts'

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

test.each([
  ['2026-07-15T14:30', 'Europe/London', '2026-07-15T13:30:00.000Z'],
  ['2026-11-15T14:30', 'Europe/London', '2026-11-15T14:30:00.000Z'],
  // Comes twice; the first is meant.
  ['2026-10-25T01:30', 'Europe/London', '2026-10-25T00:30:00.000Z'],
  ['2026-10-25T02:00', 'Europe/London', '2026-10-25T02:00:00.000Z'],
  ['2026-03-29T02:00', 'Europe/London', '2026-03-29T01:00:00.000Z'],
  ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
  ['2026-11-01T01:15', 'America/New_York', '2026-11-01T05:15:00.000Z'],
])('%s in %s is one instant', (local, zone, instant) => {
  expect(timeIn(local, zone)?.toISOString()).toBe(instant)
  expect(localTime(new Date(instant), zone)).toBe(local)
})

test.each([
  // Left out by clocks that go forward.
  '2026-03-29T01:30',
  '2026-02-30T10:00',
  '2026-07-15T24:00',
  '2026-07-15',
  '',
  'now',
])('%j is no time in London', (local) => {
  expect(timeIn(local, 'Europe/London')).toBeNull()
})
