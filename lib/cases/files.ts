import { createHash } from 'node:crypto'
import { and, eq, sql, sum } from 'drizzle-orm'
import { fileTypeFromBuffer } from 'file-type'
import { z } from 'zod'
import { caseEvents, caseFiles, caseSubmissions, type SubmittedFile } from '#db/schema/cases.ts'
import { after, day } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fileStore, type FileStore } from '#lib/files/file-store.ts'
import { mayRemoveFiles } from '#lib/files/removal.ts'
import { readSigned, sign } from '#lib/signed.ts'
import {
  attachments,
  attachmentTypes,
  cleanName,
  kindsTaken,
  refusedFiles,
  requireFew,
  shownName,
  type Attachment,
} from './attachments.ts'
import { idIn } from './links.ts'
import { isLetter } from './model.ts'

/** Days for which a file stays that nothing refers to: a form that was refused may yet be sent again. */
const daysUnused = 7

export function caseStore(ctx: Pick<Context, 'config'>): FileStore {
  return fileStore(ctx.config, 'case-files', ctx.config.caseFilesDir)
}

/** Where the store keeps a file, by the SHA-256 of its content. */
export function placeOf(hash: string): string {
  return `${hash.slice(0, 2)}/${hash}`
}

/**
 * Takes in what came with a message: judged by its content, never by its name, unpacked by nobody, and kept under its hash.
 * @throws Refusal (invalid, field `files`) that says which file is refused and why
 */
export async function takeFiles(ctx: Context, given: readonly Attachment[]): Promise<SubmittedFile[]> {
  requireFew(given.map(({ bytes }) => bytes.byteLength))
  const taken = await Promise.all(given.map(judge))
  await keepFiles(ctx, taken)
  return taken.map(({ file }) => file)
}

/** Bytes of files that one case can still take. */
export async function roomInCase(ctx: Context, caseId: string): Promise<number> {
  const [taken] = await ctx.db
    .select({ bytes: sum(caseFiles.bytes) })
    .from(caseFiles)
    .where(eq(caseFiles.caseId, caseId))
  return attachments.largestOfCase - Number(taken?.bytes ?? 0)
}

interface Judged {
  file: SubmittedFile
  bytes: Uint8Array
}

/** @throws Refusal (invalid, field `files`) */
async function judge({ name, bytes }: Attachment): Promise<Judged> {
  if (bytes.byteLength === 0) throw refusedFiles(`“${shownName(name)}” is empty.`)
  const mediaType = await mediaTypeOf(bytes)
  const known = attachmentTypes[mediaType ?? '']
  if (mediaType === null || known === undefined)
    throw refusedFiles(`“${shownName(name)}” is none of the kinds of file we take: ${kindsTaken}.`)
  const hash = createHash('sha256').update(bytes).digest('hex')
  return { file: { name: cleanName(name, known.ending), mediaType, bytes: bytes.byteLength, hash }, bytes }
}

/** Puts judged files where they are kept; what nobody uses is not removed meanwhile. */
async function keepFiles(ctx: Context, files: readonly Judged[]): Promise<void> {
  if (files.length === 0) return
  await inTransaction(ctx, async (tx) => {
    await tx.db.execute(sql`select pg_advisory_xact_lock_shared(hashtext('case files'))`)
    for (const { file, bytes } of files) await caseStore(ctx).put(placeOf(file.hash), bytes)
  })
}

const unlikeText =
  /[^\P{Cc}\t\n\f\r]|<(?:!doctype|!--|\?xml|html|head|body|script|style|svg|iframe|object|embed|meta|link)\b/iu

/**
 * One of `attachmentTypes`, by its content. Text is UTF-8 without control characters and without markup, which a program
 * might take for a page.
 */
async function mediaTypeOf(bytes: Uint8Array): Promise<string | null> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined)
  if (found !== undefined && found.mime in attachmentTypes) return found.mime
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return unlikeText.test(text) ? null : 'text/plain'
  } catch {
    return null
  }
}

/** What a form that was refused has brought along already, signed, so that it need not be chosen again. */
export function heldFiles(ctx: Pick<Context, 'config'>, files: readonly SubmittedFile[]): string {
  return files.length === 0 ? '' : sign(JSON.stringify(files), ctx.config.authSecret, 'case-files')
}

const heldSchema = z.array(
  z.object({ name: z.string(), mediaType: z.string(), bytes: z.int(), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
)

/**
 * What `heldFiles` wrote, less what is no longer kept.
 * @param wanted the hashes of those that are still to be sent
 */
export async function filesHeld(
  ctx: Pick<Context, 'config'>,
  held: string,
  wanted: readonly string[],
): Promise<SubmittedFile[]> {
  const text = readSigned(held, ctx.config.authSecret, 'case-files')
  if (text === null) return []
  const there: SubmittedFile[] = []
  for (const file of heldSchema.parse(JSON.parse(text)))
    if (wanted.includes(file.hash) && (await caseStore(ctx).has(placeOf(file.hash)))) there.push(file)
  return there
}

export interface ServedFile {
  name: string
  mediaType: string
  bytes: Buffer
}

/** A file of a case for whoever has the case's private address: one that came with a letter between the two. */
export async function readersFile(ctx: Context, token: string, fileId: string): Promise<ServedFile | null> {
  const caseId = idIn(ctx, 'case', token)
  const file = caseId === null ? null : await fileOf(ctx, caseId, fileId)
  return file?.isOfLetters === true ? served(ctx, file) : null
}

/** A file of a case for the desk, whatever it came with. */
export async function caseFile(ctx: Context, caseId: string, fileId: string): Promise<ServedFile | null> {
  const file = z.uuid().safeParse(caseId).success ? await fileOf(ctx, caseId, fileId) : null
  return file && served(ctx, file)
}

async function fileOf(ctx: Context, caseId: string, fileId: string) {
  if (!z.uuid().safeParse(fileId).success) return null
  const [found] = await ctx.db
    .select({ file: caseFiles, event: caseEvents.kind, details: caseEvents.details })
    .from(caseFiles)
    .innerJoin(caseEvents, eq(caseEvents.id, caseFiles.eventId))
    .where(and(eq(caseFiles.id, fileId), eq(caseFiles.caseId, caseId)))
  return found ? { ...found.file, isOfLetters: isLetter(found.event, found.details) } : null
}

async function served(
  ctx: Pick<Context, 'config'>,
  { name, mediaType, hash }: SubmittedFile,
): Promise<ServedFile | null> {
  const bytes = await caseStore(ctx).read(placeOf(hash))
  return bytes && { name, mediaType, bytes }
}

/** Removes from the store what no case and no form that waits refers to, and has not for a while. */
export async function removeUnusedFiles(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    // A backup that is being taken may need them: the next round is soon enough.
    if (!(await mayRemoveFiles(tx))) return
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('case files'))`)
    const used = new Set<string>()
    for (const { hash } of await tx.db.selectDistinct({ hash: caseFiles.hash }).from(caseFiles)) used.add(hash)
    for (const { files } of await tx.db.select({ files: caseSubmissions.files }).from(caseSubmissions))
      for (const { hash } of files) used.add(hash)
    const store = caseStore(ctx)
    for (const name of await store.olderThan(after(ctx.now, -daysUnused * day)))
      if (!used.has(name.split('/').at(-1) ?? '')) await store.remove(name)
  })
}
