import { and, asc, desc, eq, gt, inArray, ne } from 'drizzle-orm'
import { checkoutAttempts, giftMemberships } from '#db/schema/donations.ts'
import { membershipLedger } from '#db/schema/membership.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import type { Tier } from '#lib/membership/model.ts'
import type { Currency } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { isGiversOwn, type OrderViewer } from './internal/gift-order.ts'

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

/** Whether a gift's code works: it is paid, and nobody has redeemed it yet. */
export async function canBeRedeemed(ctx: Context, giftId: string): Promise<boolean> {
  const [gift] = await ctx.db
    .select({ state: giftMemberships.state })
    .from(giftMemberships)
    .where(eq(giftMemberships.id, giftId))
  return gift?.state === 'paid'
}

export interface RedeemedGift {
  giftId: string
  tier: Tier
  from: Date
  /** The first instant after it. */
  until: Date
}

/** What a gift gives somebody, and when; null when they have not redeemed it, or it was withdrawn. */
export async function redeemedGift(ctx: Context, personId: string, giftId: string): Promise<RedeemedGift | null> {
  const [gift] = await ctx.db
    .select({ tier: giftMemberships.tier })
    .from(giftMemberships)
    .where(
      and(
        eq(giftMemberships.id, giftId),
        eq(giftMemberships.redeemedBy, personId),
        eq(giftMemberships.state, 'redeemed'),
      ),
    )
  const [first] = await ctx.db
    .select({ from: membershipLedger.validFrom, until: membershipLedger.validUntil })
    .from(membershipLedger)
    .where(
      and(
        eq(membershipLedger.source, 'gift'),
        eq(membershipLedger.sourceRef, giftId),
        eq(membershipLedger.personId, personId),
      ),
    )
    .orderBy(asc(membershipLedger.sequence))
    .limit(1)
  return gift && first && first.until !== null
    ? { giftId, tier: gift.tier, from: first.from, until: first.until }
    : null
}

/** How long an order that was not paid can be taken up again; after that it is removed. */
export const unpaidOrderLife = 2 * day

/** What somebody had filled in before they turned back from the payment page. */
export interface UnpaidOrder {
  tier: Tier
  currency: Currency
  giverName: string
  recipientName: string
  recipientEmail: string
  message: string
  deliverAt: Date
}

/**
 * The order of an attempt that was not paid, for filling in its form again: for whoever began it, and for two days only. Null
 * otherwise.
 */
export async function unpaidOrder(ctx: Context, attemptId: string, viewer: OrderViewer): Promise<UnpaidOrder | null> {
  const [row] = await ctx.db
    .select({
      tier: giftMemberships.tier,
      currency: checkoutAttempts.currency,
      giverName: giftMemberships.giverName,
      recipientName: giftMemberships.recipientName,
      recipientEmail: giftMemberships.recipientEmail,
      message: giftMemberships.message,
      deliverAt: giftMemberships.deliverAt,
      personId: checkoutAttempts.personId,
      browserKeyHash: giftMemberships.browserKeyHash,
    })
    .from(giftMemberships)
    .innerJoin(checkoutAttempts, eq(checkoutAttempts.id, giftMemberships.attemptId))
    .where(
      and(
        eq(giftMemberships.attemptId, attemptId),
        eq(giftMemberships.state, 'awaiting_payment'),
        inArray(checkoutAttempts.state, ['open', 'expired', 'failed']),
        gt(giftMemberships.createdAt, after(ctx.now, -unpaidOrderLife)),
      ),
    )
  if (!row || !isGiversOwn(viewer, row.personId, row.browserKeyHash)) return null
  const { personId: _, browserKeyHash: __, currency, ...order } = row
  return { ...order, currency: currencySchema.parse(currency) }
}
