import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyMigrations } from '#db/migrate.ts'
import { prepareQueues } from '#lib/jobs/queue.ts'
import { loadEnvironmentFile } from '#scripts/command-line.ts'
import { openState } from '#scripts/embedded/state.ts'
import { openSupervisor, runningOn } from '#scripts/embedded/supervisor.ts'
import { jobHandlers } from '#scripts/job-handlers.ts'
import { localEnvironment, startDatabase } from '#scripts/stack/surroundings.ts'

export interface FoundDatabase {
  /** Every variable that lib/config.ts needs. */
  environment: NodeJS.ProcessEnv
  close(): Promise<void>
}

/**
 * The database of the environment if it names one; else that of the running demonstration; else the demonstration's,
 * started for as long as it is needed.
 * @param isFilled whether what is put into it takes the place of the magazine that a first demonstration would write
 */
export async function findDatabase({ isFilled = false } = {}): Promise<FoundDatabase> {
  loadEnvironmentFile()
  if (process.env.DATABASE_URL) return { environment: process.env, close: () => Promise.resolve() }
  const state = openState('demo')
  const running = runningOn(state)
  const environment = (databaseUrl: string, publicUrl: string) => ({
    ...localEnvironment(state, databaseUrl, publicUrl),
    ...process.env,
  })
  if (running?.databaseUrl) {
    const publicUrl = running.address ?? 'http://localhost:3000'
    return { environment: environment(running.databaseUrl, publicUrl), close: () => Promise.resolve() }
  }
  const supervisor = await openSupervisor(state)
  try {
    const databaseUrl = await startDatabase(supervisor, state)
    await applyMigrations(databaseUrl)
    await prepareQueues(
      databaseUrl,
      jobHandlers.map((handler) => handler.job),
    )
    const seeded = join(state.folder, 'seeded')
    if (isFilled && !existsSync(seeded)) writeFileSync(seeded, 'imported')
    return { environment: environment(databaseUrl, 'http://localhost:3000'), close: () => supervisor.stop() }
  } catch (error) {
    await supervisor.stop()
    throw error
  }
}
