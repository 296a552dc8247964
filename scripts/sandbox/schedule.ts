import { minute } from '#lib/clock.ts'

/**
 * Whether a schedule comes round in a stretch of time.
 * @param cron five fields in UTC, of numbers, lists, ranges and steps
 * @param from not included
 * @param until included
 */
export function comesRound(cron: string, from: Date, until: Date): boolean {
  const fields = cron.split(' ')
  const first = Math.floor(from.getTime() / minute) + 1
  for (let at = first; at * minute <= until.getTime(); at += 1) {
    const moment = new Date(at * minute)
    const parts = [
      moment.getUTCMinutes(),
      moment.getUTCHours(),
      moment.getUTCDate(),
      moment.getUTCMonth() + 1,
      moment.getUTCDay(),
    ]
    if (parts.every((part, index) => fits(fields[index] ?? '*', part))) return true
  }
  return false
}

function fits(field: string, value: number): boolean {
  return field.split(',').some((choice) => {
    const [range = '*', every = '1'] = choice.split('/')
    const [lowest = '0', highest = every === '1' ? lowest : '59'] = range === '*' ? ['0', '59'] : range.split('-')
    return value >= Number(lowest) && value <= Number(highest) && (value - Number(lowest)) % Number(every) === 0
  })
}
