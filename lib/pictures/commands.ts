import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { and, eq, sql } from 'drizzle-orm'
import { pictures } from '#db/schema/pictures.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { cleanOriginal, encodeSizes, lookAtPicture, openPicture, type OpenPicture } from './internal/encode.ts'
import { notesOf, type FileNotes } from './internal/notes.ts'
import { PictureRefused } from './faults.ts'
import type { PictureFacts } from './licence.ts'
import { largestPicture, pictureFormats, widthsOf, type Focus } from './model.ts'
import { pictureStore } from './store.ts'

export interface NewPicture extends Partial<Omit<PictureFacts, 'focusX' | 'focusY'>> {
  /** The file itself, or where it lies. */
  from: { bytes: Uint8Array } | { path: string }
  /** As it was called; shown at the desk. Absent: the path's last part. */
  fileName?: string
  focus?: Focus
  /** Comes from the publisher's own disk, so that SVG may be drawn. */
  isTrusted?: boolean
  /** Only looks whether it could be taken in, and writes its row, for a transaction that is taken back: no file is kept. */
  isTrial?: boolean
}

interface Incoming extends NewPicture {
  createdBy?: string
  /** Whether what the file says of itself is kept where nothing else is said: somebody looks at it next. */
  readsNotes?: boolean
}

/**
 * Takes a picture in: upright, in every size, without the camera's notes. The same picture twice is one; words are
 * filled in where it has none yet.
 * @returns the picture's id
 * @throws PictureRefused when it is no picture, damaged, over 25 MB or over 50 megapixels
 */
export async function ingestPicture(ctx: Context, picture: NewPicture): Promise<string> {
  return (await takeIn(ctx, picture)).id
}

/**
 * Takes in what somebody of the staff brings. What photographer or agency wrote into the file (credit, caption, licence) is
 * read before all of that is removed from it, for whoever is asked for these facts next.
 * @returns its id, and whether it was not in the library before
 * @throws PictureRefused as `ingestPicture` does
 */
export async function uploadPicture(
  ctx: Context,
  file: { bytes: Uint8Array; fileName: string },
  staffId: string,
): Promise<{ id: string; isNew: boolean }> {
  const { bytes, fileName } = file
  return takeIn(ctx, { from: { bytes }, fileName, createdBy: staffId, readsNotes: true })
}

async function takeIn(ctx: Context, picture: Incoming): Promise<{ id: string; isNew: boolean }> {
  const bytes = 'bytes' in picture.from ? picture.from.bytes : await readSmall(picture.from.path)
  const contentHash = createHash('sha256').update(bytes).digest('hex')
  const said = {
    alt: picture.alt?.trim() ?? '',
    caption: picture.caption?.trim() ?? '',
    credit: picture.credit?.trim() ?? '',
    licenceNote: picture.licenceNote?.trim() ?? '',
    sourceUrl: picture.sourceUrl?.trim() ?? '',
    licence: picture.licence ?? null,
    licensedUntil: picture.licensedUntil ?? null,
  }
  const known = await findComplete(ctx, contentHash)
  if (known !== null) {
    await fillIn(ctx, known, said)
    return { id: known, isNew: false }
  }
  const isTrusted = picture.isTrusted ?? false
  const seen =
    picture.isTrial === true
      ? await lookAtPicture(bytes, isTrusted)
      : await keepFiles(ctx, contentHash, bytes, await openPicture(bytes, isTrusted))
  const facts = picture.readsNotes === true ? withNotes(said, await notesOf(bytes)) : said
  const fileName = picture.fileName ?? ('path' in picture.from ? basename(picture.from.path) : contentHash)
  const { mediaType, width, height, colour } = seen
  return keepRow(ctx, {
    ...facts,
    contentHash,
    fileName,
    mediaType,
    width,
    height,
    colour,
    territories: picture.territories ?? [],
    ...(picture.focus && { focusX: picture.focus.x, focusY: picture.focus.y }),
    createdBy: picture.createdBy ?? null,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  })
}

/** Of several who bring the same at once one makes its row. */
function keepRow(ctx: Context, row: typeof pictures.$inferInsert): Promise<{ id: string; isNew: boolean }> {
  return inTransaction(ctx, async (tx) => {
    const { id, contentHash, createdBy } = pictures
    const [made] = await tx.db
      .insert(pictures)
      .values(row)
      .onConflictDoNothing({ target: contentHash })
      .returning({ id, createdBy })
    if (made === undefined) {
      const [known] = await tx.db.select({ id }).from(pictures).where(eq(contentHash, row.contentHash))
      if (known === undefined) throw new Error('a picture was neither new nor there')
      return { id: known.id, isNew: false }
    }
    if (made.createdBy !== null)
      await recordAudit(tx, {
        actorId: made.createdBy,
        action: 'brought a picture in',
        subject: subjectOf('picture', made.id),
        details: { file: row.fileName },
      })
    return { id: made.id, isNew: true }
  })
}

async function keepFiles(
  ctx: Context,
  contentHash: string,
  bytes: Uint8Array,
  open: OpenPicture,
): Promise<OpenPicture> {
  const store = pictureStore(ctx)
  const original = await cleanOriginal(bytes, open)
  const sizes = await encodeSizes(open)
  await store.put(`${contentHash}/original.${original.extension}`, original.bytes)
  await Promise.all(sizes.map((size) => store.put(`${contentHash}/${size.width}.${size.format}`, size.bytes)))
  return open
}

async function readSmall(path: string): Promise<Buffer> {
  const { size } = await stat(path)
  if (size > largestPicture) throw new PictureRefused('too_large')
  return readFile(path)
}

interface Said extends FileNotes {
  licensedUntil: string | null
}

/** What was said stands; what the file says comes where nothing was. A licence is named with the words that go with it. */
function withNotes(said: Said, notes: FileNotes): Said {
  const licence = said.licence === null ? notes : said
  return {
    ...said,
    alt: said.alt || notes.alt,
    caption: said.caption || notes.caption,
    credit: said.credit || notes.credit,
    licence: licence.licence,
    licenceNote: said.licenceNote || licence.licenceNote,
    sourceUrl: said.sourceUrl || licence.sourceUrl,
  }
}

/** @returns the id of a picture whose files are all there: a restored database may stand beside an empty folder */
async function findComplete(ctx: Context, contentHash: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({ id: pictures.id, width: pictures.width })
    .from(pictures)
    .where(eq(pictures.contentHash, contentHash))
  if (row === undefined) return null
  const store = pictureStore(ctx)
  const names = widthsOf(row.width).flatMap((width) =>
    pictureFormats.map((format) => `${contentHash}/${width}.${format}`),
  )
  const found = await Promise.all(names.map((name) => store.has(name)))
  return found.every(Boolean) ? row.id : null
}

async function fillIn(ctx: Context, pictureId: string, said: Said): Promise<void> {
  for (const word of ['alt', 'caption', 'credit'] as const) {
    if (said[word] === '') continue
    await ctx.db
      .update(pictures)
      .set({ [word]: said[word], updatedAt: ctx.now })
      .where(and(eq(pictures.id, pictureId), sql`${pictures[word]} = ''`))
  }
  if (said.licence === null) return
  const { licence, licenceNote, sourceUrl, licensedUntil } = said
  await ctx.db
    .update(pictures)
    .set({ licence, licenceNote, sourceUrl, licensedUntil, updatedAt: ctx.now })
    .where(and(eq(pictures.id, pictureId), sql`${pictures.licence} is null`))
}
