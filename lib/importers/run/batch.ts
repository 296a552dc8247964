import { learnTexts } from '#lib/articles/commands.ts'
import { announceChange, clearCacheJob } from '#lib/cache/jobs.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import type { Queue } from '#lib/jobs/queue.ts'
import { reasonOf, stopsEverything } from './faults.ts'
import type { Given, Item, Prepared, Written } from './item.ts'
import { rememberItems } from './known.ts'
import { Notes } from './report.ts'

export interface Ready {
  item: Item
  prepared: Prepared
  /** What reading it has noted. */
  notes: Notes
}

export type Outcome = { ready: Ready; notes: Notes } & ({ written: Written } | { why: string })

type Options = Omit<Given, 'notes'> & { source: string }

/**
 * Writes some items in one transaction, each within a savepoint, so that one that fails takes nothing with it. What
 * follows from them all (cache, search's words) is done once. If the transaction itself fails, each is tried alone.
 * @throws when the database is not to be had
 */
export async function writeBatch(ctx: Context, batch: Ready[], options: Options): Promise<Outcome[]> {
  if (batch.length === 0) return []
  try {
    return await inTransaction(ctx, (tx) => writeAll(tx, batch, options))
  } catch (fault) {
    if (stopsEverything(fault)) throw fault
    const [only] = batch
    if (batch.length === 1 && only) return [failed(ctx, only, fault)]
    const outcomes: Outcome[] = []
    for (const ready of batch) outcomes.push(...(await writeBatch(ctx, [ready], options)))
    return outcomes
  }
}

async function writeAll(tx: Context, batch: Ready[], options: Options): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const texts: string[] = []
  const tags: string[] = []
  for (const ready of batch) {
    const notes = new Notes()
    const own: { texts: string[]; tags: string[] } = { texts: [], tags: [] }
    try {
      const written = await inTransaction(tx, (inner) =>
        ready.prepared.write(
          { ...inner, queue: gathering(inner.queue, own.tags) },
          { ...options, notes, texts: own.texts },
        ),
      )
      outcomes.push({ ready, notes, written })
      texts.push(...own.texts)
      tags.push(...own.tags)
    } catch (fault) {
      if (stopsEverything(fault) || endsTransaction(fault)) throw fault
      outcomes.push(failed(tx, ready, fault))
    }
  }
  await rememberItems(
    tx,
    options.source,
    outcomes.flatMap(({ ready, notes, ...outcome }) =>
      'written' in outcome && !notes.mayHaveMore && !ready.notes.mayHaveMore
        ? [{ ref: ready.item.ref, fingerprint: ready.item.fingerprint, articleId: outcome.written.articleId }]
        : [],
    ),
  )
  await learnTexts(tx, texts)
  await announceChange(tx, tags)
  return outcomes
}

function failed(ctx: Context, ready: Ready, fault: unknown): Outcome {
  ctx.log.warn({ source: ready.item.ref, reason: reasonOf(fault) }, 'an item of an import did not come')
  return { ready, notes: new Notes(), why: reasonOf(fault) }
}

/** A deadlock or a serialisation failure (SQLSTATE class 40) undoes all of the transaction, savepoints or not. */
function endsTransaction(fault: unknown): boolean {
  return (
    fault instanceof Error && (('code' in fault && String(fault.code).startsWith('40')) || endsTransaction(fault.cause))
  )
}

/** A queue that keeps what is to be said of changed pages for later, and sends all else. */
function gathering(queue: Queue, tags: string[]): Queue {
  return {
    ...queue,
    async send(db, job, data, options) {
      if (job.name !== clearCacheJob.name) return queue.send(db, job, data, options)
      tags.push(...clearCacheJob.schema.parse(data).tags)
    },
  }
}
