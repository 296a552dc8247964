import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatExactly, onAnotherDay, readWallTime, wallTimeOf } from '#lib/articles/workflow/local-time.ts'
import { readSchedule } from '#lib/articles/workflow/schedule-form.ts'
import { Refusal } from '#lib/errors.ts'

const london = { timeZone: 'Europe/London', locale: 'en-GB' }

function faultOf(work: () => unknown): Record<string, string> {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error.fields
    throw error
  }
  return {}
}

test('an hour that is skipped in spring names no instant, and the refusal says what there is on either side', () => {
  expect(readWallTime('2027-03-28T01:30', 'Europe/London')).toEqual({
    kind: 'never',
    before: new Date('2027-03-28T00:59:00Z'),
    after: new Date('2027-03-28T01:00:00Z'),
  })
  expect(readWallTime('2027-03-28T02:30', 'Europe/London')).toEqual({
    kind: 'once',
    at: new Date('2027-03-28T01:30:00Z'),
  })
  expect(faultOf(() => readSchedule('2027-03-28T01:30', undefined, london)).at).toBe(
    'There is no such time: the clocks are put forward over it. They go from Sunday, 28 March 2027 at 00:59 GMT (00:59 UTC) straight to Sunday, 28 March 2027 at 02:00 BST (01:00 UTC).',
  )
})

test.each([
  ['2026-10-25T01:30', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
  ['2027-10-31T01:00', '2027-10-31T00:00:00Z', '2027-10-31T01:00:00Z'],
])('an hour that comes twice in autumn, %s, asks which of the two is meant', (local, first, second) => {
  expect(readWallTime(local, 'Europe/London')).toEqual({
    kind: 'twice',
    first: new Date(first),
    second: new Date(second),
  })
  expect(faultOf(() => readSchedule(local, undefined, london)).which).toMatch(
    /^The first is .+ BST .+, the second .+ GMT/,
  )
  expect(readSchedule(local, 'first', london)).toEqual(new Date(first))
  expect(readSchedule(local, 'second', london)).toEqual(new Date(second))
})

test('zones that are off by half an hour, or put their clocks forward by half an hour, are read as well', () => {
  expect(readWallTime('2027-03-28T09:00', 'Asia/Kolkata')).toEqual({
    kind: 'once',
    at: new Date('2027-03-28T03:30:00Z'),
  })
  // Lord Howe: 02:00 becomes 02:30 on the first Sunday of October, 02:00 becomes 01:30 on the first of April.
  expect(readWallTime('2026-10-04T02:15', 'Australia/Lord_Howe')).toMatchObject({ kind: 'never' })
  expect(readWallTime('2027-04-04T01:45', 'Australia/Lord_Howe')).toEqual({
    kind: 'twice',
    first: new Date('2027-04-03T14:45:00Z'),
    second: new Date('2027-04-03T15:15:00Z'),
  })
})

test('what is no time of the calendar is refused beside its field', () => {
  for (const typed of ['2027-02-30T09:00', '2027-13-01T09:00', 'tomorrow', '2027-03-28'])
    expect(faultOf(() => readSchedule(typed, undefined, london)).at).toMatch(/^Choose a day of the calendar/)
  expect(faultOf(() => readSchedule('', undefined, london)).at).toBe('Choose a day and a time.')
})

test('whatever the clocks show, reading it gives the instant back', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
      fc.constantFrom(
        'Europe/London',
        'America/New_York',
        'Australia/Lord_Howe',
        'Asia/Kolkata',
        'Pacific/Apia',
        'UTC',
      ),
      (some, zone) => {
        const at = new Date(Math.floor(some.getTime() / 60_000) * 60_000)
        const read = readWallTime(wallTimeOf(at, zone), zone)
        const found = read?.kind === 'once' ? [read.at] : read?.kind === 'twice' ? [read.first, read.second] : []
        expect(found).toContainEqual(at)
      },
    ),
  )
})

test('moved to another day it keeps its time of day, over both changes of the clocks', () => {
  const nine = new Date('2027-03-27T09:00:00Z')
  expect(onAnotherDay(nine, '2027-03-28', 'Europe/London')).toEqual(new Date('2027-03-28T08:00:00Z'))
  expect(onAnotherDay(new Date('2026-10-24T08:00:00Z'), '2026-10-26', 'Europe/London')).toEqual(
    new Date('2026-10-26T09:00:00Z'),
  )
  const halfPastOne = new Date('2027-03-27T01:30:00Z')
  expect(onAnotherDay(halfPastOne, '2027-03-28', 'Europe/London')).toEqual(new Date('2027-03-28T01:00:00Z'))
  expect(onAnotherDay(nine, '2027-02-30', 'Europe/London')).toBeNull()
})

test('an instant is said in full', () => {
  expect(formatExactly(new Date('2027-03-28T01:30:00Z'), 'Europe/London', 'en-GB')).toBe(
    'Sunday, 28 March 2027 at 02:30 BST (01:30 UTC)',
  )
})
