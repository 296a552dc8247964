import { and, eq, ne, notInArray, sql } from 'drizzle-orm'
import { claims } from '#db/schema/claims.ts'
import type { Context } from '#lib/context.ts'
import { reserved } from '../claim-life.ts'
import { writeHistory } from './move-claim.ts'

/** A gift that a copy was taken for. */
interface ForGift {
  attemptId: string
  campaignId: string
  paymentsNeeded: number
  dedication: string
  zoneId: string | null
  country: string | null
}

/** Writes a claim whose copy is taken. @returns its id */
export async function insertClaim(tx: Context, gift: ForGift, personId: string | null): Promise<string> {
  const { attemptId, campaignId, paymentsNeeded, dedication, zoneId, country } = gift
  const [claim] = await tx.db
    .insert(claims)
    .values({
      ...reserved(paymentsNeeded),
      attemptId,
      campaignId,
      personId,
      dedication,
      dedicationState: dedication === '' ? 'none' : 'pending',
      zoneId,
      country,
      createdAt: tx.now,
    })
    .returning({ id: claims.id })
  if (!claim) throw new Error('a claim was not written')
  await writeHistory(tx, { claimId: claim.id, fact: 'reserved', before: null, after: 'reserved', actorId: personId })
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
