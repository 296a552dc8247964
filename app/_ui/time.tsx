/** A day as the magazine's readers write it: 20 November 2026. */
export function formatDay(at: Date, timeZone: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(at)
}

/** A day in the magazine's time zone, with the exact instant for machines. */
export function Day({ at, timeZone, locale }: { at: Date; timeZone: string; locale: string }) {
  return <time dateTime={at.toISOString()}>{formatDay(at, timeZone, locale)}</time>
}

/** Day and minute, for comments. */
export function Minute({ at, timeZone, locale }: { at: Date; timeZone: string; locale: string }) {
  const text = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(at)
  return <time dateTime={at.toISOString()}>{text}</time>
}
