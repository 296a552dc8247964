import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { clockAheadMs } from '#lib/system-time.ts'

const clockSchema = z.object({ now: z.number() })

/** The time of the stand-in for Stripe, while a past is made up in it. */
export interface SandboxTime {
  /** Lets time pass there; what falls due on the way is done. @returns its time afterwards */
  advanceTo(instant: Date): Promise<Date>
  /** Lets the rest of the time pass, up to the present: the real one, or as far ahead of it as the magazine was. */
  catchUp(): Promise<Date>
  /** The bank sends its customer another card. */
  replaceCard(methodId: string, card: { number: string; expiryMonth: number; expiryYear: number }): Promise<void>
}

/**
 * Sets the stand-in for Stripe back into the past, which it allows while nothing has happened in it.
 * @returns null when there is no stand-in, or it has a past already
 */
export async function beginSandboxAt(ctx: Context, instant: Date): Promise<SandboxTime | null> {
  const { apiBase } = ctx.config.stripe
  if (apiBase === undefined) return null
  const press = (path: string, body: object) =>
    fetch(new URL(`/sandbox/${path}`, apiBase), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const told = async (path: string, body: object): Promise<Date> => {
    const response = await press(path, body)
    if (!response.ok) throw new Error(await response.text())
    return new Date(clockSchema.parse(await response.json()).now * 1000)
  }
  const read = async (): Promise<Date> => {
    const response = await fetch(new URL('/sandbox/clock', apiBase))
    return new Date(clockSchema.parse(await response.json()).now * 1000)
  }
  const aheadMs = clockAheadMs(ctx.config.clockOffsetFile)
  const begun = await press('clock/begin', { at: seconds(instant) })
  if (!begun.ok) return null
  return {
    advanceTo: async (target) => {
      const response = await press('clock/advance', { to: seconds(target) })
      if (response.ok) return new Date(clockSchema.parse(await response.json()).now * 1000)
      // Its clock goes on by itself meanwhile, and does not go back: it may be there already.
      const now = await read()
      if (seconds(now) < seconds(target)) throw new Error(await response.text())
      return now
    },
    catchUp: () => told('clock/advance', { to: aheadMs === 0 ? 'present' : seconds(new Date(Date.now() + aheadMs)) }),
    replaceCard: async (methodId, card) => {
      const response = await press(`payment_methods/${methodId}/replace`, card)
      if (!response.ok) throw new Error(await response.text())
    },
  }
}

function seconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000)
}
