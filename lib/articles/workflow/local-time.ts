import { tzOffset } from '@date-fns/tz'
import { after, day, minute } from '#lib/clock.ts'

/** What a clock on the wall names: one instant, none (it was put forward over it), or two (it was put back over it). */
export type WallTime =
  | { kind: 'once'; at: Date }
  | { kind: 'never'; before: Date; after: Date }
  | { kind: 'twice'; first: Date; second: Date }

/**
 * The instant that a date and time of a place's clocks name. Offsets are asked of the time zone itself, so that half hours,
 * and clocks put forward by half an hour (Lord Howe), are right too.
 * @param local as HTML's datetime-local fields write it: 2027-03-28T01:30
 * @returns null for what is no time of the calendar; for `never`, the last and first minute there are on either side
 */
export function readWallTime(local: string, timeZone: string): WallTime | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?$/.exec(local)
  if (parts === null) return null
  const naive = new Date(`${local.slice(0, 16)}Z`)
  if (Number.isNaN(naive.getTime()) || naive.toISOString().slice(0, 16) !== local.slice(0, 16)) return null
  const offsets = [...new Set([-day, 0, day].map((ms) => tzOffset(timeZone, after(naive, ms))))]
  const found = offsets
    .map((offset) => after(naive, -offset * minute))
    .filter((at) => wallTimeOf(at, timeZone) === local.slice(0, 16))
    .toSorted((one, other) => one.getTime() - other.getTime())
  const [first, second] = found
  if (first === undefined) {
    const turn = turnBetween(after(naive, -day), after(naive, day), timeZone)
    return { kind: 'never', before: after(turn, -minute), after: turn }
  }
  return second === undefined ? { kind: 'once', at: first } : { kind: 'twice', first, second }
}

/** The first minute after the clocks were changed, between two instants of which the second has another offset. */
function turnBetween(start: Date, end: Date, timeZone: string): Date {
  const was = tzOffset(timeZone, start)
  let low = Math.floor(start.getTime() / minute)
  let high = Math.ceil(end.getTime() / minute)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (tzOffset(timeZone, new Date(middle * minute)) === was) low = middle
    else high = middle
  }
  return new Date(high * minute)
}

/** What the clocks of a place show at an instant, as HTML's datetime-local fields write it. */
export function wallTimeOf(at: Date, timeZone: string): string {
  return after(at, tzOffset(timeZone, at) * minute)
    .toISOString()
    .slice(0, 16)
}

/** An instant in full, so that nobody mistakes it: Sunday, 28 March 2027 at 02:30 BST (01:30 UTC). */
export function formatExactly(at: Date, timeZone: string, locale: string): string {
  const there = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(at)
  return `${there} (${at.toISOString().slice(11, 16)} UTC)`
}

/**
 * The same time of day on another day, where the clocks have it; where they are put forward over it, the first minute
 * after; where they show it twice, the first of the two.
 * @param date as HTML's date fields write it
 * @returns null for what is no day of the calendar
 */
export function onAnotherDay(at: Date, date: string, timeZone: string): Date | null {
  const read = readWallTime(`${date}T${wallTimeOf(at, timeZone).slice(11)}`, timeZone)
  if (read === null) return null
  return read.kind === 'once' ? read.at : read.kind === 'twice' ? read.first : read.after
}
