import { connect } from '#db/client.ts'
import { readConfig } from '#lib/config.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { openQueue } from '#lib/jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { clockAheadMs, systemNow } from '#lib/system-time.ts'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { findDatabase } from '#scripts/import/find-database.ts'

/**
 * Does a command's work on the database that DATABASE_URL names, else on the demonstration's.
 * @param part which command, for its log
 * @throws CannotRun for what the product refuses, in its words
 */
export async function withContext(part: string, work: (ctx: Context) => Promise<void>): Promise<void> {
  const { environment, close: closeDatabase } = await findDatabase()
  try {
    const config = readConfig(environment)
    const connection = connect(config.databaseUrl, 2)
    const queue = openQueue(config.databaseUrl, () => clockAheadMs(config.clockOffsetFile))
    try {
      await work({ db: connection.db, now: systemNow(config), queue, config, log: createLog(part, 'warn') })
    } catch (fault) {
      throw fault instanceof Refusal ? new CannotRun(fault.message) : fault
    } finally {
      await queue.close()
      await connection.close()
    }
  } finally {
    await closeDatabase()
  }
}
