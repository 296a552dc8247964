import { randomUUID } from 'node:crypto'
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Context } from '#lib/context.ts'

/** Where the files are. Names are made by this module only: a content hash, a slash and a file name. */
export interface PictureStore {
  /** Appears whole or not at all; putting again what is there changes nothing. */
  put(name: string, bytes: Uint8Array): Promise<void>
  read(name: string): Promise<Buffer | null>
  has(name: string): Promise<boolean>
}

export function pictureStore(ctx: Pick<Context, 'config'>): PictureStore {
  return diskStore(ctx.config.picturesDir)
}

function diskStore(folder: string): PictureStore {
  return {
    async put(name, bytes) {
      const file = join(folder, name)
      await mkdir(dirname(file), { recursive: true })
      const unfinished = `${file}.${randomUUID()}.unfinished`
      try {
        await writeFile(unfinished, bytes)
        // On one file system a rename is atomic (POSIX): a reader finds the old state or the new one.
        await rename(unfinished, file)
      } finally {
        await rm(unfinished, { force: true })
      }
    },
    async read(name) {
      try {
        return await readFile(join(folder, name))
      } catch (fault) {
        if (isMissing(fault)) return null
        throw fault
      }
    },
    async has(name) {
      try {
        await access(join(folder, name))
        return true
      } catch {
        return false
      }
    },
  }
}

function isMissing(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && (fault.code === 'ENOENT' || fault.code === 'ENOTDIR')
}
