import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BlobReader, TextWriter, ZipReader } from '@zip.js/zip.js'
import { afterAll, expect, test } from 'vitest'
import { writeZip } from '#lib/exports/sinks/zip.ts'
import { centralRecord, endRecords } from '#lib/exports/sinks/zip-records.ts'

const folder = mkdtempSync(join(tmpdir(), 'standfirst-zip-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = new Date('2026-07-15T11:00:30Z')

async function* pieces(count: number) {
  for (let piece = 0; piece < count; piece += 1) yield piece % 2 === 0 ? 'été ' : Buffer.from('漢 ')
}

async function contentsOf(path: string): Promise<[name: string, text: string, date: Date][]> {
  const zip = new ZipReader(new BlobReader(new Blob([new Uint8Array(readFileSync(path))])), { checkSignature: true })
  const found: [string, string, Date][] = []
  for (const entry of await zip.getEntries())
    if (!entry.directory) found.push([entry.filename, await entry.getData(new TextWriter()), entry.lastModDate])
  return found
}

test('what is written is read back by another’s software, checksums and all', async () => {
  const path = join(folder, 'some.zip')
  await writeZip(path, at, async (zip) => {
    await zip.file('articles/größe.json', '{"text":"été"}')
    await zip.file('pictures/a.jpg', Buffer.from('not really a picture'))
    await zip.file('lines.jsonl', pieces(5_000))
    await zip.file('nothing.csv', pieces(0))
    await zip.file('empty.txt', '')
  })
  expect((await contentsOf(path)).map(([name, text]) => [name, text.length, text.slice(0, 14)])).toEqual([
    ['articles/größe.json', 14, '{"text":"été"}'],
    ['pictures/a.jpg', 20, 'not really a p'],
    ['lines.jsonl', 2_500 * 6, 'été 漢 été 漢 ét'],
    ['nothing.csv', 0, ''],
    ['empty.txt', 0, ''],
  ])
})

test('what is larger than four gigabytes, lies behind them, or is one of very many, is told of in long fields', () => {
  const entry = {
    name: Buffer.from('a'),
    isCompressed: false,
    crc: 1,
    packed: 5,
    size: 5,
    offset: 5e9,
    at,
    isStreamed: false,
  }
  const record = centralRecord(entry)
  expect(record.readUInt32LE(42)).toBe(0xffffffff)
  expect(record.readBigUInt64LE(record.length - 8)).toBe(5_000_000_000n)
  expect(endRecords(1, 47, 5e9)).toHaveLength(56 + 20 + 22)
  expect(endRecords(1, 47, 100)).toHaveLength(22)
  expect(endRecords(66_000, 47, 100).readBigUInt64LE(32)).toBe(66_000n)
})

test('a content that fails half-way fails the whole', async () => {
  async function* failing() {
    yield 'x'.repeat(100_000)
    throw new Error('the database went away')
  }
  const failed = writeZip(join(folder, 'failed.zip'), at, (zip) => zip.file('a.jsonl', failing()))
  await expect(failed).rejects.toThrow('the database went away')
})
