import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from '#lib/config.ts'
import type { Log } from '#lib/log.ts'
import { within } from '#lib/within.ts'
import type { watchArrivals } from './arrivals.ts'
import { life } from './life.ts'

/** Milliseconds for the last spans and for the pool. */
const patience = 6_000

/**
 * Ends the process well when it is told to. First it goes on taking requests while /api/ready and /api/health say that it is ending,
 * so that whatever hands them on has noticed before anybody is refused; then it takes no more, lets those that run be answered,
 * closes the database and ends. Next leaves this to us where NEXT_MANUAL_SIG_HANDLE is set (its guide to self-hosting), and would
 * else close the door at once and wait for ever.
 * @param close what is to be closed when the last answer is out
 */
export function endOnSignals(
  { ending }: Pick<Config, 'ending'>,
  log: Log,
  arrivals: ReturnType<typeof watchArrivals>,
  close: () => Promise<unknown>,
): void {
  const end = async (signal: NodeJS.Signals) => {
    if (life.isEnding) return
    life.isEnding = true
    log.info({ signal, running: arrivals.running.size }, 'ending')
    // Somebody who presses Ctrl-C stands in front of it.
    if (signal !== 'SIGINT') await wait(ending.afterMs)
    const cutOff = await letFinish(arrivals, ending.withinMs)
    await within(patience, close()).catch((err: unknown) => log.warn({ err }, 'not everything could be closed'))
    log.info({ cutOff }, 'ended')
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal))
}

/** @returns how many took longer than they had */
async function letFinish({ server, running }: ReturnType<typeof watchArrivals>, withinMs: number): Promise<number> {
  const deadline = performance.now() + withinMs
  server?.close()
  for (const response of running) response.shouldKeepAlive = false
  while (running.size > 0 && performance.now() < deadline) await wait(25)
  // Those that had begun to answer before promised to stay open.
  const cutOff = running.size
  server?.closeAllConnections()
  // Each is told of in the log when its connection is gone.
  await wait(25)
  return cutOff
}
