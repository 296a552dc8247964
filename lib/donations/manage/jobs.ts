import { eq } from 'drizzle-orm'
import { subscriptionChanges } from '#db/schema/donations.ts'
import { handle } from '#lib/jobs/job.ts'
import { applySubscription } from '../internal/apply-subscription.ts'
import { withDonor } from '../internal/donor.ts'
import { lockWish, settleWish, wasDoneByAnother } from './wishes.ts'
import { settleAsDone, termsFor } from './commands.ts'
import { settleWishJob } from './later.ts'
import { judgeWish, wishSchema } from './model.ts'
import { regularGiftOf } from './queries.ts'

/**
 * Finds out what became of a wish that was begun and never settled. It is never carried out here: the donor was told that
 * nothing had changed as far as we knew, and may have chosen otherwise since.
 */
export const settleLeftWish = handle(settleWishJob, async (ctx, { id }) => {
  const [left] = await ctx.db.select().from(subscriptionChanges).where(eq(subscriptionChanges.id, id))
  if (!left || left.state !== 'begun') return
  await withDonor(ctx, left.personId, async (tx) => {
    const row = await lockWish(tx, id)
    if (row.state !== 'begun') return
    await applySubscription(tx, row.stripeSubscriptionId, null)
    const gift = await regularGiftOf(tx, row.personId)
    const wish = wishSchema.parse({ kind: row.kind, ...row.details })
    const isSo =
      gift?.id === row.stripeSubscriptionId
        ? isAlreadySo(judgeWish(gift, wish, await termsFor(tx, gift), tx.now))
        : wish.kind === 'cancel'
    if (isSo && !(await wasDoneByAnother(tx, row))) await settleAsDone(tx, row)
    else await settleWish(tx, id, { state: 'refused', problem: row.problem ?? 'It was not carried out.' })
  })
})

function isAlreadySo(verdict: ReturnType<typeof judgeWish>): boolean {
  return verdict.possible && verdict.plan.does === 'nothing'
}
