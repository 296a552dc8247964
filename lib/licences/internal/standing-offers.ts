import { and, eq, gt } from 'drizzle-orm'
import { licences } from '#db/schema/licences.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { licenceReference } from '../model.ts'

/**
 * Whoever is refused may not accept all the same.
 * @throws Refusal: conflict when terms offered for the case can still be accepted
 */
export async function refuseWhileOffered(tx: Context, caseId: string): Promise<void> {
  const [open] = await tx.db
    .select({ number: licences.number, offeredAt: licences.offeredAt })
    .from(licences)
    .where(and(eq(licences.caseId, caseId), eq(licences.state, 'offered'), gt(licences.expiresAt, tx.now)))
    .limit(1)
  if (open === undefined) return
  const reference = licenceReference(open.number, open.offeredAt)
  throw new Refusal('conflict', `The terms of ${reference} can still be accepted. Withdraw that offer first.`)
}
