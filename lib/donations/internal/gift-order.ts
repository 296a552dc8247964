import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { giftMemberships } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import type { GiftOrder } from '../gift-membership.ts'

export type GiftRow = typeof giftMemberships.$inferSelect

/** Who asks to see an order: somebody signed in, a browser with the key it got when it began one, or anybody. */
export interface OrderViewer {
  personId: string | null
  browserKey: string | null
}

/** An order, and the browser that began it if a visitor did. */
export interface KeptOrder extends GiftOrder {
  browserKeyHash: string | null
}

export function hashOfKey(browserKey: string): string {
  return createHash('sha256').update(browserKey).digest('base64url')
}

/**
 * Rule: what somebody wrote into an order is shown to whoever was signed in when it was begun, or whose account the payment
 * made it; begun by a visitor, to that browser too. Whoever merely has an address sees none of it.
 * @param personId whose the attempt is
 */
export function isGiversOwn(viewer: OrderViewer, personId: string | null, browserKeyHash: string | null): boolean {
  if (personId !== null && personId === viewer.personId) return true
  return browserKeyHash !== null && viewer.browserKey !== null && hashOfKey(viewer.browserKey) === browserKeyHash
}

/** Keeps what was ordered beside the attempt to pay for it, before Stripe is asked: the same attempt keeps the same gift. */
export async function keepOrder(ctx: Context, attemptId: string, order: KeptOrder): Promise<void> {
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
