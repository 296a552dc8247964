import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'

/**
 * Has jobs that were given up tried again, as often as new ones are; notes who asked for it.
 * @param ids those of dead letters; one that is there no longer is passed over
 * @returns how many were given back to their queues
 */
export async function replayDeadLetters(ctx: Context, ids: string[], actorId: string): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const moved = await tx.queue.replay(tx.db, ids)
    if (moved === 0) return 0
    const [id] = ids
    await recordAudit(tx, {
      actorId,
      action: moved === 1 ? 'replayed a dead letter' : 'replayed dead letters',
      subject: ids.length === 1 && id !== undefined ? subjectOf('job', id) : 'jobs',
      details: { moved },
    })
    return moved
  })
}
