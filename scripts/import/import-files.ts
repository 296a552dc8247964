import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { connect } from '#db/client.ts'
import { readConfig } from '#lib/config.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { openQueue } from '#lib/jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { clockAheadMs, systemNow } from '#lib/system-time.ts'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { say, step } from '#scripts/progress.ts'
import { findDatabase } from './find-database.ts'
import { importers, type Importer, type Outcome, type PictureFolders } from './importers.ts'

const usage = 'npm run import -- <markdown|wordpress> FILE... [--pictures DIR] [--uploads DIR] [--dry-run]'

/**
 * Imports files into the database that DATABASE_URL names, else into the demonstration's. Prints a report; the exit
 * status is 1 when a file was refused.
 * @param given what was typed after the command
 * @throws CannotRun when that is not understood
 */
export async function importFiles(given: string[]): Promise<void> {
  const { importer, paths, folders, isTrial } = readArguments(given)
  const { environment, close: closeDatabase } = await findDatabase()
  try {
    const config = readConfig(environment)
    const connection = connect(config.databaseUrl, 4)
    const queue = openQueue(config.databaseUrl, () => clockAheadMs(config.clockOffsetFile))
    const ctx: Context = {
      db: connection.db,
      now: systemNow(config),
      queue,
      config,
      log: createLog('import', 'warn'),
    }
    try {
      const work = (inner: Context) => importer(inner, paths, folders)
      const outcome = await step('Importing', () => (isTrial ? tryOut(ctx, work) : work(ctx)))
      say(outcome.report)
      if (isTrial) say('That was a trial: nothing has been written.')
      if (outcome.refused > 0) process.exitCode = 1
    } finally {
      await queue.close()
      await connection.close()
    }
  } finally {
    await closeDatabase()
  }
}

/** Does everything and takes it back: rows by rolling back, pictures by putting them into a folder that is removed. */
async function tryOut(ctx: Context, work: (ctx: Context) => Promise<Outcome>): Promise<Outcome> {
  const picturesDir = mkdtempSync(join(tmpdir(), 'standfirst-trial-'))
  const takeBack = new Error('a trial is taken back')
  let outcome: Outcome = { report: '', refused: 0 }
  try {
    await inTransaction({ ...ctx, config: { ...ctx.config, picturesDir } }, async (inner) => {
      outcome = await work(inner)
      throw takeBack
    })
  } catch (error) {
    if (error !== takeBack) throw error
  } finally {
    rmSync(picturesDir, { recursive: true, force: true })
  }
  return outcome
}

const folder = z.string().transform((path) => resolve(typedIn(), path))
const valuesSchema = z.object({
  pictures: folder.optional(),
  uploads: folder.optional(),
  'dry-run': z.boolean().default(false),
})

interface Arguments {
  importer: Importer
  paths: string[]
  folders: PictureFolders
  isTrial: boolean
}

function readArguments(given: string[]): Arguments {
  try {
    const options = {
      pictures: { type: 'string' },
      uploads: { type: 'string' },
      'dry-run': { type: 'boolean' },
    } as const
    const { values, positionals } = parseArgs({ args: given, allowPositionals: true, options })
    const [source = '', ...files] = positionals
    const importer = importers[source]
    const { 'dry-run': isTrial, ...folders } = valuesSchema.parse(values)
    if (importer && files.length > 0) {
      return { importer, paths: files.map((file) => resolve(typedIn(), file)), folders, isTrial }
    }
  } catch {
    // Said below.
  }
  throw new CannotRun(`Not understood: ${given.join(' ')}. Possible: ${usage}`)
}

/** npm runs commands in the project's folder; paths were typed in another, perhaps. */
function typedIn(): string {
  return process.env.INIT_CWD ?? process.cwd()
}
