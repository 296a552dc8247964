import { z } from 'zod'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { rewriteSpells } from './commands.ts'

export const spellsJob = defineJob('membership-spells', z.object({}), { retryLimit: 3, retryDelay: 600 })

/** Makes the spells again that figures are counted from: for ledgers older than they are, and in case of a fault. */
export const rewriteMembershipSpells = handle(spellsJob, async (ctx) => {
  const { people, changed } = await rewriteSpells(ctx)
  ctx.log.info({ event: 'spells rewritten', people, changed }, 'compared the spells with the ledger')
})

/** Nightly, after the comparison with Stripe. */
export const membershipSchedules: Schedule[] = [{ job: spellsJob, cron: '20 4 * * *' }]
