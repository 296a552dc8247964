import { readFileSync, statSync } from 'node:fs'
import { z } from 'zod'
import { after } from './clock.ts'
import type { Config } from './config.ts'
import type { Context } from './context.ts'

const offsetSchema = z.strictObject({ aheadSeconds: z.int() })

interface Kept {
  /** Changes with every writing of the file. */
  mark: string
  aheadMs: number
}

const keptByFile = new Map<string, Kept>()

/**
 * The magazine's time: this machine's, or ahead of it while a demonstration or a rehearsal has moved it. Whoever builds
 * a context asks this; everything else is given `ctx.now`. See docs/decisions/moving-time.md.
 * @throws Error when the file that CLOCK_OFFSET_FILE names cannot be understood at the first reading; one that becomes
 * so later is passed over, and the last good value stands
 */
export function systemNow(config: Pick<Config, 'clockOffsetFile'>): Date {
  return after(new Date(), clockAheadMs(config.clockOffsetFile))
}

/**
 * What other clocks show at `ctx.now`: for what somebody else dates (the signature of a webhook, the life of a session
 * at next-auth, the counts of the rate limiter).
 */
export function outsideTime(ctx: Pick<Context, 'now' | 'config'>): Date {
  return after(ctx.now, -clockAheadMs(ctx.config.clockOffsetFile))
}

/**
 * How far the magazine's time is ahead of this machine's, in milliseconds.
 * @param file what CLOCK_OFFSET_FILE names: `{"aheadSeconds": 3456000}`; 0 without one, and until it is written
 */
export function clockAheadMs(file: string | undefined): number {
  if (file === undefined) return 0
  const kept = keptByFile.get(file)
  try {
    const found = statSync(file, { bigint: true, throwIfNoEntry: false })
    if (!found) return 0
    const mark = `${found.ino} ${found.mtimeNs} ${found.size}`
    if (kept?.mark === mark) return kept.aheadMs
    const { aheadSeconds } = offsetSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    keptByFile.set(file, { mark, aheadMs: aheadSeconds * 1000 })
    return aheadSeconds * 1000
  } catch (cause) {
    if (kept) return kept.aheadMs
    throw new Error(`CLOCK_OFFSET_FILE names ${file}, which is not like {"aheadSeconds": 3456000}`, { cause })
  }
}
