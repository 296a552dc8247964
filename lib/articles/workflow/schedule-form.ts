import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { formatExactly, readWallTime } from './local-time.ts'

/**
 * The instant that somebody asked for in a form.
 * @param typed what the field holds: 2027-03-28T01:30
 * @param which of two, where the clocks show that time twice
 * @throws Refusal (invalid) that says what is wrong with `at`, or asks `which` of two is meant
 */
export function readSchedule(
  typed: string,
  which: 'first' | 'second' | undefined,
  { timeZone, locale }: { timeZone: string; locale: string },
): Date {
  if (typed === '') throw fieldRefusal('at', 'Choose a day and a time.')
  const read = readWallTime(typed, timeZone)
  if (read === null) throw fieldRefusal('at', 'Choose a day of the calendar and a time, such as 2027-03-28 09:00.')
  const exactly = (at: Date) => formatExactly(at, timeZone, locale)
  if (read.kind === 'never')
    throw fieldRefusal(
      'at',
      `There is no such time: the clocks are put forward over it. They go from ${exactly(read.before)} straight to ${exactly(read.after)}.`,
    )
  if (read.kind === 'once') return read.at
  if (which === undefined)
    throw new Refusal('invalid', 'The clocks show that time twice. Say which of the two you mean.', {
      which: `The first is ${exactly(read.first)}, the second ${exactly(read.second)}.`,
    })
  return which === 'first' ? read.first : read.second
}
