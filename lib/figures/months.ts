import { TZDate } from '@date-fns/tz'

/** A month of the magazine's time zone. */
export interface Month {
  /** As 2026-03. */
  name: string
  from: Date
  /** The first instant after it; of the month that still runs, the first after now. */
  until: Date
}

/** How many months of figures can be asked for. */
export const spans = [3, 12, 36] as const

/** The last `count` months, the one that runs included and last. @param timeZone an IANA name */
export function lastMonths(count: number, now: Date, timeZone: string): Month[] {
  const today = new TZDate(now, timeZone)
  return Array.from({ length: count }, (_, index) => {
    const ago = count - 1 - index
    const from = monthStart(today.getFullYear(), today.getMonth() - ago, timeZone)
    // Instants are kept to the millisecond: with the next one as its end the month that runs includes now.
    const until =
      ago === 0 ? new Date(now.getTime() + 1) : monthStart(today.getFullYear(), today.getMonth() - ago + 1, timeZone)
    return { name: monthName(new TZDate(from, timeZone)), from, until }
  })
}

/**
 * The same time of day so many months before, or on the last day of a shorter month; and of the last day of a month the
 * last day of that one, so that the months up to a month's end are that month, whole.
 */
export function monthsAgo(count: number, now: Date, timeZone: string): Date {
  const then = new TZDate(now.getTime(), timeZone)
  const [year, month, date] = [then.getFullYear(), then.getMonth(), then.getDate()]
  const isLastDay = date === daysIn(year, month, timeZone)
  const lastDay = daysIn(year, month - count, timeZone)
  then.setFullYear(year, month - count, isLastDay ? lastDay : Math.min(date, lastDay))
  return new Date(then.getTime())
}

function daysIn(year: number, month: number, timeZone: string): number {
  return new TZDate(year, month + 1, 0, timeZone).getDate()
}

/** @param month counted from 0; one below or above a year's is of the year before or after */
function monthStart(year: number, month: number, timeZone: string): Date {
  return new Date(new TZDate(year, month, 1, timeZone).getTime())
}

function monthName(at: TZDate): string {
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}`
}

/** A day as written in a date field, 2026-03-31. */
export interface Days {
  from: string
  /** Included. */
  to: string
}

/** The instants from the beginning of the first day to the first instant after the last, in the magazine's time zone. */
export function instantsOf({ from, to }: Days, timeZone: string): { from: Date; until: Date } {
  return { from: dayStart(from, 0, timeZone), until: dayStart(to, 1, timeZone) }
}

function dayStart(day: string, more: number, timeZone: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(new TZDate(year, month - 1, date + more, timeZone).getTime())
}

/** The day of an instant in a time zone, as 2026-03-31. */
export function dayOf(at: Date, timeZone: string): string {
  const local = new TZDate(at, timeZone)
  return `${monthName(local)}-${String(local.getDate()).padStart(2, '0')}`
}
