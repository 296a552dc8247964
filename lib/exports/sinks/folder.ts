import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Sink } from './sink.ts'

/** Writes an export into a folder. */
export function folderSink(folder: string): Sink {
  return {
    async file(name, content) {
      const path = join(folder, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, content)
    },
  }
}
