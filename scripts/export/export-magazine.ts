import { readdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { connect } from '#db/client.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { readConfig } from '#lib/config.ts'
import type { Context } from '#lib/context.ts'
import type { ExportOptions } from '#lib/exports/model.ts'
import { folderSink } from '#lib/exports/sinks/folder.ts'
import { writeExport } from '#lib/exports/write-export.ts'
import { openQueue } from '#lib/jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { clockAheadMs, systemNow } from '#lib/system-time.ts'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { findDatabase } from '#scripts/import/find-database.ts'
import { say, step } from '#scripts/progress.ts'

const usage = 'npm run export -- FOLDER [--revisions] [--addresses]'

/**
 * Writes the whole magazine into a folder: of the database that DATABASE_URL names, else of the demonstration's.
 * @param given what was typed after the command
 * @throws CannotRun when that is not understood, or the folder holds anything
 */
export async function exportMagazine(given: string[]): Promise<void> {
  const { folder, options } = readArguments(given)
  const there = await readdir(folder).catch(() => [])
  if (there.length > 0) throw new CannotRun(`${folder} is not empty: name a new folder.`)
  const { environment, close: closeDatabase } = await findDatabase()
  try {
    const config = readConfig(environment)
    const connection = connect(config.databaseUrl, 4)
    const queue = openQueue(config.databaseUrl, () => clockAheadMs(config.clockOffsetFile))
    const ctx: Context = { db: connection.db, now: systemNow(config), queue, config, log: createLog('export', 'warn') }
    try {
      await recordAudit(ctx, {
        actorId: 'npm run export',
        action: 'exported the magazine',
        subject: subjectOf('export', 'folder'),
        details: { ...options },
      })
      const { counts, missing } = await step('Exporting', () => writeExport(ctx, folderSink(folder), options))
      say(
        Object.entries(counts)
          .map(([name, count]) => `${String(count).padStart(9)}  ${name}`)
          .join('\n'),
      )
      for (const file of missing) say(`The file of a picture is lost: ${file}`)
      say(`Everything is in ${folder}; docs/exporting.md describes it.`)
    } finally {
      await queue.close()
      await connection.close()
    }
  } finally {
    await closeDatabase()
  }
}

function readArguments(given: string[]): { folder: string; options: ExportOptions } {
  try {
    const options = { revisions: { type: 'boolean' }, addresses: { type: 'boolean' } } as const
    const { values, positionals } = parseArgs({ args: given, allowPositionals: true, options })
    const [folder, ...more] = positionals
    if (folder !== undefined && more.length === 0)
      return {
        // npm runs commands in the project's folder; the path was typed in another, perhaps.
        folder: resolve(process.env.INIT_CWD ?? process.cwd(), folder),
        options: { withRevisions: values.revisions ?? false, withAddresses: values.addresses ?? false },
      }
  } catch {
    // Said below.
  }
  throw new CannotRun(`Not understood: ${given.join(' ')}. Possible: ${usage}`)
}
