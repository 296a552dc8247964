import { connect } from '#db/client.ts'
import { readConfig } from '#lib/config.ts'
import { reconcile } from '#lib/donations/reconcile.ts'
import { openQueue } from '#lib/jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { clockAheadMs, systemNow } from '#lib/system-time.ts'
import { loadEnvironmentFile, runMain } from './command-line.ts'

/** `npm run reconcile`: compares with Stripe, repairs, and prints the drift report. Exit status 1 when a person must look. */
await runMain(async () => {
  loadEnvironmentFile()
  const config = readConfig(process.env)
  const { db, close } = connect(config.databaseUrl, 4)
  const queue = openQueue(config.databaseUrl, () => clockAheadMs(config.clockOffsetFile))
  try {
    const report = await reconcile({
      db,
      queue,
      config,
      now: systemNow(config),
      log: createLog('reconcile', config.logLevel),
    })
    console.log(JSON.stringify(report, null, 2))
    if (report.unrepaired.length > 0) process.exitCode = 1
  } finally {
    await queue.close()
    await close()
  }
})
