import 'server-only'
import { connect, type Connection } from '#db/client.ts'
import { readConfig, type Config } from '#lib/config.ts'
import { openQueue, type Queue } from '#lib/jobs/queue.ts'
import { createLog, type Log } from '#lib/log.ts'
import { clockAheadMs } from '#lib/system-time.ts'

interface Platform {
  config: Config
  connection: Connection
  queue: Queue
  log: Log
}

/** Next evaluates modules once per bundle; the connections belong to the process. */
const shared: { standfirst?: Platform } & typeof globalThis = globalThis

/**
 * What every request of this process shares. Opened at the first need, so that building takes no database.
 * @throws Error naming what is missing from the environment
 */
export function platform(): Platform {
  if (!shared.standfirst) {
    const config = readConfig(process.env)
    shared.standfirst = {
      config,
      connection: connect(config.databaseUrl, 10),
      queue: openQueue(config.databaseUrl, () => clockAheadMs(config.clockOffsetFile)),
      log: createLog('web', config.logLevel),
    }
  }
  return shared.standfirst
}
