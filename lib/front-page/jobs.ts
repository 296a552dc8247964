import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { frontArrangementHistory, frontArrangements } from '#db/schema/front-page.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { defineJob, handle } from '#lib/jobs/job.ts'

/** Due when an arrangement begins or ends. An arrangement that is changed has jobs of its new version, and the old ones do nothing. */
const turnOfFrontJob = defineJob(
  'front-turn',
  z.object({ arrangementId: z.uuid(), version: z.int(), turn: z.enum(['began', 'ended']) }),
  { retryLimit: 200, retryDelay: 1, retryDelayMax: 15, isQuick: true },
)

/** Has the front page made anew at the instants at which this arrangement begins and ends, those past left out. */
export async function callAtItsTurns(
  ctx: Context,
  { id, version, startsAt, endsAt }: { id: string; version: number; startsAt: Date; endsAt: Date | null },
): Promise<void> {
  const turns = [
    { turn: 'began', at: startsAt },
    { turn: 'ended', at: endsAt },
  ] as const
  for (const { turn, at } of turns)
    if (at !== null && at > ctx.now)
      await ctx.queue.send(ctx.db, turnOfFrontJob, { arrangementId: id, version, turn }, { startAfter: at })
}

/**
 * Clears what shows the front page, and notes the moment in its history: once, however often the job runs. Which
 * arrangement stands follows from the time alone, so a job that comes late loses nothing but the moment.
 */
export const turnFront = handle(turnOfFrontJob, (ctx, { arrangementId, version, turn }) =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select()
      .from(frontArrangements)
      .where(eq(frontArrangements.id, arrangementId))
      .for('update')
    if (row === undefined || row.version !== version || row.cancelledAt !== null) return
    const at = turn === 'began' ? row.startsAt : row.endsAt
    if (at === null) return
    // The clock of whoever sent it was ahead of the worker's.
    if (at > tx.now) return tx.queue.send(tx.db, turnOfFrontJob, { arrangementId, version, turn }, { startAfter: at })
    const { name, plan, startsAt, endsAt } = row
    await tx.db
      .insert(frontArrangementHistory)
      .values({ arrangementId, version, deed: turn, name, plan, startsAt, endsAt, personId: null, at })
      .onConflictDoNothing()
    await announceChange(tx, [tags.front])
  }),
)
