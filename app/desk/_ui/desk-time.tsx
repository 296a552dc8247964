import { day, hour, minute } from '#lib/clock.ts'
import type { Magazine } from '#lib/settings/model.ts'

const steps = [
  ['year', 365 * day],
  ['month', 30 * day],
  ['day', day],
  ['hour', hour],
  ['minute', minute],
] as const

/** A time as the desk shows it: how long ago, or in how long, and exactly when under the pointer and to machines. */
export function Ago({ at, now, settings }: { at: Date; now: Date; settings: Magazine }) {
  const { locale, timeZone } = settings
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at)
  return (
    <time dateTime={at.toISOString()} title={exact} className="whitespace-nowrap">
      {relative(at.getTime() - now.getTime(), locale)}
    </time>
  )
}

function relative(ms: number, locale: string): string {
  const [unit, length] = steps.find(([, step]) => Math.abs(ms) >= step) ?? ['minute', minute]
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(ms / length), unit)
}
