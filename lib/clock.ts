import { TZDate } from '@date-fns/tz'

/** Days in milliseconds, for adding to instants. */
export const day = 24 * 60 * 60 * 1000
export const hour = 60 * 60 * 1000
export const minute = 60 * 1000

/** @returns the instant `ms` milliseconds after (or, negative, before) `from` */
export function after(from: Date, ms: number): Date {
  return new Date(from.getTime() + ms)
}

/**
 * A day of the calendar in a time zone, which is 23 or 25 hours long where the clocks change.
 * @param date as HTML's date fields write it: 2026-03-29
 * @returns its first instant, and the first of the day after; null for what is no day of the calendar
 */
export function calendarDay(date: string, timeZone: string): { start: Date; end: Date } | null {
  const [, year, month, dayOfMonth] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? []).map(Number)
  if (year === undefined || month === undefined || dayOfMonth === undefined) return null
  const start = new TZDate(year, month - 1, dayOfMonth, timeZone)
  if (start.getMonth() !== month - 1 || start.getDate() !== dayOfMonth) return null
  return {
    start: new Date(start.getTime()),
    end: new Date(new TZDate(year, month - 1, dayOfMonth + 1, timeZone).getTime()),
  }
}

/** @returns the day an instant falls on in a time zone, as HTML's date fields write it */
export function dateIn(at: Date, timeZone: string): string {
  const local = new TZDate(at, timeZone)
  const two = (figure: number) => String(figure).padStart(2, '0')
  return `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`
}

/**
 * A time of day on a day of the calendar, in a time zone.
 * @param local as HTML's fields for both write it: 2026-03-29T14:30
 * @returns the instant; of an hour that comes twice when clocks go back, the first; null for what is no time, or is left out
 * when they go forward
 */
export function timeIn(local: string, timeZone: string): Date | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/.exec(local)?.slice(1).map(Number)
  if (!parts) return null
  const [year = 0, month = 0, dayOfMonth = 0, hours = 0, minutes = 0] = parts
  const made = new TZDate(year, month - 1, dayOfMonth, hours, minutes, timeZone).getTime()
  // Clocks go back by an hour, at Lord Howe by half of one.
  const candidates = [made - hour, made - hour / 2, made].map((at) => new Date(at))
  return candidates.find((at) => localTime(at, timeZone) === local) ?? null
}

/** @returns an instant as HTML's fields for day and time write it, in a time zone */
export function localTime(at: Date, timeZone: string): string {
  const local = new TZDate(at, timeZone)
  const two = (figure: number) => String(figure).padStart(2, '0')
  return `${dateIn(at, timeZone)}T${two(local.getHours())}:${two(local.getMinutes())}`
}

/** A month of the calendar in a time zone. */
export interface CalendarMonth {
  /** 2026-11 */
  name: string
  start: Date
  /** The first instant of the month after. */
  next: Date
}

/** @returns the month an instant falls in */
export function calendarMonth(at: Date, timeZone: string): CalendarMonth {
  const local = new TZDate(at, timeZone)
  const first = (month: number) => new Date(new TZDate(local.getFullYear(), month, 1, timeZone).getTime())
  return {
    name: dateIn(at, timeZone).slice(0, 7),
    start: first(local.getMonth()),
    next: first(local.getMonth() + 1),
  }
}

/**
 * The same time of day so many months on, in UTC; the last day of a month that has no such day. Stripe counts periods so:
 * https://docs.stripe.com/billing/subscriptions/billing-cycle
 */
export function monthsAfter(from: Date, months: number): Date {
  const to = new Date(from)
  to.setUTCDate(1)
  to.setUTCMonth(to.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate()
  to.setUTCDate(Math.min(from.getUTCDate(), lastDay))
  return to
}

/** Making one takes longer than a hundred uses of it, and a page writes many dates. */
const dayFormats = new Map<string, Intl.DateTimeFormat>()

/** A day as the magazine's readers write it: 20 November 2026. @param timeZone IANA name @param locale BCP 47 */
export function formatDay(at: Date, timeZone: string, locale: string): string {
  const key = `${locale} ${timeZone}`
  let format = dayFormats.get(key)
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone })
    dayFormats.set(key, format)
  }
  return format.format(at)
}
