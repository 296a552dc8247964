import { and, eq, ne, notInArray, sql } from 'drizzle-orm'
import { claims } from '#db/schema/claims.ts'
import type { Context } from '#lib/context.ts'
import { reserved, type ClaimLife } from '../claim-life.ts'
import { writeHistory } from './move-claim.ts'

/** A gift that a copy was taken for. */
interface ForGift {
  id: string
  campaignId: string
  paymentsNeeded: number
  dedication: string
  zoneId: string | null
  country: string | null
}

/**
 * Writes a claim whose copy is taken.
 * @param begins how its life begins: while its first payment is made, unless something else is said
 * @returns its id
 */
export async function insertClaim(
  tx: Context,
  gift: ForGift,
  personId: string | null,
  begins: ClaimLife = reserved(gift.paymentsNeeded),
): Promise<string> {
  const { id: giftId, campaignId, dedication, zoneId, country } = gift
  const [claim] = await tx.db
    .insert(claims)
    .values({
      ...begins,
      giftId,
      campaignId,
      personId,
      dedication,
      dedicationState: dedication === '' ? 'none' : 'pending',
      zoneId,
      country,
      createdAt: tx.now,
      promisedAt: begins.state === 'promised' ? tx.now : null,
    })
    .returning({ id: claims.id })
  if (!claim) throw new Error('a claim was not written')
  await writeHistory(tx, {
    claimId: claim.id,
    fact: begins.state,
    before: null,
    after: begins.state,
    actorId: personId,
  })
  return claim.id
}

/**
 * Whether somebody has as many claims of a campaign as one donor may have. Ask it with the campaign locked.
 * @param beside a claim that is not counted
 */
export async function hasAllTheyMay(
  tx: Context,
  campaignId: string,
  personId: string,
  beside: string | null = null,
): Promise<boolean> {
  const [row] = await tx.db
    .select({ full: sql<boolean>`count(*) >= (select per_donor from campaigns where id = ${campaignId})` })
    .from(claims)
    .where(
      and(
        eq(claims.campaignId, campaignId),
        eq(claims.personId, personId),
        notInArray(claims.state, ['ended', 'replaced']),
        beside === null ? undefined : ne(claims.id, beside),
      ),
    )
  return row?.full ?? false
}
