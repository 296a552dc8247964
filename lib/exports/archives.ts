import { createReadStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { and, desc, eq, gt, inArray, lt, or, sql } from 'drizzle-orm'
import { exportArchives } from '#db/schema/exports.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { after, day, dateIn } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { writeArchiveJob } from './write-archive-job.ts'
import { archiveDays, archiveName, type ExportOptions, type ExportState } from './model.ts'
import { writeZip } from './sinks/zip.ts'
import { writeExport } from './write-export.ts'

export interface Archive {
  id: string
  state: ExportState
  withRevisions: boolean
  withAddresses: boolean
  requestedBy: string | null
  requestedAt: Date
  finishedAt: Date | null
  expiresAt: Date | null
  written: number
  total: number
  bytes: number | null
  problem: string | null
}

/** Those asked for lately, the newest first. */
export async function latestArchives(ctx: Context, most: number): Promise<Archive[]> {
  return ctx.db
    .select()
    .from(exportArchives)
    .orderBy(desc(exportArchives.requestedAt), desc(exportArchives.id))
    .limit(most)
}

/**
 * Has the worker write an archive of the whole magazine; one at a time.
 * @returns its id
 * @throws Refusal `conflict` while another is being written
 */
export async function askForArchive(ctx: Context, options: ExportOptions, actorId: string): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    // Of two who ask at once, the second sees that the first did.
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('export archives', 0))`)
    const [busy] = await tx.db
      .select({ id: exportArchives.id })
      .from(exportArchives)
      .where(
        and(
          inArray(exportArchives.state, ['waiting', 'running']),
          // One that nobody works on any more blocks no other.
          gt(exportArchives.requestedAt, after(tx.now, -day)),
        ),
      )
    if (busy) throw new Refusal('conflict', 'An archive is being written already. Wait until it is there.')
    const [made] = await tx.db
      .insert(exportArchives)
      .values({ ...options, requestedBy: actorId, requestedAt: tx.now })
      .returning({ id: exportArchives.id })
    if (!made) throw new Error('the export was not kept')
    await recordAudit(tx, {
      actorId,
      action: 'asked for an export of the magazine',
      subject: subjectOf('export', made.id),
      details: { ...options },
    })
    await tx.queue.send(tx.db, writeArchiveJob, { id: made.id })
    return made.id
  })
}

/** Milliseconds between two notes of how far it has come. */
const noteEvery = 1000

/** Writes the file of an archive. A try that was broken off begins anew: what stands half written is replaced. */
export async function writeArchive(ctx: Context, id: string): Promise<void> {
  const [archive] = await ctx.db.select().from(exportArchives).where(eq(exportArchives.id, id))
  if (!archive || archive.state === 'done' || archive.state === 'removed') return
  const set = (values: Partial<typeof exportArchives.$inferInsert>) =>
    ctx.db.update(exportArchives).set(values).where(eq(exportArchives.id, id))
  await set({ state: 'running', startedAt: ctx.now, problem: null })
  const path = pathOf(ctx, id)
  const unfinished = `${path}.unfinished`
  let noted = 0
  let noting: Promise<unknown> = Promise.resolve()
  try {
    await mkdir(ctx.config.exportsDir, { recursive: true })
    await writeZip(unfinished, ctx.now, async (zip) => {
      await writeExport(ctx, zip, archive, (written, total) => {
        if (performance.now() - noted < noteEvery && written < total) return
        noted = performance.now()
        noting = noting
          .then(() => set({ written, total }))
          .catch((fault: unknown) => ctx.log.warn({ err: fault }, 'how far an archive has come could not be noted'))
      })
      await noting
    })
    await rename(unfinished, path)
    const { size } = await stat(path)
    await set({
      state: 'done',
      bytes: size,
      finishedAt: ctx.now,
      expiresAt: after(ctx.now, archiveDays * day),
    })
  } catch (fault) {
    await rm(unfinished, { force: true }).catch(() => undefined)
    await noting
    await set({ state: 'failed', problem: fault instanceof Error ? fault.message.slice(0, 300) : String(fault) })
    throw fault
  }
}

/** An archive on its way out. */
export interface TakenArchive {
  /** What the file is called where it is saved. */
  name: string
  bytes: number
  content: AsyncIterable<Uint8Array>
}

/**
 * Gives an archive out, and notes to whom.
 * @throws Refusal `not_found` when there is none, or it has been removed
 */
export async function takeArchive(ctx: Context, id: string, actorId: string): Promise<TakenArchive> {
  const [archive] = await ctx.db.select().from(exportArchives).where(eq(exportArchives.id, id))
  const isThere = archive?.state === 'done' && archive.expiresAt !== null && archive.expiresAt > ctx.now
  const path = pathOf(ctx, id)
  const found = isThere ? await stat(path).catch(() => null) : null
  if (!archive || found === null) throw new Refusal('not_found', 'This archive is no longer kept. Ask for a new one.')
  // Before anything leaves: what cannot be noted is not given out.
  await recordAudit(ctx, {
    actorId,
    action: 'downloaded an export of the magazine',
    subject: subjectOf('export', id),
    details: { bytes: found.size },
  })
  const { name, timeZone } = await magazineSettings(ctx)
  return {
    name: archiveName(name, dateIn(archive.requestedAt, timeZone)),
    bytes: found.size,
    content: createReadStream(path),
  }
}

/** Removes the files of archives whose days are over, and those that were given up halfway. */
export async function removeOldArchives(ctx: Context): Promise<void> {
  const over = await ctx.db
    .select({ id: exportArchives.id })
    .from(exportArchives)
    .where(
      or(
        and(eq(exportArchives.state, 'done'), lt(exportArchives.expiresAt, ctx.now)),
        and(
          inArray(exportArchives.state, ['waiting', 'running', 'failed']),
          lt(exportArchives.requestedAt, after(ctx.now, -archiveDays * day)),
        ),
      ),
    )
  for (const { id } of over) {
    await rm(pathOf(ctx, id), { force: true })
    await rm(`${pathOf(ctx, id)}.unfinished`, { force: true })
    await ctx.db.update(exportArchives).set({ state: 'removed' }).where(eq(exportArchives.id, id))
  }
}

function pathOf(ctx: Context, id: string): string {
  return join(ctx.config.exportsDir, `${id}.zip`)
}
