import { readConfig } from '#lib/config.ts'
import { createLog } from '#lib/log.ts'
import { loadEnvironmentFile, runMain } from './command-line.ts'
import { jobHandlers, jobSchedules } from './job-handlers.ts'
import { startWorker } from './worker/start-worker.ts'

/** `npm run worker`: does the jobs until SIGTERM or SIGINT, then finishes those in hand. */
await runMain(async () => {
  loadEnvironmentFile()
  const config = readConfig(process.env)
  const worker = await startWorker(config, createLog('worker', config.logLevel), jobHandlers, jobSchedules)
  await new Promise<void>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(name, () => resolve())
  })
  await worker.stop()
})
