import { open, type FileHandle } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { promisify } from 'node:util'
import { crc32, createDeflateRaw, deflateRaw } from 'node:zlib'
import type { Sink } from './sink.ts'
import { centralRecord, endRecords, localRecord, type Entry } from './zip-records.ts'

/** Pictures are compressed already. */
const stored = /\.(?:jpg|webp|avif|gif|png)$/

const deflate = promisify(deflateRaw)

/**
 * Writes one ZIP file, a piece at a time: of what is written only the list of contents is kept, a hundred bytes and the
 * name of each file.
 * @param path of the file, which is left half written where `write` fails
 * @param at when the files in it were made
 * @throws what `write` throws
 */
export async function writeZip(path: string, at: Date, write: (sink: Sink) => Promise<unknown>): Promise<void> {
  const file = new Growing(await open(path, 'w'))
  try {
    const list = new Packed()
    await write({
      async file(name, content) {
        const entry = begin(name, file.length, at)
        if (typeof content === 'string' || content instanceof Uint8Array) await writeWhole(file, entry, content)
        else await writeStreamed(file, entry, content)
        list.add(centralRecord(entry))
      },
    })
    const begins = file.length
    for (const records of list.pieces()) await file.append(records)
    await file.append(endRecords(list.count, file.length - begins, begins))
  } finally {
    await file.close()
  }
}

function begin(name: string, offset: number, at: Date): Entry {
  return {
    name: Buffer.from(name),
    isCompressed: !stored.test(name),
    crc: 0,
    packed: 0,
    size: 0,
    offset,
    at,
    isStreamed: false,
  }
}

async function writeWhole(file: Growing, entry: Entry, content: string | Uint8Array): Promise<void> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const packed = entry.isCompressed ? await deflate(bytes) : bytes
  Object.assign(entry, { crc: crc32(bytes), size: bytes.length, packed: packed.length })
  await file.append(Buffer.concat([localRecord(entry), packed]))
}

/** What stands before the content is written once more when it is known how much came. */
async function writeStreamed(file: Growing, entry: Entry, content: AsyncIterable<string | Uint8Array>): Promise<void> {
  entry.isStreamed = true
  entry.isCompressed = true
  await file.append(localRecord(entry))
  const counted = Readable.from(counting(content, entry))
  // What goes wrong while reading ends the loop below, too.
  const packed = pipeline(counted, createDeflateRaw(), () => undefined)
  for await (const piece of packed) {
    const bytes = Buffer.from(piece)
    entry.packed += bytes.length
    await file.append(bytes)
  }
  await file.rewrite(entry.offset, localRecord(entry))
}

async function* counting(content: AsyncIterable<string | Uint8Array>, entry: Entry): AsyncGenerator<Uint8Array> {
  for await (const piece of content) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
    entry.crc = crc32(bytes, entry.crc)
    entry.size += bytes.length
    yield bytes
  }
}

/** A file that is written from its beginning to its end. */
class Growing {
  readonly #handle: FileHandle
  length = 0

  constructor(handle: FileHandle) {
    this.#handle = handle
  }

  async append(bytes: Uint8Array): Promise<void> {
    await this.rewrite(this.length, bytes)
    this.length += bytes.length
  }

  /** A system may take less than it is given. */
  async rewrite(position: number, bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, position + done)
      done += bytesWritten
    }
  }

  close(): Promise<void> {
    return this.#handle.close()
  }
}

/** Many small records in few pieces of memory: each in one of its own would take several times as much. */
class Packed {
  readonly #full: Buffer[] = []
  #piece = Buffer.alloc(1 << 16)
  #used = 0
  count = 0

  add(record: Buffer): void {
    if (this.#used + record.length > this.#piece.length) {
      this.#full.push(this.#piece.subarray(0, this.#used))
      this.#piece = Buffer.alloc(Math.max(1 << 16, record.length))
      this.#used = 0
    }
    this.#piece.set(record, this.#used)
    this.#used += record.length
    this.count += 1
  }

  *pieces(): Generator<Buffer> {
    yield* this.#full
    yield this.#piece.subarray(0, this.#used)
  }
}
