import { createReadStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { and, desc, eq, inArray, isNull, lt, lte, ne, or, sql } from 'drizzle-orm'
import { people } from '#db/schema/people.ts'
import { personalArchives } from '#db/schema/privacy.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { after, day, dateIn } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import type { TakenArchive } from '#lib/exports/archives.ts'
import { writeZip } from '#lib/exports/sinks/zip.ts'
import { messageWithoutValues } from '#lib/log.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { archiveAddress } from './links.ts'
import { archiveDays, archiveFileName, type ArchiveState, type Subject } from './model.ts'
import type { Part } from './parts/part.ts'
import { writePersonalArchiveJob } from './write-archive-job.ts'
import { writePersonalArchive } from './write-archive.ts'

export interface PersonalArchive {
  id: string
  personId: string | null
  email: string
  state: ArchiveState
  requestedBy: string | null
  requestedAt: Date
  expiresAt: Date | null
  fetchedAt: Date | null
  bytes: number | null
}

const shown = {
  id: personalArchives.id,
  personId: personalArchives.personId,
  email: personalArchives.email,
  state: personalArchives.state,
  requestedBy: personalArchives.requestedBy,
  requestedAt: personalArchives.requestedAt,
  expiresAt: personalArchives.expiresAt,
  fetchedAt: personalArchives.fetchedAt,
  bytes: personalArchives.bytes,
}

/** The archive that somebody asked for last; null when there is none, or it is not kept any more. */
export async function latestArchiveOf(ctx: Context, personId: string): Promise<PersonalArchive | null> {
  const [row] = await ctx.db
    .select(shown)
    .from(personalArchives)
    .where(and(eq(personalArchives.personId, personId), ne(personalArchives.state, 'removed')))
    .orderBy(desc(personalArchives.requestedAt))
    .limit(1)
  return row && !isOver(row, ctx.now) ? row : null
}

/** Those asked for lately, by whomever, the newest first. */
export async function latestArchives(ctx: Context, most: number): Promise<PersonalArchive[]> {
  return ctx.db.select(shown).from(personalArchives).orderBy(desc(personalArchives.requestedAt)).limit(most)
}

/** Has the worker put together what is kept about whoever asks. @throws Refusal `conflict` while that is being done */
export async function askForOwnArchive(ctx: Context, person: { id: string; email: string }): Promise<void> {
  await inTransaction(ctx, (tx) => begin(tx, { personId: person.id, email: person.email }, person.id))
}

/**
 * The same for somebody who asked in writing; they are told by mail where they can fetch it, and it is noted who made it.
 * @param email in lower case: of an account, or else of somebody who has none
 * @throws Refusal `conflict` while that is being done
 */
export async function makeArchiveFor(ctx: Context, email: string, actorId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [person] = await tx.db
      .select({ id: people.id })
      .from(people)
      .where(and(eq(people.email, email), isNull(people.deletedAt)))
    const id = await begin(tx, { personId: person?.id ?? null, email }, actorId)
    await recordAudit(tx, {
      actorId,
      action: 'had personal data put together for the person',
      // By number, never by address: the log is kept for good.
      subject: person ? subjectOf('person', person.id) : subjectOf('archive', id),
      details: { account: person !== undefined },
    })
  })
}

async function begin(tx: Context, subject: Subject, requestedBy: string): Promise<string> {
  await tx.db
    .update(personalArchives)
    // One that nobody works on any more blocks no other.
    .set({ state: 'failed', problem: 'given up after a day' })
    .where(
      and(
        eq(personalArchives.email, subject.email),
        inArray(personalArchives.state, ['waiting', 'running']),
        lt(personalArchives.requestedAt, after(tx.now, -day)),
      ),
    )
  const [made] = await tx.db
    .insert(personalArchives)
    .values({ ...subject, requestedBy, requestedAt: tx.now })
    // Of two who ask at once, the second finds that the first did.
    .onConflictDoNothing()
    .returning({ id: personalArchives.id })
  if (!made) throw new Refusal('conflict', 'It is being put together already. A mail says when it is ready.')
  await tx.queue.send(tx.db, writePersonalArchiveJob, { id: made.id })
  return made.id
}

/** Writes the file, says so by mail, and lets go of earlier ones of the same person. A try that was broken off begins anew. */
export async function writeAskedArchive(ctx: Context, id: string, parts: readonly Part[]): Promise<void> {
  const [archive] = await ctx.db.select().from(personalArchives).where(eq(personalArchives.id, id))
  if (!archive || (archive.state !== 'waiting' && archive.state !== 'running' && archive.state !== 'failed')) return
  // The account was deleted meanwhile.
  if (isOver(archive, ctx.now)) return
  const { personId, email } = archive
  const path = pathOf(ctx, id)
  const unfinished = `${path}.unfinished`
  const set = (values: Partial<typeof personalArchives.$inferInsert>) =>
    ctx.db.update(personalArchives).set(values).where(eq(personalArchives.id, id))
  await set({ state: 'running', problem: null })
  try {
    await mkdir(ctx.config.exportsDir, { recursive: true })
    await writeZip(unfinished, ctx.now, (zip) => writePersonalArchive(ctx, zip, { personId, email }, parts))
    const { size } = await stat(unfinished)
    await rename(unfinished, path)
    const kept = await inTransaction(ctx, (tx) => finish(tx, id, size))
    if (!kept) await rm(path, { force: true })
  } catch (fault) {
    await rm(unfinished, { force: true }).catch(() => undefined)
    await set({ state: 'failed', problem: messageWithoutValues(fault).slice(0, 300) })
    throw fault
  }
}

