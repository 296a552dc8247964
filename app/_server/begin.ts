import { joinShared } from '#app/_cache/shared.js'
import type { Connection } from '#db/client.ts'
import type { Config } from '#lib/config.ts'
import { createRequestLog } from '#lib/log.ts'
import { watchProcess } from '#lib/metrics.ts'
import { watchArrivals } from './arrivals.ts'
import { endOnSignals } from './ending.ts'
import { writeConsoleToLog } from './faults.ts'
import { requireKnownTables } from './known-tables.ts'
import { platform } from './platform.ts'

/**
 * What a web process does once, before its first request: looks whether it knows the tables, joins what instances keep
 * together, begins to watch itself, and gets ready to end well.
 */
export async function begin(config: Config): Promise<void> {
  await Promise.all([requireKnownTables(config), joinShared()])
  // Opened with the first query.
  const { connection, queue, log } = platform()
  const stopTracing = config.tracing && (await import('#lib/tracing-sdk.ts')).startTracing('web', config.tracing.share)
  watchProcess(() => connection.load)
  watchDatabase(connection)
  const arrivals = watchArrivals(config, createRequestLog('web', config.logLevel), connection.isAway)
  // `next dev` ends its processes itself.
  if (process.env.NODE_ENV !== 'production') return
  writeConsoleToLog(log)
  endOnSignals(config, log, arrivals, () => Promise.all([queue.close(), connection.close(), stopTracing?.()]))
}

/** Milliseconds between two questions to a database that is away: while kept pages are shown, nobody else asks. */
const lookAgainAfter = 1_000

/** Lets the keeper of pages know whether the database is there (app/_cache/pages.js), and whoever answers faults. */
function watchDatabase({ look, isAway }: Connection): void {
  Reflect.set(globalThis, Symbol.for('standfirst.isDatabaseAway'), isAway)
  setInterval(() => {
    if (isAway()) look().catch(() => undefined)
  }, lookAgainAfter).unref()
}
