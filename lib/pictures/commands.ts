import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { and, eq, sql } from 'drizzle-orm'
import { pictures } from '#db/schema/pictures.ts'
import type { Context } from '#lib/context.ts'
import { cleanOriginal, encodeSizes, lookAtPicture, openPicture, type OpenPicture } from './internal/encode.ts'
import { PictureRefused } from './faults.ts'
import { largestPicture, pictureFormats, widthsOf } from './model.ts'
import { pictureStore } from './store.ts'

export interface NewPicture {
  /** The file itself, or where it lies. */
  from: { bytes: Uint8Array } | { path: string }
  /** As it was called; shown at the desk. Absent: the path's last part. */
  fileName?: string
  alt?: string
  caption?: string
  credit?: string
  /** Comes from the publisher's own disk, so that SVG may be drawn. */
  isTrusted?: boolean
  /** Only looks whether it could be taken in, and writes its row, for a transaction that is taken back: no file is kept. */
  isTrial?: boolean
}

/**
 * Takes a picture in: upright, in every size, without the camera's notes. The same picture twice is one; words are
 * filled in where it has none yet.
 * @returns the picture's id
 * @throws PictureRefused when it is no picture, damaged, over 25 MB or over 50 megapixels
 */
export async function ingestPicture(ctx: Context, picture: NewPicture): Promise<string> {
  const bytes = 'bytes' in picture.from ? picture.from.bytes : await readSmall(picture.from.path)
  const contentHash = createHash('sha256').update(bytes).digest('hex')
  const words = {
    alt: picture.alt?.trim() ?? '',
    caption: picture.caption?.trim() ?? '',
    credit: picture.credit?.trim() ?? '',
  }
  const known = await findComplete(ctx, contentHash)
  if (known !== null) {
    await fillIn(ctx, known, words)
    return known
  }
  const isTrusted = picture.isTrusted ?? false
  const seen =
    picture.isTrial === true
      ? await lookAtPicture(bytes, isTrusted)
      : await keepFiles(ctx, contentHash, bytes, await openPicture(bytes, isTrusted))
  const fileName = picture.fileName ?? ('path' in picture.from ? basename(picture.from.path) : contentHash)
  const { mediaType, width, height, colour } = seen
  await ctx.db
    .insert(pictures)
    .values({ contentHash, fileName, mediaType, width, height, colour, ...words, createdAt: ctx.now })
    .onConflictDoNothing({ target: pictures.contentHash })
  const [row] = await ctx.db.select({ id: pictures.id }).from(pictures).where(eq(pictures.contentHash, contentHash))
  if (row === undefined) throw new Error('a picture was neither new nor there')
  return row.id
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

async function fillIn(
  ctx: Context,
  pictureId: string,
  words: { alt: string; caption: string; credit: string },
): Promise<void> {
  for (const word of ['alt', 'caption', 'credit'] as const) {
    if (words[word] === '') continue
    await ctx.db
      .update(pictures)
      .set({ [word]: words[word] })
      .where(and(eq(pictures.id, pictureId), sql`${pictures[word]} = ''`))
  }
}
