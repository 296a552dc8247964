import type { Context } from '#lib/context.ts'
import { diskStore, type FileStore } from '#lib/files/disk-store.ts'

/** Where the files are. Names are made by this module only: a content hash, a slash and a file name. */
export type PictureStore = Pick<FileStore, 'put' | 'read' | 'has'>

export function pictureStore(ctx: Pick<Context, 'config'>): PictureStore {
  return diskStore(ctx.config.picturesDir)
}
