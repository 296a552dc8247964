import type { Magazine } from '#lib/settings/model.ts'

/** To the minute, with the name of the time: where clocks go back an hour comes twice. */
export function Exactly({ at, settings: { locale, timeZone } }: { at: Date; settings: Magazine }) {
  const format = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  })
  return <time dateTime={at.toISOString()}>{format.format(at)}</time>
}
