import { eq } from 'drizzle-orm'
import { giftMemberships } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import type { GiftOrder } from '../gift-membership.ts'

export type GiftRow = typeof giftMemberships.$inferSelect

/** Keeps what was ordered beside the attempt to pay for it, before Stripe is asked: the same attempt keeps the same gift. */
export async function keepOrder(ctx: Context, attemptId: string, order: GiftOrder): Promise<void> {
  await ctx.db
    .insert(giftMemberships)
    .values({ attemptId, ...order, createdAt: ctx.now })
    .onConflictDoNothing({ target: giftMemberships.attemptId })
}

/** The membership for somebody else that an attempt pays for; null when it pays for none. */
export async function giftOfAttempt(ctx: Context, attemptId: string): Promise<GiftRow | null> {
  const [row] = await ctx.db.select().from(giftMemberships).where(eq(giftMemberships.attemptId, attemptId))
  return row ?? null
}
