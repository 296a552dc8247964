import { and, eq, isNull, lt, ne, notInArray, or } from 'drizzle-orm'
import { z } from 'zod'
import { campaignGifts, campaigns } from '#db/schema/books.ts'
import { claims } from '#db/schema/claims.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { lockCampaign, takeCopy } from './internal/copies.ts'
import { hasAllTheyMay, insertClaim } from './internal/insert-claim.ts'
import { moveClaim } from './internal/move-claim.ts'
import { takeHeldCopy } from './internal/waiting.ts'
import type { QualifyingRule } from './model.ts'

/** What a donor wishes of a campaign with a gift that qualifies, as it was offered to them. */
export interface BookOrder {
  /** The attempt to pay, which is written already. */
  attemptId: string
  campaignId: string
  /** Null for a visitor. */
  personId: string | null
  wish: 'book' | 'wait' | 'none'
  rule: QualifyingRule
  /** Minor units each payment must reach. */
  least: number
  paymentsNeeded: number
  zoneId: string | null
  /** ISO 3166-1 alpha-2. */
  country: string | null
  /** Minor units charged beside the gift. */
  postage: number
  dedication: string
}

export type Reservation = 'reserved' | 'no_book_wished' | 'sold_out' | 'has_one_already'

/**
 * Notes the wish and, for whoever wants the book, takes a copy and keeps it while they pay. The same attempt again finds what
 * it has. One transaction, in which nobody outside is asked.
 */
export async function reserveBook(ctx: Context, order: BookOrder): Promise<Reservation> {
  return inTransaction(ctx, async (tx) => {
    const { personId, ...gift } = order
    const { attemptId: id } = gift
    await tx.db
      .insert(campaignGifts)
      .values({ ...gift, id, createdAt: tx.now })
      .onConflictDoNothing({ target: campaignGifts.id })
    if (order.wish !== 'book') return 'no_book_wished'
    await lockCampaign(tx, order.campaignId)
    const [mine] = await tx.db
      .select({ id: claims.id })
      .from(claims)
      .where(and(eq(claims.giftId, id), notInArray(claims.state, ['ended', 'replaced'])))
    if (mine) return 'reserved'
    if (personId !== null && (await hasAllTheyMay(tx, order.campaignId, personId))) return 'has_one_already'
    const held = personId !== null && (await takeHeldCopy(tx, order.campaignId, personId))
    if (!held && !(await takeCopy(tx, order.campaignId))) return 'sold_out'
    await insertClaim(tx, { ...gift, id }, personId)
    return 'reserved'
  })
}

/**
 * Releases the copy of a checkout that is over without payment. One that has none, or was paid, stays as it is.
 * @param attemptId as it stands in Stripe's metadata: perhaps nothing of ours
 */
export async function releaseReservation(
  ctx: Context,
  attemptId: string | null,
  how: 'checkout_expired' | 'checkout_failed',
): Promise<void> {
  const id = z.uuid().safeParse(attemptId)
  if (!id.success) return
  await inTransaction(ctx, async (tx) => {
    const [claim] = await tx.db
      .select({ id: claims.id })
      .from(claims)
      .where(and(eq(claims.giftId, id.data), eq(claims.state, 'reserved')))
    if (claim) await moveClaim(tx, claim.id, { kind: 'checkout_over', how }, { actorId: null })
  })
}

/** What Stripe's page needs to know of the copy that is kept. */
export interface BookAtCheckout {
  campaignId: string
  title: string
  /** Minor units charged beside the gift; 0 when it is included. */
  postage: number
  /** The country to ask an address in; null when the account asks later, because the book is earned later. */
  addressIn: string | null
}

/** Null where no copy is kept. */
export async function bookAtCheckout(ctx: Context, attemptId: string): Promise<BookAtCheckout | null> {
  const [row] = await ctx.db
    .select({
      campaignId: campaigns.id,
      title: campaigns.bookTitle,
      postage: campaignGifts.postage,
      country: campaignGifts.country,
      paymentsNeeded: campaignGifts.paymentsNeeded,
    })
    .from(campaignGifts)
    .innerJoin(campaigns, eq(campaigns.id, campaignGifts.campaignId))
    .where(and(eq(campaignGifts.attemptId, attemptId), eq(campaignGifts.wish, 'book')))
  if (!row) return null
  const { campaignId, title, postage, country, paymentsNeeded } = row
  return { campaignId, title, postage, addressIn: paymentsNeeded === 1 ? country : null }
}

/**
 * Attempts of the same donor that keep a copy of the same campaign and were left: a visitor's only where the page they came
 * back to names it.
 */
export async function leftReservations(
  ctx: Context,
  of: { campaignId: string; personId: string | null; leaves: string | null; attemptId: string },
): Promise<string[]> {
  const leaves = z.uuid().safeParse(of.leaves).data ?? null
  const theirs = [
    ...(of.personId === null ? [] : [eq(claims.personId, of.personId)]),
    ...(leaves === null ? [] : [and(eq(claims.giftId, leaves), isNull(claims.personId))]),
  ]
  if (theirs.length === 0) return []
  const rows = await ctx.db
    .select({ attemptId: claims.giftId })
    .from(claims)
    .where(
      and(
        eq(claims.campaignId, of.campaignId),
        eq(claims.state, 'reserved'),
        ne(claims.giftId, of.attemptId),
        or(...theirs),
      ),
    )
  return rows.map(({ attemptId }) => attemptId)
}

/** Attempts that keep a copy since before an instant. */
export async function reservationsSince(ctx: Context, before: Date): Promise<string[]> {
  const rows = await ctx.db
    .select({ attemptId: claims.giftId })
    .from(claims)
    .where(and(eq(claims.state, 'reserved'), lt(claims.createdAt, before)))
  return rows.map(({ attemptId }) => attemptId)
}
