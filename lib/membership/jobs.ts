import { z } from 'zod'
import { inTransaction } from '#lib/context.ts'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { rewriteSpells } from './commands.ts'
import { announceTimesThatCame } from './internal/announce.ts'

export const spellsJob = defineJob('membership-spells', z.object({}), { retryLimit: 3, retryDelay: 600 })

/** Makes the spells again that figures are counted from: for ledgers older than they are, and in case of a fault. */
export const rewriteMembershipSpells = handle(spellsJob, async (ctx) => {
  const { people, changed } = await rewriteSpells(ctx)
  ctx.log.info({ event: 'spells rewritten', people, changed }, 'compared the spells with the ledger')
})

const turnsJob = defineJob('membership-turns', z.object({}), { retryLimit: 3, retryDelay: 60 })

/** Tells whoever listens of memberships that are over, or begin, because their time has come. */
export const announceTurns = handle(turnsJob, (ctx) => inTransaction(ctx, announceTimesThatCame))

/** The spells nightly, after the comparison with Stripe. */
export const membershipSchedules: Schedule[] = [
  { job: spellsJob, cron: '20 4 * * *' },
  { job: turnsJob, cron: '*/5 * * * *' },
]
