import type { Context } from '#lib/context.ts'
import { pictureFormats, widthsOf } from './model.ts'
import { pictureStore } from './store.ts'

/** The endings that originals are kept under: lib/pictures/internal/encode.ts cleans and, where it must, rewrites them. */
const endings: Record<string, string> = { 'image/jpeg': 'jpg', 'image/gif': 'gif', 'image/svg+xml': 'svg' }

interface Kept {
  contentHash: string
  mediaType: string
}

/** What the original is called outside of here: no two pictures have the same name. */
export function originalName({ contentHash, mediaType }: Kept): string {
  return `${contentHash}.${endings[mediaType] ?? 'webp'}`
}

/** Every file that is kept of a picture, as the store knows it: the original, and each size in each format. */
export function filesOfPicture(picture: Kept & { width: number }): string[] {
  const { contentHash } = picture
  const sizes = widthsOf(picture.width).flatMap((width) => pictureFormats.map((format) => `${width}.${format}`))
  return [originalFile(picture), ...sizes.map((size) => `${contentHash}/${size}`)]
}

function originalFile({ contentHash, mediaType }: Kept): string {
  return `${contentHash}/original.${endings[mediaType] ?? 'webp'}`
}

/** A picture as it was taken in, upright and without the camera's notes; null when its file is lost. */
export async function readOriginal(ctx: Context, picture: Kept): Promise<Uint8Array | null> {
  return pictureStore(ctx).read(originalFile(picture))
}
