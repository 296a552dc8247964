import { readConfig } from '#lib/config.ts'
import { createLog } from '#lib/log.ts'
import { watchProcess } from '#lib/metrics.ts'
import { loadEnvironmentFile, runMain } from './command-line.ts'
import { jobHandlers, jobSchedules } from './job-handlers.ts'
import { isLateWrite } from './worker/late-write.ts'
import { startWorker } from './worker/start-worker.ts'
import { tellFigures } from './worker/tell-figures.ts'

/** `npm run worker`: does the jobs until SIGTERM or SIGINT, then finishes those in hand. */
await runMain(async () => {
  loadEnvironmentFile()
  const config = readConfig(process.env)
  const log = createLog('worker', config.logLevel)
  process.on('uncaughtException', (err) => {
    log[isLateWrite(err) ? 'warn' : 'fatal']({ err }, 'nobody caught a fault')
    if (!isLateWrite(err)) process.exit(1)
  })
  const stopTracing =
    config.tracing && (await import('#lib/tracing-sdk.ts')).startTracing('worker', config.tracing.share)
  // From before the first job, which may be taken up while the last queue is still being asked for.
  const toldToEnd = new Promise<void>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, () => resolve())
  })
  let isUp = false
  void toldToEnd.then(() => setTimeout(() => isUp || process.exit(0), 5_000).unref())
  const worker = await startWorker(config, log, jobHandlers, jobSchedules)
  isUp = true
  watchProcess(worker.load)
  const closeFigures = config.workerMetrics && (await tellFigures(config.workerMetrics, config.metricsToken))
  await toldToEnd
  await worker.stop(config.ending.withinMs)
  closeFigures?.()
  await stopTracing?.()
  // A job that did not end in time was given back; it is not waited for.
  process.exit(0)
})