/** @returns false when the account was deleted meanwhile: then there is nobody to hand it to */
async function finish(tx: Context, id: string, bytes: number): Promise<boolean> {
  const [made] = await tx.db
    .update(personalArchives)
    .set({ state: 'done', bytes, finishedAt: tx.now, expiresAt: after(tx.now, archiveDays * day), problem: null })
    .where(and(eq(personalArchives.id, id), eq(personalArchives.state, 'running')))
    .returning()
  if (!made) return false
  const { name } = await magazineSettings(tx)
  await tx.db
    .update(personalArchives)
    .set({ expiresAt: tx.now })
    .where(and(eq(personalArchives.email, made.email), eq(personalArchives.state, 'done'), ne(personalArchives.id, id)))
  await postMail(tx, {
    kind: 'personal-archive',
    recipient: made.email,
    data: {
      magazine: name,
      site: tx.config.publicUrl,
      link: made.personId === null ? archiveAddress(tx, id) : `${tx.config.publicUrl}/account/privacy`,
      hasAccount: made.personId !== null,
      days: archiveDays,
    },
    dedupeKey: `personal-archive:${id}`,
  })
  return true
}

/** Who fetches an archive: the person signed in, whoever has the address that was mailed, or an administrator. */
export type Fetcher = { personId: string } | { mailed: true } | { actorId: string }

/**
 * Gives an archive out, to nobody but whom it is about, or to an administrator, which is noted.
 * @throws Refusal `not_found` for somebody else's, and for one that is not kept any more
 */
export async function takePersonalArchive(ctx: Context, id: string, fetcher: Fetcher): Promise<TakenArchive> {
  const [archive] = await ctx.db.select().from(personalArchives).where(eq(personalArchives.id, id))
  const found = archive && mayFetch(archive, fetcher) && !isOver(archive, ctx.now) && archive.state === 'done'
  const file = found ? await stat(pathOf(ctx, id)).catch(() => null) : null
  if (!archive || file === null) throw new Refusal('not_found', 'This archive is no longer kept. Ask for a new one.')
  // Before anything leaves: what cannot be noted is not given out.
  if ('actorId' in fetcher)
    await recordAudit(ctx, {
      actorId: fetcher.actorId,
      action: 'downloaded personal data to hand it over',
      subject: archive.personId === null ? subjectOf('archive', id) : subjectOf('person', archive.personId),
      details: { bytes: file.size },
    })
  await ctx.db
    .update(personalArchives)
    .set({ fetchedAt: sql`coalesce(${personalArchives.fetchedAt}, ${ctx.now.toISOString()}::timestamptz)` })
    .where(eq(personalArchives.id, id))
  const { timeZone } = await magazineSettings(ctx)
  return {
    name: archiveFileName(dateIn(archive.requestedAt, timeZone)),
    bytes: file.size,
    content: createReadStream(pathOf(ctx, id)),
  }
}

/** Whether a mailed address still leads to something, for the page that it opens. */
export async function mailedArchive(ctx: Context, id: string): Promise<PersonalArchive | null> {
  const [row] = await ctx.db.select(shown).from(personalArchives).where(eq(personalArchives.id, id))
  return row && mayFetch(row, { mailed: true }) && row.state === 'done' && !isOver(row, ctx.now) ? row : null
}

function mayFetch({ personId }: { personId: string | null }, fetcher: Fetcher): boolean {
  if ('actorId' in fetcher) return true
  // Who has an account signs in: a mail that was forwarded opens nothing.
  return 'mailed' in fetcher ? personId === null : personId === fetcher.personId
}

function isOver({ expiresAt }: { expiresAt: Date | null }, now: Date): boolean {
  return expiresAt !== null && expiresAt <= now
}

const over = (now: Date) =>
  or(
    and(inArray(personalArchives.state, ['done', 'failed']), lte(personalArchives.expiresAt, now)),
    and(
      inArray(personalArchives.state, ['waiting', 'running', 'failed']),
      lt(personalArchives.requestedAt, after(now, -archiveDays * day)),
    ),
  )

/** How many archives are kept beyond their days. */
export function countOldArchives(ctx: Context): Promise<number> {
  return ctx.db.$count(personalArchives, over(ctx.now))
}

/** Removes the files of archives whose days are over, and those that were given up halfway. @returns how many */
export async function removeOldPersonalArchives(ctx: Context): Promise<number> {
  const rows = await ctx.db.select({ id: personalArchives.id }).from(personalArchives).where(over(ctx.now))
  for (const { id } of rows) {
    await rm(pathOf(ctx, id), { force: true })
    await rm(`${pathOf(ctx, id)}.unfinished`, { force: true })
    await ctx.db.update(personalArchives).set({ state: 'removed' }).where(eq(personalArchives.id, id))
  }
  return rows.length
}

function pathOf(ctx: Context, id: string): string {
  return join(ctx.config.exportsDir, `personal-${id}.zip`)
}
