import { z } from 'zod'

/**
 * `tsx sandbox/stripe/advance.ts 40d` lets time pass in the running sandbox: renewals, retries and expiries happen, in
 * order, and their webhooks go out. Units: s, m, h, d, w. The sandbox's address is SANDBOX_ORIGIN, or made from PORT.
 */
const UNITS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

const answer = z.object({ now: z.number() })

/** `40d` as seconds; undefined if it is not a length of time. */
export function secondsIn(text: string): number | undefined {
  const match = /^(\d+)([smhdw])$/.exec(text)
  const unit = z.enum(['s', 'm', 'h', 'd', 'w']).safeParse(match?.[2])
  return match && unit.success ? Number(match[1]) * UNITS[unit.data] : undefined
}

async function advance(): Promise<void> {
  const seconds = secondsIn(process.argv[2] ?? '')
  const { PORT, SANDBOX_ORIGIN } = process.env
  const origin = SANDBOX_ORIGIN ?? (PORT ? `http://127.0.0.1:${PORT}` : undefined)
  if (seconds === undefined || seconds === 0)
    throw new Error('Say how long, for example: tsx sandbox/stripe/advance.ts 40d')
  if (origin === undefined)
    throw new Error('Set SANDBOX_ORIGIN (http://localhost:12111, say) or PORT to where the sandbox runs.')
  const response = await fetch(`${origin}/sandbox/clock/advance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ seconds }),
  })
  if (!response.ok) throw new Error(await response.text())
  const { now } = answer.parse(await response.json())
  console.log(`In the sandbox it is now ${new Date(now * 1000).toISOString()}`)
}

if (import.meta.main) {
  try {
    await advance()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
