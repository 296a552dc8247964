import { crc32 } from 'node:zlib'

type Entry = [name: string, bytes: Uint8Array, compressed?: { deflated: number }]

/**
 * A ZIP archive of a few entries (PKWARE's APPNOTE 4.3.7), stored as they are, or, with `deflated`, as bytes that are
 * compressed already and claim to be so long without.
 */
export function zipOf(entries: Entry[]): Uint8Array {
  const parts: Buffer[] = []
  const list: Buffer[] = []
  let offset = 0
  for (const [name, bytes, compressed] of entries) {
    const header = Buffer.alloc(26)
    header.writeUInt16LE(20, 0)
    header.writeUInt16LE(compressed ? 8 : 0, 4)
    header.writeUInt32LE(crc32(bytes), 10)
    header.writeUInt32LE(bytes.byteLength, 14)
    header.writeUInt32LE(compressed?.deflated ?? bytes.byteLength, 18)
    header.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), header, Buffer.from(name), bytes])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    const made = Buffer.from([20, 0])
    list.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), made, header, tail, Buffer.from(name)]))
    parts.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(list)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, directory, Buffer.from('PK\u0005\u0006'), end])
}
