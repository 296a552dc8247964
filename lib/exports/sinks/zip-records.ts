/*
 * The records of a ZIP file, by PKWARE's APPNOTE.TXT 6.3.10. Numbers are little-endian; what a field of four bytes cannot
 * say stands in a field of eight (ZIP64, 4.5.3), and the short one is all ones then.
 */

/** A file in an archive, as both of its records tell of it. */
export interface Entry {
  /** In UTF-8. */
  name: Buffer
  isCompressed: boolean
  /** Of the uncompressed content. */
  crc: number
  packed: number
  size: number
  /** Where its local record begins. */
  offset: number
  at: Date
  /** Its size was not known when its local record was begun: that has room for any. */
  isStreamed: boolean
}

const most16 = 0xffff
const most32 = 0xffffffff
/** ZIP64 is version 4.5 of the format. */
const version = 45
/** Bit 11: names are UTF-8. */
const flags = 0x0800

/** What stands before a file's content. */
export function localRecord(entry: Entry): Buffer {
  const long = entry.isStreamed ? zip64([entry.size, entry.packed]) : Buffer.alloc(0)
  const short = (value: number) => (entry.isStreamed ? most32 : value)
  const record = Buffer.alloc(30)
  record.writeUInt32LE(0x04034b50, 0)
  writeCommon(record, 4, entry)
  record.writeUInt32LE(short(entry.packed), 18)
  record.writeUInt32LE(short(entry.size), 22)
  record.writeUInt16LE(entry.name.length, 26)
  record.writeUInt16LE(long.length, 28)
  return Buffer.concat([record, entry.name, long])
}

/** What stands of a file in the list that an archive ends with. */
export function centralRecord(entry: Entry): Buffer {
  const { size, packed, offset } = entry
  const isLong = [size, packed, offset].some((value) => value >= most32)
  const long = isLong ? zip64([size, packed, offset]) : Buffer.alloc(0)
  const short = (value: number) => (isLong ? most32 : value)
  const record = Buffer.alloc(46)
  record.writeUInt32LE(0x02014b50, 0)
  record.writeUInt16LE(version, 4)
  writeCommon(record, 6, entry)
  record.writeUInt32LE(short(packed), 20)
  record.writeUInt32LE(short(size), 24)
  record.writeUInt16LE(entry.name.length, 28)
  record.writeUInt16LE(long.length, 30)
  record.writeUInt32LE(short(offset), 42)
  return Buffer.concat([record, entry.name, long])
}

/** What stands last. @param at where the list begins */
export function endRecords(entries: number, length: number, at: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(entries, most16), 8)
  end.writeUInt16LE(Math.min(entries, most16), 10)
  end.writeUInt32LE(Math.min(length, most32), 12)
  end.writeUInt32LE(Math.min(at, most32), 16)
  if (entries < most16 && length < most32 && at < most32) return end
  const end64 = Buffer.alloc(56)
  end64.writeUInt32LE(0x06064b50, 0)
  end64.writeBigUInt64LE(44n, 4)
  end64.writeUInt16LE(version, 12)
  end64.writeUInt16LE(version, 14)
  end64.writeBigUInt64LE(BigInt(entries), 24)
  end64.writeBigUInt64LE(BigInt(entries), 32)
  end64.writeBigUInt64LE(BigInt(length), 40)
  end64.writeBigUInt64LE(BigInt(at), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(at + length), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([end64, locator, end])
}

/** The fields both records have in the same order: version needed, flags, method, time, date, checksum. */
function writeCommon(record: Buffer, at: number, entry: Entry): void {
  record.writeUInt16LE(version, at)
  record.writeUInt16LE(flags, at + 2)
  record.writeUInt16LE(entry.isCompressed ? 8 : 0, at + 4)
  record.writeUInt16LE(dosTime(entry.at), at + 6)
  record.writeUInt16LE(dosDate(entry.at), at + 8)
  record.writeUInt32LE(entry.crc, at + 10)
}

function zip64(values: number[]): Buffer {
  const field = Buffer.alloc(4 + values.length * 8)
  field.writeUInt16LE(1, 0)
  field.writeUInt16LE(values.length * 8, 2)
  for (const [place, value] of values.entries()) field.writeBigUInt64LE(BigInt(value), 4 + place * 8)
  return field
}

/** Two seconds are its unit; the format knows no time zone, so it is UTC. */
function dosTime(at: Date): number {
  return (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
}

function dosDate(at: Date): number {
  return (Math.max(0, at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
}
