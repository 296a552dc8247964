import { connect } from '#db/client.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { openQueue } from '#lib/jobs/queue.ts'
import { jobSchedules } from '#scripts/job-handlers.ts'
import { bookmark, happenedBetween, type Happening } from './happenings.ts'
import { comesRound } from './schedule.ts'
import { switchesOf } from './switches.ts'
import { callEarlier, waitingJobs, workerIdle } from './worker-idle.ts'

/** Where a demonstration's parts are. */
export interface Demonstration {
  stripeUrl: string
  databaseUrl: string
}

export interface Day {
  /** The magazine's time at the end of it. */
  until: Date
  happened: Happening[]
}

const daySeconds = 86_400

/**
 * Lets time pass in a whole demonstration: at Stripe's stand-in, which moves the magazine with it, and for the jobs that
 * wait. Goes day by day, so that what follows from one day is done before the next: webhooks are taken in and worked
 * off, then whatever is scheduled for that day is done.
 * @param onDay told of every day as it ends
 * @throws CannotRun when the worker does not work
 */
export async function letTimePass(
  { stripeUrl, databaseUrl }: Demonstration,
  seconds: number,
  onDay: (day: Day) => void = () => undefined,
): Promise<void> {
  const sandbox = switchesOf(stripeUrl)
  const { db, close } = connect(databaseUrl, 2)
  const queue = openQueue(databaseUrl)
  try {
    let from = await bookmark(db, await sandbox.now())
    for (let left = seconds; left > 0; left -= daySeconds) {
      const stretch = Math.min(left, daySeconds)
      const waiting = await waitingJobs(db)
      await sandbox.advance(stretch)
      await callEarlier(db, waiting, stretch)
      await sandbox.flush()
      await workerIdle(db)
      const now = await sandbox.now()
      for (const { job, cron } of jobSchedules) {
        if (!comesRound(cron, from.at, now)) continue
        await queue.send(db, job, {})
        await workerIdle(db)
      }
      const to = await bookmark(db, now)
      onDay({ until: now, happened: await happenedBetween(db, from, to) })
      from = to
    }
    await forgetWhatShowsTheTime({ db, queue })
    await workerIdle(db)
  } finally {
    await queue.close()
    await close()
  }
}

/** Cached pages are renewed after a quarter of an hour for what changes with the clock; that quarter has passed, too. */
async function forgetWhatShowsTheTime(ctx: Parameters<typeof announceChange>[0]): Promise<void> {
  await announceChange(ctx, [tags.front, tags.campaigns, tags.ads])
}
