import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { writeBatch, type Ready } from './batch.ts'
import { reasonOf, stopsEverything } from './faults.ts'
import type { Item, Source } from './item.ts'
import { knownItems } from './known.ts'
import { Ledger, Notes, type ImportReport } from './report.ts'

export interface RunOptions {
  /** Does everything and takes it back: nothing is written. */
  isTrial?: boolean
  /** What was edited here since it was imported gives way to what comes again. */
  overwrite?: boolean
  /** Stops after what has been begun; the same import goes on from there. */
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
}

export interface Progress {
  done: number
  total: number
}

/** Items of one transaction. Those of one that is broken off are done again. */
const itemsAtOnce = 50

/**
 * Imports what a source has, some items at a time, each whole or not at all. An item that fails is told of and hinders
 * no other. What says the same as when it was imported last is passed over, so a run that was killed, or stopped, goes
 * on where it was when it is started again.
 * @throws when the database is not to be had, or the source cannot be read on
 */
export async function runImport(ctx: Context, source: Source, options: RunOptions = {}): Promise<ImportReport> {
  if (options.isTrial !== true) return run(ctx, source, options)
  const takenBack = new Error('a trial is taken back')
  let report: ImportReport | undefined
  try {
    await inTransaction(ctx, async (tx) => {
      report = await run(tx, source, options)
      throw takenBack
    })
  } catch (fault) {
    if (fault !== takenBack) throw fault
  }
  if (report === undefined) throw new Error('a trial came to no end')
  return report
}

async function run(ctx: Context, source: Source, options: RunOptions): Promise<ImportReport> {
  const ledger = new Ledger()
  const { isTrial = false, overwrite = false, signal } = options
  let done = 0
  let batch: Item[] = []
  const write = async () => {
    await importBatch(ctx, batch, { source: source.name, isTrial, overwrite, signal }, ledger)
    done += batch.length
    batch = []
    options.onProgress?.({ done, total: source.total })
  }
  for await (const piece of source.pieces()) {
    if (piece.kind === 'item') batch.push(piece)
    else if (piece.kind === 'refused') ledger.add({ ...piece, result: 'refused' }, new Notes())
    else {
      ledger.leftOut(piece.what, piece.why, piece.count)
      if (piece.name !== undefined) ledger.add({ name: piece.name, why: piece.why, result: 'left out' }, new Notes())
    }
    if (batch.length >= itemsAtOnce) await write()
    if (signal?.aborted === true) break
  }
  if (batch.length > 0) await write()
  if (signal?.aborted !== true) await inTransaction(ctx, async (tx) => source.finish?.(tx))
  return ledger.report({ source: source.name, isTrial, isComplete: signal?.aborted !== true })
}

interface BatchOptions {
  source: string
  isTrial: boolean
  overwrite: boolean
  signal: AbortSignal | undefined
}

async function importBatch(ctx: Context, items: Item[], options: BatchOptions, ledger: Ledger): Promise<void> {
  const known = await knownItems(
    ctx,
    options.source,
    items.map(({ ref }) => ref),
  )
  const batch: Ready[] = []
  for (const item of items) {
    const before = known.get(item.ref)
    if (before?.fingerprint === item.fingerprint && !options.overwrite) {
      ledger.add({ name: item.name, result: 'unchanged', address: before.address }, new Notes())
      continue
    }
    if (options.signal?.aborted === true) break
    const ready = await prepare(ctx, item, options, ledger)
    if (ready !== null) batch.push(ready)
  }
  for (const { ready, notes, ...outcome } of await writeBatch(ctx, batch, options)) {
    const { name } = ready.item
    const all = new Notes()
    all.addAll(ready.notes)
    all.addAll(notes)
    if ('written' in outcome) ledger.add({ name, ...pick(outcome.written) }, all)
    else ledger.add({ name, result: 'refused', why: outcome.why }, new Notes())
  }
}

function pick({ result, address }: { result: 'created' | 'updated' | 'unchanged'; address: string | null }) {
  return { result, address }
}

async function prepare(
  ctx: Context,
  item: Item,
  { isTrial, overwrite }: BatchOptions,
  ledger: Ledger,
): Promise<Ready | null> {
  const notes = new Notes()
  try {
    const given = { notes, isTrial, overwrite }
    // A trial is one transaction, which one failed query would end.
    const prepared = isTrial
      ? await inTransaction(ctx, (inner) => item.prepare(inner, given))
      : await item.prepare(ctx, given)
    return { item, notes, prepared }
  } catch (fault) {
    if (stopsEverything(fault)) throw fault
    if (!(fault instanceof Refusal))
      ctx.log.warn({ source: item.ref, reason: reasonOf(fault) }, 'an item of an import could not be read')
    ledger.add({ name: item.name, result: 'refused', why: reasonOf(fault) }, new Notes())
    return null
  }
}
