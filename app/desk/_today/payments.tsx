import { latestDriftReports } from '#lib/donations/drift-reports.ts'
import { failedEvents } from '#lib/donations/inbox-desk.ts'
import { mayWorkInbox } from '#lib/donations/policy.ts'
import { magazine } from '#app/_server/published.ts'
import type { TodayBlock } from './block.ts'
import { countedLines } from './counted-lines.tsx'

/** Most dead letters counted; more is as bad. */
const mostCounted = 1_000

/** What of Stripe's went wrong: events that failed, work given up, and differences nobody has looked at. */
export const paymentsToday: TodayBlock = {
  name: 'Payments',
  may: mayWorkInbox,
  async show(ctx) {
    const [failed, dead, [report], { locale }] = await Promise.all([
      failedEvents(ctx),
      ctx.queue.deadLetters(ctx.db, mostCounted),
      latestDriftReports(ctx, 1),
      magazine(),
    ])
    const lines = [
      {
        count: failed,
        href: '/desk/inbox?state=failed',
        one: 'event of Stripe’s failed',
        many: 'events of Stripe’s failed',
      },
      { count: dead.length, href: '/desk/inbox', one: 'job was given up', many: 'jobs were given up' },
      {
        count: report?.unrepaired.length ?? 0,
        href: '/desk/drift',
        one: 'difference from Stripe to look at',
        many: 'differences from Stripe to look at',
      },
    ]
    return countedLines(lines, locale)
  },
}
