import { and, asc, eq, inArray, or } from 'drizzle-orm'
import { campaignGifts } from '#db/schema/books.ts'
import { claims } from '#db/schema/claims.ts'
import { checkoutAttempts } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import { removeAddressesOf } from './address-jobs.ts'
import { moveClaim } from './internal/move-claim.ts'
import { leaveAllWaitingLists } from './waiting-list.ts'

/**
 * What becomes of books when an account is deleted: those that have not left stay here, and what was to be written in any is
 * forgotten. Call it in the transaction that deletes.
 */
export async function forgetClaimant(tx: Context, personId: string): Promise<void> {
  const open = await tx.db
    .select({ id: claims.id })
    .from(claims)
    .where(and(eq(claims.personId, personId), inArray(claims.state, ['reserved', 'promised', 'earned', 'packed'])))
    // As everything does that locks more than one.
    .orderBy(asc(claims.campaignId), asc(claims.id))
  for (const { id } of open) await moveClaim(tx, id, { kind: 'account_deleted' }, { actorId: personId })
  const all = await tx.db.select({ id: claims.id }).from(claims).where(eq(claims.personId, personId))
  await removeAddressesOf(
    tx,
    all.map(({ id }) => id),
  )
  await leaveAllWaitingLists(tx, personId)
  await tx.db
    .update(claims)
    .set({ dedication: '', dedicationState: 'none', dedicationNote: null })
    .where(eq(claims.personId, personId))
  // What was wished with the gift, too: also where nothing came of it.
  await tx.db
    .update(campaignGifts)
    .set({ dedication: '' })
    .where(
      or(
        inArray(
          campaignGifts.id,
          tx.db.select({ id: claims.giftId }).from(claims).where(eq(claims.personId, personId)),
        ),
        inArray(
          campaignGifts.attemptId,
          tx.db
            .select({ id: checkoutAttempts.id })
            .from(checkoutAttempts)
            .where(eq(checkoutAttempts.personId, personId)),
        ),
      ),
    )
}
