import { writeFileSync } from 'node:fs'
import { connect } from '#db/client.ts'
import { readConfig } from '#lib/config.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { formatReport } from '#lib/importers/run/format.ts'
import type { ImportReport } from '#lib/importers/run/report.ts'
import { openQueue } from '#lib/jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { clockAheadMs, systemNow } from '#lib/system-time.ts'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { say } from '#scripts/progress.ts'
import { readArguments, type Arguments } from './arguments.ts'
import { findDatabase } from './find-database.ts'
import { showProgress } from './progress.ts'

/** Items that are named on the screen; a file has them all. */
const mostNamed = 60

/**
 * Imports files into the database that DATABASE_URL names, else into the demonstration's. Prints a report. The exit
 * status is 1 when something was refused, 130 when it was stopped by Ctrl-C, after what was begun.
 * @param given what was typed after the command
 * @throws CannotRun when that is not understood, or a file cannot be read
 */
export async function importFiles(given: string[]): Promise<void> {
  const typed = readArguments(given)
  const { environment, close: closeDatabase } = await findDatabase({ isFilled: true })
  try {
    const config = readConfig(environment)
    const connection = connect(config.databaseUrl, 4)
    const queue = openQueue(config.databaseUrl, () => clockAheadMs(config.clockOffsetFile))
    const log = createLog('import', 'error')
    try {
      tell(await work({ db: connection.db, now: systemNow(config), queue, config, log }, typed), typed.reports)
    } finally {
      await queue.close()
      await connection.close()
    }
  } finally {
    await closeDatabase()
  }
}

async function work(ctx: Context, { importer, paths, ...options }: Arguments): Promise<ImportReport> {
  const stop = new AbortController()
  const onInterrupt = () => {
    if (stop.signal.aborted) process.exit(130)
    say('\nStopping after what has been begun. Once more stops at once; nothing that is done is lost.')
    stop.abort()
  }
  process.on('SIGINT', onInterrupt)
  const progress = showProgress('Importing')
  try {
    return await importer(ctx, paths, { ...options, signal: stop.signal, onProgress: progress.show })
  } catch (fault) {
    if (fault instanceof Refusal) throw new CannotRun(fault.message)
    throw fault
  } finally {
    progress.end()
    process.off('SIGINT', onInterrupt)
  }
}

function tell(report: ImportReport, files: string[]): void {
  say(formatReport(report, mostNamed))
  for (const file of files) {
    writeFileSync(file, file.endsWith('.json') ? JSON.stringify(report, null, 2) : `${formatReport(report)}\n`)
    say(`The whole report is in ${file}.`)
  }
  if (report.counts.refused > 0) process.exitCode = 1
  if (!report.isComplete) process.exitCode = 130
}
