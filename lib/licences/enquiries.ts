import { isOpen } from '#lib/cases/model.ts'
import { moveCase, type CaseMove, type CaseWorker } from '#lib/cases/working.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { refuseWhileOffered } from './internal/standing-offers.ts'

/**
 * Moves a case by hand, as `moveCase` does; it is not declined or closed while terms offered for it can still be accepted.
 * @throws Refusal: conflict, too, when they can; and what `moveCase` throws
 */
export async function moveEnquiry(ctx: Context, staff: CaseWorker, input: CaseMove): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await moveCase(tx, staff, input)
    // The case is locked now: nobody offers anything for it meanwhile.
    if (!isOpen(input.state)) await refuseWhileOffered(tx, input.caseId)
  })
}
