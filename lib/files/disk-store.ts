import { randomUUID } from 'node:crypto'
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FileStore } from './file-store.ts'

/** Files in a folder of this machine, or of one that several machines share. */
export function diskStore(folder: string): FileStore {
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
        return (await stat(join(folder, name))).isFile()
      } catch {
        return false
      }
    },
    async olderThan(at) {
      const names = await readdir(folder, { recursive: true }).catch((fault: unknown) => {
        if (isMissing(fault)) return []
        throw fault
      })
      const old: string[] = []
      for (const name of names) {
        const found = await stat(join(folder, name)).catch(() => null)
        if (found?.isFile() && found.mtime < at) old.push(name)
      }
      return old
    },
    async remove(name) {
      await rm(join(folder, name), { force: true })
    },
    async removeFolder(name) {
      await rm(join(folder, name), { force: true, recursive: true })
    },
  }
}

function isMissing(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && (fault.code === 'ENOENT' || fault.code === 'ENOTDIR')
}
