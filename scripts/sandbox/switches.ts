import { z } from 'zod'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'

/** The switches of a running sandbox that Stripe does not have. */
export interface Switches {
  /** The sandbox's time, which the magazine's follows. */
  now(): Promise<Date>
  /** Lets time pass there: whatever falls due is done, in order. Returns when it has been done. */
  advance(seconds: number): Promise<void>
  /** Returns when every webhook that is due has been tried. */
  flush(): Promise<void>
  faults(): Promise<unknown>
  setFaults(faults: object): Promise<unknown>
  clearFaults(): Promise<unknown>
}

const clockSchema = z.object({ now: z.number() })

/** @param stripeUrl where the sandbox is, e.g. http://localhost:12111 */
export function switchesOf(stripeUrl: string): Switches {
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const request = {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    }
    const response = await fetch(new URL(`/sandbox/${path}`, stripeUrl), request)
    const text = await response.text()
    if (!response.ok) throw new CannotRun(`The sandbox refused: ${text.trim()}`)
    return JSON.parse(text)
  }
  return {
    now: async () => new Date(clockSchema.parse(await ask('GET', 'clock')).now * 1000),
    advance: async (seconds) => void (await ask('POST', 'clock/advance', { seconds })),
    flush: async () => void (await ask('POST', 'webhooks/flush', {})),
    faults: () => ask('GET', 'faults'),
    setFaults: (faults) => ask('POST', 'faults', faults),
    clearFaults: () => ask('DELETE', 'faults'),
  }
}
