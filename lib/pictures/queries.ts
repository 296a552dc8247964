import { eq } from 'drizzle-orm'
import { pictures } from '#db/schema/pictures.ts'
import type { Context } from '#lib/context.ts'
import type { PictureFormat } from './model.ts'
import { pictureStore } from './store.ts'

/**
 * One size of a picture, for the route that serves it. Only the sizes can be had: no originals, no other files.
 * @param hash 64 hexadecimal figures
 * @param file width and format, e.g. 640.avif
 * @returns null for anything else, and for what is not there
 */
export async function readPicture(
  ctx: Context,
  hash: string,
  file: string,
): Promise<{ bytes: Buffer; mediaType: `image/${PictureFormat}` } | null> {
  const isName = /^[0-9a-f]{64}$/.test(hash) && /^[1-9]\d{0,3}\.(?:avif|webp)$/.test(file)
  if (!isName) return null
  const bytes = await pictureStore(ctx).read(`${hash}/${file}`)
  return bytes === null ? null : { bytes, mediaType: file.endsWith('avif') ? 'image/avif' : 'image/webp' }
}

/** What a page needs to show a picture without shifting; null when there is none of this id. */
export async function pictureById(
  ctx: Context,
  id: string,
): Promise<{ contentHash: string; width: number; height: number } | null> {
  const [row] = await ctx.db
    .select({ contentHash: pictures.contentHash, width: pictures.width, height: pictures.height })
    .from(pictures)
    .where(eq(pictures.id, id))
  return row ?? null
}
