import { and, asc, eq, inArray } from 'drizzle-orm'
import { campaigns } from '#db/schema/books.ts'
import { claims } from '#db/schema/claims.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { writeHistory } from './internal/move-claim.ts'
import { tellOfDedication } from './internal/post-mails.ts'
import { dedicationFault, tidyDedication } from './model.ts'

/** States in which nothing has been written into the book yet. */
const unwritten = ['promised', 'earned'] as const

/** A dedication that nobody has read yet. Whose it is does not matter. */
export interface Dedication {
  claimId: string
  text: string
}

/** Dedications to read, the oldest first. */
export async function dedicationsToRead(ctx: Context, campaignId: string): Promise<Dedication[]> {
  return ctx.db
    .select({ claimId: claims.id, text: claims.dedication })
    .from(claims)
    .where(
      and(
        eq(claims.campaignId, campaignId),
        eq(claims.dedicationState, 'pending'),
        inArray(claims.state, [...unwritten]),
      ),
    )
    .orderBy(asc(claims.createdAt))
    .limit(200)
}

/**
 * Says whether a dedication will be written. The donor is told of a refusal, and may choose another.
 * @param text what was read: one that was changed meanwhile is read again
 * @throws Refusal `conflict` when it is another by now; `invalid` for a refusal without a reason
 */
export async function judgeDedication(
  ctx: Context,
  judged: { claimId: string; text: string; verdict: 'accepted' | 'refused'; note: string; actorId: string },
): Promise<void> {
  const { claimId, text, verdict, actorId } = judged
  const note = judged.note.trim()
  if (verdict === 'refused' && note === '') {
    const message = 'Say why, in a sentence: the donor reads it.'
    throw fieldRefusal('note', message)
  }
  await inTransaction(ctx, async (tx) => {
    const [claim] = await tx.db.select().from(claims).where(eq(claims.id, claimId)).for('update')
    if (!claim || claim.dedication !== text || claim.dedicationState !== 'pending')
      throw new Refusal('conflict', 'This dedication was changed or read meanwhile. Please load the page again.')
    await tx.db
      .update(claims)
      .set({ dedicationState: verdict, dedicationNote: verdict === 'refused' ? note : null })
      .where(eq(claims.id, claimId))
    const fact = verdict === 'accepted' ? 'dedication_accepted' : 'dedication_refused'
    await writeHistory(tx, { claimId, fact, before: claim.state, after: claim.state, actorId, why: note })
    if (verdict === 'refused') await tellOfDedication(tx, claim, note)
  })
}

/**
 * Changes what a donor wishes to have written, until it has been accepted or the book is packed.
 * @throws Refusal `invalid` beside `dedication`; `conflict` when it is too late; `not_found` for somebody else's
 */
export async function changeDedication(
  ctx: Context,
  { claimId, personId, typed }: { claimId: string; personId: string; typed: string },
): Promise<void> {
  const dedication = tidyDedication(typed)
  const fault = dedicationFault(dedication)
  if (fault !== null) throw fieldRefusal('dedication', fault)
  await inTransaction(ctx, async (tx) => {
    const [claim] = await tx.db
      .select({ state: claims.state, dedicationState: claims.dedicationState, signing: campaigns.signing })
      .from(claims)
      .innerJoin(campaigns, eq(campaigns.id, claims.campaignId))
      .where(and(eq(claims.id, claimId), eq(claims.personId, personId)))
      .for('update', { of: claims })
    if (!claim || claim.signing !== 'dedicated') throw new Refusal('not_found', 'There is no such book of yours.')
    if (!unwritten.some((state) => state === claim.state) || claim.dedicationState === 'accepted')
      throw new Refusal('conflict', 'The dedication cannot be changed any more.')
    await tx.db
      .update(claims)
      .set({ dedication, dedicationState: dedication === '' ? 'none' : 'pending', dedicationNote: null })
      .where(eq(claims.id, claimId))
    await writeHistory(tx, {
      claimId,
      fact: 'dedication_changed',
      before: claim.state,
      after: claim.state,
      actorId: personId,
    })
  })
}
