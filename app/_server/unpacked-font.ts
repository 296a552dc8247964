import { inflateSync } from 'node:zlib'

const woffHeader = 44
const woffEntry = 20
const sfntHeader = 12
const sfntEntry = 16

/**
 * A font as it was before it was packed for the web. What draws receipts unpacks a packed table anew for every letter it
 * takes from it, which takes seconds with a font that holds sixty thousand.
 * @param woff a file of this form: https://www.w3.org/TR/WOFF/
 */
export function unpackedFont(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, index) => {
    const entry = woff.subarray(woffHeader + index * woffEntry)
    const [offset, packed, length] = [entry.readUInt32BE(4), entry.readUInt32BE(8), entry.readUInt32BE(12)]
    const stored = woff.subarray(offset, offset + packed)
    // A table that packing would not have made smaller is left as it is.
    return {
      name: entry.subarray(0, 4),
      sum: entry.readUInt32BE(16),
      data: packed < length ? inflateSync(stored) : stored,
    }
  })
  const head = Buffer.alloc(sfntHeader + count * sfntEntry)
  // What kind of font it is.
  woff.copy(head, 0, 4, 8)
  const power = Math.floor(Math.log2(count))
  head.writeUInt16BE(count, 4)
  head.writeUInt16BE(2 ** power * 16, 6)
  head.writeUInt16BE(power, 8)
  head.writeUInt16BE(count * 16 - 2 ** power * 16, 10)
  const parts: Uint8Array[] = [head]
  let at = head.length
  for (const [index, { name, sum, data }] of tables.entries()) {
    const entry = head.subarray(sfntHeader + index * sfntEntry)
    name.copy(entry)
    entry.writeUInt32BE(sum, 4)
    entry.writeUInt32BE(at, 8)
    entry.writeUInt32BE(data.length, 12)
    const room = Math.ceil(data.length / 4) * 4
    parts.push(data, Buffer.alloc(room - data.length))
    at += room
  }
  return Buffer.concat(parts)
}
