export const areas = [
  'configuration',
  'database',
  'keys',
  'worker',
  'clock',
  'stripe',
  'mail',
  'files',
  'cache',
  'site',
  'disk',
  'backups',
] as const
export type Area = (typeof areas)[number]

/** What was found about one thing. */
export interface Finding {
  area: Area
  /** `warn`: readers are served, and somebody should look. `fail`: something does not work. */
  state: 'ok' | 'warn' | 'fail'
  says: string
  /** In one sentence what to do about it; null where nothing is to be done. */
  remedy: string | null
}

export function ok(area: Area, says: string): Finding {
  return { area, state: 'ok', says, remedy: null }
}

export function warn(area: Area, says: string, remedy: string): Finding {
  return { area, state: 'warn', says, remedy }
}

export function fail(area: Area, says: string, remedy: string): Finding {
  return { area, state: 'fail', says, remedy }
}

/** How a length of time is said: `3 hours`, `2 days`. */
export function inWords(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000))
  if (minutes < 120) return `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}

/** Seconds of difference between two clocks that are noticed, and that do harm: signatures of webhooks are good for five minutes. */
const clockDifference = { noticed: 5, harmful: 60 }

/** @param aheadMs how far the other clock is ahead */
export function judgeClock(whose: string, aheadMs: number): Finding {
  const seconds = Math.abs(aheadMs) / 1000
  const says = `the clock of ${whose} is ${seconds < 1 ? 'less than a second' : `${Math.round(seconds)} s`} ${aheadMs < 0 ? 'behind' : 'ahead of'} this machine’s`
  if (seconds < clockDifference.noticed) return ok('clock', says)
  const remedy = 'Have both machines set their clocks by the network: systemctl enable --now systemd-timesyncd.'
  return seconds < clockDifference.harmful ? warn('clock', says, remedy) : fail('clock', says, remedy)
}

/** @param free bytes; `total` likewise */
export function judgeDisk(place: string, free: number, total: number): Finding {
  const gigabytes = free / 1e9
  const says = `${place}: ${gigabytes.toFixed(1)} GB of ${(total / 1e9).toFixed(0)} GB are free`
  const remedy = 'Make room, or give it a larger disk: a full one stops pictures, backups and PostgreSQL.'
  if (gigabytes < 0.5 || free / total < 0.02) return fail('disk', says, remedy)
  return gigabytes < 3 || free / total < 0.08 ? warn('disk', says, remedy) : ok('disk', says)
}
