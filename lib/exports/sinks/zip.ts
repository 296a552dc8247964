import { createWriteStream } from 'node:fs'
import { Writable } from 'node:stream'
import { Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js'
import type { Sink } from './sink.ts'

export interface ZipSink extends Sink {
  /** Writes the list of contents that a ZIP file ends with. */
  close(): Promise<void>
}

/** Pictures are compressed already. */
const stored = /\.(?:jpg|webp|avif|gif|png)$/

/**
 * Writes an export as one ZIP file, a piece at a time: nothing but the list of contents is kept in memory, some 5 KB a file.
 * @param path of the file
 * @param at when the files in it were made
 */
export function zipSink(path: string, at: Date): ZipSink {
  const file = createWriteStream(path)
  const zip = new ZipWriter(Writable.toWeb(file), { keepOrder: true, useWebWorkers: false, lastModDate: at })
  return {
    async file(name, content) {
      const level = stored.test(name) ? 0 : 6
      const bytes = typeof content === 'string' ? Buffer.from(content) : content
      await zip.add(name, bytes instanceof Uint8Array ? new Uint8ArrayReader(bytes) : streamOf(bytes), { level })
    },
    async close() {
      await zip.close()
    },
  }
}

function streamOf(pieces: AsyncIterable<string | Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next()
      if (next.done === true) controller.close()
      else controller.enqueue(typeof next.value === 'string' ? Buffer.from(next.value) : next.value)
    },
  })
}
