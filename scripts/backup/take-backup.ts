import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { readConfig, type Config } from '#lib/config.ts'
import { Refusal } from '#lib/errors.ts'
import { backupName, noteOf, outlived } from '#lib/backups/model.ts'
import { makeKey, verifyBackup } from '#lib/backups/verify.ts'
import { writeBackup, type Written } from '#lib/backups/write-backup.ts'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { withLock } from '#scripts/embedded/lock.ts'
import { findDatabase } from '#scripts/import/find-database.ts'
import { jobHandlers } from '#scripts/job-handlers.ts'
import { say, step } from '#scripts/progress.ts'
import { argumentsOf, notUnderstood, readIdentities, typedPath } from './arguments.ts'

const usage = [
  '  npm run backup [-- --keep N] [-- --no-verify]',
  '  npm run backup -- verify FILE --identity KEYFILE',
  '  npm run backup -- key',
].join('\n')

const options = {
  keep: { type: 'string' },
  'no-verify': { type: 'boolean' },
  identity: { type: 'string' },
} as const

/** @throws CannotRun when it is not understood, nobody is named to encrypt for, or the backup cannot be restored */
export async function takeBackup(given: string[]): Promise<void> {
  const { values, positionals } = argumentsOf(given, options, usage)
  const [what, file, ...more] = positionals
  if (more.length > 0) throw notUnderstood(given, usage)
  if (what === 'key' && file === undefined) return printKey()
  const keep = values.keep === undefined ? Infinity : Number(values.keep)
  if (!(keep >= 1)) throw notUnderstood(given, usage)
  const { environment, close } = await findDatabase()
  try {
    const config = readConfig(environment)
    if (what === undefined) await write(config, keep, values['no-verify'] !== true)
    else if (what === 'verify' && file !== undefined)
      await verify(config, typedPath(file), readIdentities(values.identity))
    else throw notUnderstood(given, usage)
  } catch (fault) {
    if (fault instanceof Refusal) throw new CannotRun(fault.message)
    throw fault
  } finally {
    await close()
  }
}

async function printKey(): Promise<void> {
  const { identity, recipient } = await makeKey()
  say(`# public key, for BACKUP_RECIPIENTS: ${recipient}`)
  say('# secret key: keep this file away from the machine that takes the backups; who has it can read them')
  say(identity)
}

async function write(config: Config, keep: number, verifies: boolean): Promise<void> {
  const { recipients } = config.backups
  if (recipients.length === 0)
    throw new CannotRun(
      'BACKUP_RECIPIENTS names nobody to encrypt for: make a key with npm run --silent backup -- key > standfirst.key, put its public half there, and keep the file elsewhere.',
    )
  const dir = resolve(config.backups.dir)
  await mkdir(dir, { recursive: true, mode: 0o700 })
  // What another one has not finished is no leftover of one that was killed.
  await withLock(join(dir, 'standfirst.lock'), () => writeAlone(config, dir, keep, verifies))
}

async function writeAlone(config: Config, dir: string, keep: number, verifies: boolean): Promise<void> {
  const { recipients } = config.backups
  for (const name of await readdir(dir))
    if (name.startsWith('standfirst-') && name.endsWith('.unfinished')) await rm(join(dir, name), { force: true })
  const now = new Date()
  const name = backupName(now)
  const unfinished = join(dir, `${name}.unfinished`)
  // A second key, of this moment alone: by it what was just written can be read back, and nothing afterwards.
  const moment = await makeKey()
  const written = await step('Copying the database and the files', () =>
    writeBackup({ config, now }, unfinished, [...recipients, moment.recipient]),
  )
  try {
    if (verifies)
      await step('Restoring it into a database of its own, to see that it can be', () =>
        verifyBackup({ path: unfinished, identities: [moment.identity], databaseUrl: config.databaseUrl, jobs }),
      )
  } catch (fault) {
    await rm(unfinished, { force: true })
    throw fault
  }
  const { size } = await stat(unfinished)
  await writeFile(join(dir, noteOf(name)), note(written, size, verifies), { mode: 0o600 })
  await rename(unfinished, join(dir, name))
  describe(written)
  say(
    `${join(dir, name)} (${(size / 1e6).toFixed(1)} MB)${verifies ? ': restored once, and as it should be.' : ', not tried.'}`,
  )
  for (const old of outlived(await readdir(dir), keep)) {
    for (const gone of [old, noteOf(old)]) await rm(join(dir, gone), { force: true })
    say(`Removed ${old}: ${keep} are kept.`)
  }
}

const jobs = jobHandlers.map(({ job }) => job)

/** For `npm run doctor`, and for people without the key. */
function note({ manifest, files }: Written, bytes: number, verified: boolean): string {
  const { takenAt, tables } = manifest
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const { count, missing } = files
  return `${JSON.stringify({ takenAt, verified, bytes, rows, files: count, missing: missing.length }, null, 2)}\n`
}

async function verify(config: Config, path: string, identities: string[]): Promise<void> {
  const seen = await step('Restoring it into a database of its own', () =>
    verifyBackup({ path, identities, databaseUrl: config.databaseUrl, jobs }),
  )
  describe(seen)
  say(`It can be restored: the magazine as it was at ${seen.manifest.takenAt}.`)
}

/** How many rows and files; those that were lost before the backup was taken, by name. */
export function describe({ manifest, files }: Written): void {
  const filled = manifest.tables.filter(({ rows }) => rows > 0)
  const rows = filled.reduce((sum, table) => sum + table.rows, 0)
  say(`${rows} rows in ${filled.length} tables, ${files.count} files (${(files.bytes / 1e6).toFixed(1)} MB).`)
  for (const name of files.missing) say(`Lost already when the backup was taken: ${name}`)
}
