import { and, eq } from 'drizzle-orm'
import { claims } from '#db/schema/claims.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { moveClaim } from './internal/move-claim.ts'

/**
 * A donor who does not want the book any more: the copy goes to somebody else, the gift stays as it is.
 * @throws Refusal `not_found` for somebody else's; `conflict` when it is packed already
 */
export async function giveUpBook(ctx: Context, claimId: string, personId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [claim] = await tx.db
      .select({ id: claims.id })
      .from(claims)
      .where(and(eq(claims.id, claimId), eq(claims.personId, personId)))
    if (!claim) throw new Refusal('not_found', 'There is no such book of yours.')
    await moveClaim(tx, claimId, { kind: 'given_up' }, { actorId: personId })
  })
}
