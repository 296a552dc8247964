import { connect } from '#db/client.ts'
import { applyMigrations } from '#db/migrate.ts'
import { catchUp, type CaughtUp } from '#lib/backups/catch-up.ts'
import { restoreBackup, type Restored } from '#lib/backups/restore.ts'
import { readConfig, type Config } from '#lib/config.ts'
import { Refusal } from '#lib/errors.ts'
import { openQueue, prepareQueues } from '#lib/jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { clockAheadMs, systemNow } from '#lib/system-time.ts'
import { loadEnvironmentFile } from '#scripts/command-line.ts'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { jobHandlers, jobSchedules } from '#scripts/job-handlers.ts'
import { say, step } from '#scripts/progress.ts'
import { argumentsOf, notUnderstood, readIdentities, typedPath } from './arguments.ts'
import { describe } from './take-backup.ts'

const usage = ['  npm run restore -- FILE --identity KEYFILE [--replace]', '  npm run restore -- finish'].join('\n')

const jobs = jobHandlers.map(({ job }) => job)

/**
 * Puts a backup where DATABASE_URL and the rest of the configuration say, then catches up with what happened since.
 * @throws CannotRun when it is not understood, or refused
 */
export async function restoreMagazine(given: string[]): Promise<void> {
  const options = { identity: { type: 'string' }, replace: { type: 'boolean' } } as const
  const { values, positionals } = argumentsOf(given, options, usage)
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw notUnderstood(given, usage)
  loadEnvironmentFile()
  const config = readConfig(process.env)
  try {
    if (file !== 'finish') {
      const identities = readIdentities(values.identity)
      const replace = values.replace ?? false
      tellRestored(
        await step('Restoring', () => restoreBackup(config, { path: typedPath(file), identities, replace, jobs })),
      )
    }
    await step('Bringing tables and job queues up to date', async () => {
      await applyMigrations(config.databaseUrl)
      await prepareQueues(config.databaseUrl, jobs)
    })
    tellCaughtUp(await step('Catching up in silence with what happened since', () => finish(config)))
  } catch (fault) {
    if (fault instanceof Refusal) throw new CannotRun(fault.message)
    throw fault
  }
}

function tellRestored(restored: Restored): void {
  describe(restored)
  say(`The magazine is as it was at ${restored.manifest.takenAt}.`)
  for (const id of restored.lostKeys)
    say(`ADDRESS_KEYS lacks the key “${id}” that was in use then: postal addresses encrypted with it cannot be read.`)
  for (const id of restored.lostEncryptionKeys)
    say(
      `ENCRYPTION_KEYS lacks the key “${id}” that was in use then: staff whose second factor it encrypted need theirs reset (npm run admin -- reset-factor EMAIL).`,
    )
}

async function finish(config: Config): Promise<CaughtUp> {
  const { db, close } = connect(config.databaseUrl, 4)
  const queue = openQueue(config.databaseUrl, () => clockAheadMs(config.clockOffsetFile))
  try {
    const log = createLog('restore', 'error')
    return await catchUp({ db, queue, config, now: systemNow(config), log }, jobHandlers, jobSchedules)
  } finally {
    await queue.close()
    await close()
  }
}

function tellCaughtUp({ done, failed, sessions, mails, deliveries }: CaughtUp): void {
  const list = (counts: Record<string, number>) =>
    Object.entries(counts)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', ') || 'none'
  say(`Jobs done: ${list(done)}.`)
  say(`Mails withdrawn, because they were sent before the loss or their time has passed: ${list(mails)}.`)
  say(`Webhooks given up (send them by hand at /desk): ${deliveries}. Sessions ended: ${sessions}.`)
  for (const { kind, problem } of failed) say(`Not done: ${kind} (${problem})`)
  if (failed.length > 0) {
    process.exitCode = 1
    say('Mend that, then npm run restore -- finish, before web and worker start: what is done later writes to people.')
  } else say('Now empty the caches, and start web and worker: docs/backups.md says how, and what else to look at.')
}
