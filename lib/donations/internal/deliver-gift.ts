import { and, asc, eq, isNull, lte } from 'drizzle-orm'
import { z } from 'zod'
import { giftMemberships } from '#db/schema/donations.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { defineJob } from '#lib/jobs/job.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { magazineSettings } from '#lib/settings/queries.ts'

export const deliverGiftJob = defineJob('gift-deliver', z.object({ giftId: z.uuid() }))

/** What makes one letter to whom a gift is for one. */
export function deliveryKey(giftId: string): string {
  return `gift-delivery:${giftId}`
}

/**
 * Posts the mail with the code to whom the gift is for, once, and not before its day. A gift that is redeemed or withdrawn
 * by then is not announced any more.
 */
export async function deliverGift(ctx: Context, giftId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [gift] = await tx.db.select().from(giftMemberships).where(eq(giftMemberships.id, giftId)).for('update')
    if (!gift || gift.state !== 'paid' || gift.deliveredAt !== null || gift.deliverAt > tx.now) return
    const magazine = await magazineSettings(tx)
    const { giverName, recipientName, tier, months, message, code } = gift
    await postMail(tx, {
      kind: 'gift-delivery',
      recipient: gift.recipientEmail,
      data: {
        magazine: magazine.name,
        site: tx.config.publicUrl,
        giftId: gift.id,
        giverName,
        recipientName,
        tier,
        months,
        message,
        code,
      },
      dedupeKey: deliveryKey(gift.id),
    })
    await tx.db.update(giftMemberships).set({ deliveredAt: tx.now }).where(eq(giftMemberships.id, gift.id))
  })
}

/** Delivers what is due and was missed: its job failed for good, or a won dispute brought it back after its day. */
export async function deliverDueGifts(ctx: Context): Promise<void> {
  const due = await ctx.db
    .select({ id: giftMemberships.id })
    .from(giftMemberships)
    .where(
      and(
        eq(giftMemberships.state, 'paid'),
        isNull(giftMemberships.deliveredAt),
        lte(giftMemberships.deliverAt, ctx.now),
      ),
    )
    .orderBy(asc(giftMemberships.deliverAt))
  for (const { id } of due) await deliverGift(ctx, id)
}
