import type { Context } from '#lib/context.ts'
import { fileStore, type FileStore } from '#lib/files/file-store.ts'

/** Where the files are. Names are made by this module only: a content hash, a slash and a file name. */
export type PictureStore = Pick<FileStore, 'put' | 'read' | 'has' | 'removeFolder'>

export function pictureStore(ctx: Pick<Context, 'config'>): PictureStore {
  return fileStore(ctx.config, 'pictures', ctx.config.picturesDir)
}
