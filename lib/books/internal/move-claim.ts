import { eq } from 'drizzle-orm'
import { claimHistory, claims } from '#db/schema/claims.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { afterFact, type ClaimFact, type ClaimVerdict } from '../claim-life.ts'
import { lockCampaign, passOnCopy, takeCopy } from './copies.ts'
import { tellOfClaim, tellOfReturn } from './post-mails.ts'
import { takeHeldCopy, waitFirst } from './waiting.ts'

export type ClaimRow = typeof claims.$inferSelect

export interface Moved {
  verdict: Exclude<ClaimVerdict, { rule: 'refused' }>
  before: ClaimRow
  after: ClaimRow
}

/**
 * Brings a fact to a claim: its state, its times, its history and its copy, together. Call it in the transaction that has
 * to do with the fact. Locks the campaign before the claim, as everything does that counts copies.
 * @param by.actorId null when nobody did it
 * @param also what else is written to the claim when it moves
 * @throws Refusal `not_found` for no such claim; `conflict` where the fact cannot be
 */
export async function moveClaim(
  tx: Context,
  claimId: string,
  fact: ClaimFact,
  by: { actorId: string | null; why?: string },
  also: Partial<typeof claims.$inferInsert> = {},
): Promise<Moved> {
  const before = await lockClaim(tx, claimId)
  const verdict = afterFact(before, fact)
  if (verdict.rule === 'refused') throw new Refusal('conflict', verdict.why)
  if (verdict.rule === 'nothing_changes') return { verdict, before, after: before }
  if (verdict.rule === 'comes_back' && !(await takeCopyAgain(tx, before))) {
    if (await waitFirst(tx, before)) await tellOfReturn(tx, before, 'waiting')
    return { verdict: { rule: 'nothing_changes' }, before, after: before }
  }
  const { state, paymentsMade, holdsCopy, ending, trouble, settled } = verdict.claim
  const [after] = await tx.db
    .update(claims)
    .set({
      state,
      paymentsMade,
      holdsCopy,
      ending,
      trouble,
      settled,
      troubleAt: trouble === null ? null : before.trouble === trouble ? before.troubleAt : tx.now,
      // A copy that is somebody else's next takes its number along.
      ...(holdsCopy ? {} : { copyNumber: null }),
      // It is packed anew, with others.
      ...(verdict.rule === 'comes_back' ? { batchId: null } : {}),
      ...(state === before.state ? {} : timesOf(before, state, tx.now)),
      ...also,
    })
    .where(eq(claims.id, claimId))
    .returning()
  if (!after) throw new Error(`claim ${claimId} vanished`)
  await writeHistory(tx, { claimId, fact: nameOf(fact, before), before: before.state, after: state, ...by })
  await tellOfClaim(tx, before, after)
  if (verdict.rule === 'moved' && verdict.releasesCopy) await passOnCopy(tx, before.campaignId)
  return { verdict, before, after }
}

/** A payment that was kept after all is told apart from one that came. */
function nameOf(fact: ClaimFact, before: ClaimRow): string {
  return fact.kind === 'paid' && (before.state === 'ended' || before.trouble !== null) ? 'money_kept' : fact.kind
}

/** The donor was promised one: also after the campaign's end, and also the one that is held for them meanwhile. */
async function takeCopyAgain(tx: Context, { campaignId, personId }: ClaimRow): Promise<boolean> {
  const held = personId !== null && (await takeHeldCopy(tx, campaignId, personId))
  return held || takeCopy(tx, campaignId, 'spare')
}

/** The claim, locked to the end of the transaction, and its campaign before it. @throws Refusal `not_found` */
async function lockClaim(tx: Context, claimId: string): Promise<ClaimRow> {
  const [found] = await tx.db.select({ campaignId: claims.campaignId }).from(claims).where(eq(claims.id, claimId))
  if (found) await lockCampaign(tx, found.campaignId)
  const [claim] = await tx.db.select().from(claims).where(eq(claims.id, claimId)).for('update')
  if (!claim) throw new Refusal('not_found', 'There is no such claim.')
  return claim
}

function timesOf(before: ClaimRow, state: ClaimRow['state'], now: Date): Partial<ClaimRow> {
  switch (state) {
    case 'promised':
      return { promisedAt: before.promisedAt ?? now, endedAt: null }
    case 'earned':
      // One that is unpacked again was earned before.
      return { earnedAt: before.earnedAt ?? now, packedAt: null, endedAt: null }
    case 'packed':
      return { packedAt: now }
    case 'dispatched':
      return { dispatchedAt: now }
    case 'delivered':
      return { deliveredAt: now }
    case 'returned':
      return { returnedAt: now }
    case 'replaced':
    case 'ended':
      return { endedAt: now }
    case 'reserved':
      return {}
  }
}

/** One line of a claim's history: moves, and what moves nothing, such as an address that was given. */
export async function writeHistory(
  tx: Context,
  line: {
    claimId: string
    fact: string
    before: ClaimRow['state'] | null
    after: ClaimRow['state']
    actorId: string | null
    why?: string
  },
): Promise<void> {
  await tx.db.insert(claimHistory).values({
    claimId: line.claimId,
    at: tx.now,
    actorId: line.actorId,
    fact: line.fact,
    stateBefore: line.before,
    stateAfter: line.after,
    why: line.why ?? '',
  })
}
