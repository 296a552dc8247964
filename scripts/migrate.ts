import { connect } from '#db/client.ts'
import { applyMigrations, CannotMigrate } from '#db/migrate.ts'
import { openQueue, prepareQueues } from '#lib/jobs/queue.ts'
import { spellsJob } from '#lib/membership/jobs.ts'
import { loadEnvironmentFile, runMain } from './command-line.ts'
import { CannotRun } from './embedded/cannot-run.ts'
import { jobHandlers } from './job-handlers.ts'

/** `npm run db:migrate`: brings the tables and the job queues of DATABASE_URL up to date. */
await runMain(async () => {
  loadEnvironmentFile()
  const url = process.env.DATABASE_URL
  if (!url) {
    throw new CannotRun(
      'DATABASE_URL is missing; expected a postgres:// address, e.g. postgres://standfirst:secret@localhost:5432/standfirst',
    )
  }
  const queues = jobHandlers.map((handler) => handler.job)
  try {
    await applyMigrations(url, {
      say: (line) => console.log(line),
      afterwards: () => prepareQueues(url, queues),
    })
  } catch (error) {
    throw error instanceof CannotMigrate ? new CannotRun(error.message) : error
  }
  await askForSpells(url)
})

/** Memberships recorded before there were figures are counted as soon as the worker runs. */
async function askForSpells(url: string): Promise<void> {
  const { db, close } = connect(url, 1)
  const queue = openQueue(url)
  try {
    await queue.send(db, spellsJob, {})
  } finally {
    await queue.close()
    await close()
  }
}
