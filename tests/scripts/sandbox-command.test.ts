import { expect, test } from 'vitest'
import { jobSchedules } from '#scripts/job-handlers.ts'
import { faultsFrom } from '#scripts/sandbox/fault-options.ts'
import { secondsIn } from '#scripts/sandbox/lengths.ts'
import { comesRound } from '#scripts/sandbox/schedule.ts'

test('lengths of time are understood, and nothing else is', () => {
  expect(['40d', '2h', '1w', '90m', '5s'].map(secondsIn)).toEqual([3_456_000, 7200, 604_800, 5400, 5])
  expect(['d', '4 days', '0d', '-1d', '40', ''].map(secondsIn)).toEqual([null, null, null, null, null, null])
})

test.each([
  ['40 3 * * *', '2026-03-01T03:39:59Z', '2026-03-01T03:40:00Z', true],
  ['40 3 * * *', '2026-03-01T03:40:00Z', '2026-03-01T23:00:00Z', false],
  ['40 3 * * *', '2026-03-01T12:00:00Z', '2026-03-02T12:00:00Z', true],
  ['*/15 * * * *', '2026-03-01T12:01:00Z', '2026-03-01T12:14:00Z', false],
  ['*/15 * * * *', '2026-03-01T12:01:00Z', '2026-03-01T12:15:00Z', true],
  ['0 6 1 * *', '2026-03-02T00:00:00Z', '2026-03-31T23:59:00Z', false],
  ['0 6 1 1,4 *', '2026-03-31T00:00:00Z', '2026-04-01T06:00:00Z', true],
  ['0 6 * * 1-5', '2026-03-07T00:00:00Z', '2026-03-08T23:00:00Z', false],
  ['0 6 * * 1-5', '2026-03-07T00:00:00Z', '2026-03-09T06:00:00Z', true],
])('%s between %s and %s: %s', (cron, from, until, expected) => {
  expect(comesRound(cron, new Date(from), new Date(until))).toBe(expected)
})

test('every schedule of the worker comes round within a year', () => {
  const [from, until] = [new Date('2026-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z')]
  expect(jobSchedules.filter(({ cron }) => !comesRound(cron, from, until))).toEqual([])
})

test('faults are typed as options', () => {
  expect(faultsFrom(['--drop', 'invoice.paid,charge.refunded', '--api', '500', '--times', '2', '--executed'])).toEqual({
    webhooks: {
      drop: ['invoice.paid', 'charge.refunded'],
      duplicate: undefined,
      delay: null,
      reorder: undefined,
      hold: undefined,
    },
    api: { answer: 500, path: undefined, method: undefined, times: 2, executed: true },
    latencyMilliseconds: undefined,
  })
  expect(faultsFrom(['--delay', '300', '--delay-types', 'invoice.paid'])).toMatchObject({
    webhooks: { delay: { types: ['invoice.paid'], milliseconds: 300 } },
  })
  expect(faultsFrom(['--api', '418'])).toBeNull()
  expect(faultsFrom(['--nonsense'])).toBeNull()
})
