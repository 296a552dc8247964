import { and, desc, eq, ne } from 'drizzle-orm'
import { giftMemberships } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import type { Tier } from '#lib/membership/model.ts'

/** A gift as its giver sees it. */
export interface GiftView {
  id: string
  tier: Tier
  months: number
  recipientName: string
  /** Whoever has it can redeem it: for the giver's eyes alone. */
  code: string | null
  state: 'paid' | 'redeemed' | 'withdrawn'
  /** When the mail to the recipient goes, or went, out. */
  deliverAt: Date
  deliveredAt: Date | null
  redeemedAt: Date | null
}

/** The memberships somebody has paid for as gifts, newest first; nobody else's. */
export async function giftsFrom(ctx: Context, giverId: string): Promise<GiftView[]> {
  const rows = await ctx.db
    .select({
      id: giftMemberships.id,
      tier: giftMemberships.tier,
      months: giftMemberships.months,
      recipientName: giftMemberships.recipientName,
      code: giftMemberships.code,
      state: giftMemberships.state,
      deliverAt: giftMemberships.deliverAt,
      deliveredAt: giftMemberships.deliveredAt,
      redeemedAt: giftMemberships.redeemedAt,
    })
    .from(giftMemberships)
    .where(and(eq(giftMemberships.buyerId, giverId), ne(giftMemberships.state, 'awaiting_payment')))
    .orderBy(desc(giftMemberships.paidAt), desc(giftMemberships.id))
  return rows.flatMap(({ state, ...row }) => (state === 'awaiting_payment' ? [] : [{ ...row, state }]))
}
