import { setTimeout as wait } from 'node:timers/promises'
import type { Kind, Meter } from './meter.ts'

/** Visits of one kind, begun at even intervals, whether or not earlier ones are over. */
export interface Stream {
  kind: Kind
  perMinute: number
  /** @param number counts from 0 */
  visit: (number: number) => Promise<void>
}

/** Visits under way at once beyond which the site does not keep up, and no more are begun. */
const most = 100

/**
 * Lets visits come at their pace for a time, and waits until the last is over: as many as the pace says, and no more.
 * A visit that fails is a fault.
 * @param from and `until` by `performance.now()`
 * @returns how many were begun
 */
export async function keepPace(
  streams: readonly Stream[],
  { from, until }: { from: number; until: number },
  meter: Meter,
): Promise<number> {
  const underWay = new Set<Promise<void>>()
  let begun = 0
  await Promise.all(
    streams.map(async ({ kind, perMinute, visit }, place) => {
      const interval = 60_000 / perMinute
      // Not all at the same moment.
      const first = from + (interval * place) / streams.length
      for (let number = 0; first + number * interval < until; number += 1) {
        await wait(Math.max(0, first + number * interval - performance.now()))
        if (underWay.size >= most) {
          meter.fault(`${kind}: not begun, ${most} visits were under way`)
          continue
        }
        begun += 1
        const visiting = visit(number)
          .catch((error: unknown) => meter.fault(`${kind}: ${error instanceof Error ? error.message : String(error)}`))
          .finally(() => underWay.delete(visiting))
        underWay.add(visiting)
      }
    }),
  )
  await Promise.all(underWay)
  return begun
}
