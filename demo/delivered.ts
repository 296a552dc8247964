import { v7 } from 'uuid'
import { campaignGifts } from '#db/schema/books.ts'
import { claimHistory, claims } from '#db/schema/claims.ts'
import { checkoutAttempts } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'

/**
 * Copies that were sent before this magazine kept its books here: carried over, each with whoever has it and its number. Their
 * addresses were not.
 */
export async function seedDelivered(ctx: Context, campaignId: string, many: number): Promise<void> {
  if (many === 0) return
  const carried = Array.from({ length: many }, (_, index) => ({
    personId: v7(),
    attemptId: v7(),
    claimId: v7(),
    number: index + 1,
    paidAt: after(ctx.now, (index / 2 - 105) * day),
  }))
  await ctx.db.insert(people).values(
    carried.map(({ personId, number, paidAt }) => ({
      id: personId,
      email: `copy-${number}@readers.example`,
      name: `The reader of number ${number}`,
      createdAt: paidAt,
    })),
  )
  await ctx.db.insert(checkoutAttempts).values(
    carried.map(({ personId, attemptId, paidAt }) => ({
      id: attemptId,
      personId,
      frequency: 'year' as const,
      amount: 10_000,
      currency: 'GBP',
      state: 'completed' as const,
      createdAt: paidAt,
      completedAt: paidAt,
    })),
  )
  await ctx.db.insert(campaignGifts).values(
    carried.map(({ attemptId, paidAt }) => ({
      id: attemptId,
      attemptId,
      campaignId,
      wish: 'book' as const,
      rule: 'year' as const,
      least: 10_000,
      paymentsNeeded: 1,
      country: 'GB',
      paidAt,
      createdAt: paidAt,
    })),
  )
  await ctx.db.insert(claims).values(
    carried.map(({ personId, attemptId, claimId, number, paidAt }) => ({
      id: claimId,
      campaignId,
      personId,
      giftId: attemptId,
      state: 'delivered' as const,
      holdsCopy: true,
      paymentsNeeded: 1,
      paymentsMade: 1,
      country: 'GB',
      copyNumber: number,
      createdAt: paidAt,
      earnedAt: paidAt,
      packedAt: after(paidAt, 5 * day),
      dispatchedAt: after(paidAt, 6 * day),
      deliveredAt: after(paidAt, 9 * day),
    })),
  )
  await ctx.db.insert(claimHistory).values(
    carried.map(({ claimId, paidAt }) => ({
      claimId,
      at: after(paidAt, 9 * day),
      fact: 'carried_over',
      stateAfter: 'delivered' as const,
      why: 'Carried over from a former system.',
    })),
  )
}
