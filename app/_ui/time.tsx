import { formatDay } from '#lib/clock.ts'

export { formatDay } from '#lib/clock.ts'

/** A day in the magazine's time zone, with the exact instant for machines. */
export function Day({ at, timeZone, locale }: { at: Date; timeZone: string; locale: string }) {
  return <time dateTime={at.toISOString()}>{formatDay(at, timeZone, locale)}</time>
}

/** Day and minute, for comments. */
export function Minute({ at, timeZone, locale }: { at: Date; timeZone: string; locale: string }) {
  return <time dateTime={at.toISOString()}>{formatMinute(at, timeZone, locale)}</time>
}

/** The same as text alone. */
export function formatMinute(at: Date, timeZone: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(at)
}
