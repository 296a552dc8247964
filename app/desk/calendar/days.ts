import { day } from '#lib/clock.ts'

/** Days are worked with as HTML's date fields write them; as instants of UTC all of them are equally long. */
const asUtc = (date: string) => new Date(`${date}T00:00:00Z`)

/** The day so many days on. */
export function daysOn(date: string, days: number): string {
  return new Date(asUtc(date).getTime() + days * day).toISOString().slice(0, 10)
}

/** The first day of the week that a day is in, by the custom of a locale. */
export function weekStart(date: string, locale: string): string {
  const { firstDay } = new Intl.Locale(locale).getWeekInfo()
  return daysOn(date, -((asUtc(date).getUTCDay() - firstDay + 7) % 7))
}

/** The whole weeks that a month touches. @param month 2026-11 */
export function weeksOf(month: string, locale: string): string[][] {
  const weeks: string[][] = []
  for (let start = weekStart(`${month}-01`, locale); start.slice(0, 7) <= month; start = daysOn(start, 7))
    weeks.push(weekFrom(start))
  return weeks
}

export function weekFrom(start: string): string[] {
  return [0, 1, 2, 3, 4, 5, 6].map((days) => daysOn(start, days))
}

/** The month before or after. */
export function monthsOn(month: string, months: number): string {
  const first = asUtc(`${month}-01`)
  first.setUTCMonth(first.getUTCMonth() + months)
  return first.toISOString().slice(0, 7)
}

/** A day in words. */
export function dayWords(date: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(asUtc(date))
}
