import { and, desc, eq, isNull, lte, ne, notInArray, or, sql } from 'drizzle-orm'
import { campaignGifts, campaigns } from '#db/schema/books.ts'
import { claimAddresses, claims, waitingList } from '#db/schema/claims.ts'
import { checkoutAttempts, donations } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import { standingOf, type ClaimEnding, type ClaimStanding, type ClaimState, type ClaimTrouble } from './claim-life.ts'

/** A claim as its donor sees it. */
export interface ClaimView {
  id: string
  slug: string
  bookTitle: string
  bookAuthor: string
  standing: ClaimStanding
  ending: ClaimEnding | null
  paymentsMade: number
  paymentsNeeded: number
  dedication: string
  dedicationState: 'none' | 'pending' | 'accepted' | 'refused'
  dedicationNote: string | null
  /** Whether its campaign lets the donor say what is written in it. */
  isDedicated: boolean
  /** ISO 3166-1 alpha-2. */
  country: string | null
  copyNumber: number | null
  createdAt: Date
}

const columns = {
  id: claims.id,
  slug: campaigns.slug,
  bookTitle: campaigns.bookTitle,
  bookAuthor: campaigns.bookAuthor,
  state: claims.state,
  ending: claims.ending,
  paymentsMade: claims.paymentsMade,
  paymentsNeeded: claims.paymentsNeeded,
  dedication: claims.dedication,
  dedicationState: claims.dedicationState,
  dedicationNote: claims.dedicationNote,
  signing: campaigns.signing,
  country: claims.country,
  copyNumber: claims.copyNumber,
  createdAt: claims.createdAt,
  address: { givenAt: claimAddresses.givenAt, lockedAt: claimAddresses.lockedAt },
}

function rowsWhere(ctx: Context, where: ReturnType<typeof and>) {
  return ctx.db
    .select(columns)
    .from(claims)
    .innerJoin(campaigns, eq(campaigns.id, claims.campaignId))
    .leftJoin(claimAddresses, and(eq(claimAddresses.claimId, claims.id), isNull(claimAddresses.removedAt)))
    .where(where)
    .orderBy(desc(claims.createdAt))
    .limit(50)
}

function present(
  { state, signing, address, ...row }: Awaited<ReturnType<typeof rowsWhere>>[number],
  now: Date,
): ClaimView {
  return {
    ...row,
    isDedicated: signing === 'dedicated',
    standing: standingOf({ state, dedicationState: row.dedicationState }, address, now),
  }
}

/** Somebody's books, the newest first; what was never paid for is left out. */
export async function claimsOf(ctx: Context, personId: string): Promise<ClaimView[]> {
  const wherePaid = and(
    eq(claims.personId, personId),
    or(isNull(claims.ending), notInArray(claims.ending, ['checkout_expired', 'checkout_failed'])),
    ne(claims.state, 'reserved'),
  )
  return (await rowsWhere(ctx, wherePaid)).map((row) => present(row, ctx.now))
}

/** What came of the book at a checkout. */
export type BookOfCheckout = { kind: 'claim'; claim: ClaimView } | { kind: 'waiting'; bookTitle: string; slug: string }

/** Null where none was wished. @param sessionId Stripe's */
export async function bookOfCheckout(ctx: Context, sessionId: string): Promise<BookOfCheckout | null> {
  const [gift] = await ctx.db
    .select({ giftId: campaignGifts.id, bookTitle: campaigns.bookTitle, slug: campaigns.slug })
    .from(campaignGifts)
    .innerJoin(checkoutAttempts, eq(checkoutAttempts.id, campaignGifts.attemptId))
    .innerJoin(campaigns, eq(campaigns.id, campaignGifts.campaignId))
    .where(eq(checkoutAttempts.stripeSessionId, sessionId))
  if (!gift) return null
  const [claim] = await rowsWhere(ctx, eq(claims.giftId, gift.giftId))
  if (claim) return { kind: 'claim', claim: present(claim, ctx.now) }
  const [entry] = await ctx.db
    .select({ id: waitingList.id })
    .from(waitingList)
    .where(eq(waitingList.giftId, gift.giftId))
  return entry ? { kind: 'waiting', bookTitle: gift.bookTitle, slug: gift.slug } : null
}

/** The book that a donation's money is for, as long as nothing has ended it. */
export interface BookOfDonation {
  claimId: string
  bookTitle: string
  state: ClaimState
  trouble: ClaimTrouble | null
}

/** Null where there is none; of a regular gift that brings one after another, the last that the payment can count for. @param stripeRef the donation's */
export async function bookOfDonation(ctx: Context, stripeRef: string): Promise<BookOfDonation | null> {
  const [book] = await ctx.db
    .select({ claimId: claims.id, bookTitle: campaigns.bookTitle, state: claims.state, trouble: claims.trouble })
    .from(donations)
    .innerJoin(
      campaignGifts,
      or(
        eq(campaignGifts.donationId, donations.id),
        eq(campaignGifts.stripeSubscriptionId, donations.stripeSubscriptionId),
      ),
    )
    .innerJoin(claims, eq(claims.giftId, campaignGifts.id))
    .innerJoin(campaigns, eq(campaigns.id, claims.campaignId))
    .where(
      and(
        eq(donations.stripeRef, stripeRef),
        or(isNull(campaignGifts.countsFrom), lte(campaignGifts.countsFrom, donations.paidAt)),
        notInArray(claims.state, ['ended', 'replaced']),
      ),
    )
    .orderBy(sql`${campaignGifts.countsFrom} desc nulls last`)
    .limit(1)
  return book ?? null
}
