import { count } from 'drizzle-orm'
import { connect } from '#db/client.ts'
import { articles } from '#db/schema/articles.ts'
import { seedMagazine } from '#demo/seed.ts'
import { readConfig } from '#lib/config.ts'
import { openQueue } from '#lib/jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { clockAheadMs, systemNow } from '#lib/system-time.ts'
import { loadEnvironmentFile, runMain } from './command-line.ts'

/** Writes the demonstration magazine into an empty database; one that has articles already is left as it is. */
await runMain(async () => {
  loadEnvironmentFile()
  const config = readConfig(process.env)
  const log = createLog('seed', config.logLevel)
  const { db, close } = connect(config.databaseUrl, 4)
  const queue = openQueue(config.databaseUrl, () => clockAheadMs(config.clockOffsetFile))
  try {
    const [found] = await db.select({ articles: count() }).from(articles)
    if (found && found.articles > 0) log.info('there are articles already')
    else await seedMagazine({ db, now: systemNow(config), queue, config, log })
  } finally {
    await queue.close()
    await close()
  }
})
