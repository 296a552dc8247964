import { rm } from 'node:fs/promises'
import { gzip } from 'node:zlib'
import { promisify } from 'node:util'
import type postgres from 'postgres'
import { keepFromMigrating } from '#db/migrate.ts'
import { carrier, copyOut, inSnapshot, migrationOf, sequencesOf, tablesOf } from '#db/snapshot.ts'
import type { Context } from '#lib/context.ts'
import { removalLock } from '#lib/files/removal.ts'
import { writeArchive, type ArchiveWriter } from './archive.ts'
import { fileCounting, fileFactsName, manifestName, markOfKey, type FileFacts, type Manifest } from './manifest.ts'
import { fileStores, namedFiles } from './named-files.ts'

const zip = promisify(gzip)

/** Bytes of a table in one entry: what is in memory at a time. */
const partSize = 4 * 1024 * 1024

/** Files read ahead: a storage across the network answers each after a while. */
const filesAhead = 8

export interface Written {
  manifest: Manifest
  files: FileFacts
}

/**
 * Writes a backup: the database as it was at one instant, then every file that its rows of that instant name. Files are put
 * before the rows that name them and never change; that none is removed meanwhile, which a row of that instant still names,
 * a lock takes care of, taken before the instant, and another that no table is rewritten.
 * @param recipients public keys of age; each of their secret keys opens it
 * @param progress is told, and waited for, after each table and file: how many rows or files there are so far
 */
export async function writeBackup(
  ctx: Pick<Context, 'config' | 'now'>,
  path: string,
  recipients: readonly string[],
  progress: (what: 'rows' | 'files', count: number) => void | Promise<void> = () => undefined,
): Promise<Written> {
  const guard = carrier(ctx.config.databaseUrl)
  const source = carrier(ctx.config.databaseUrl)
  const archive = await writeArchive(path, recipients, ctx.now)
  try {
    await keepFromMigrating(guard)
    await guard.unsafe(`select pg_advisory_lock(${removalLock})`)
    const written = await inSnapshot(source, async (tx) => {
      const manifest = await describe(ctx, tx)
      await archive.add(manifestName, json(manifest))
      await copyTables(tx, manifest, archive, (rows) => progress('rows', rows))
      const files = await copyFiles(ctx, tx, archive, (count) => progress('files', count))
      await archive.add(fileFactsName, json(files))
      return { manifest, files }
    })
    await archive.close()
    return written
  } catch (fault) {
    await archive.abandon()
    await rm(path, { force: true })
    throw fault
  } finally {
    await source.end({ timeout: 5 })
    await guard.end({ timeout: 5 })
  }
}

async function describe({ config, now }: Pick<Context, 'config' | 'now'>, tx: postgres.ISql): Promise<Manifest> {
  return {
    format: 'standfirst-backup',
    version: 1,
    takenAt: now.toISOString(),
    magazine: config.publicUrl,
    migration: await migrationOf(tx),
    addressKeys: config.addressKeys.map((key) => ({ id: key.id, mark: markOfKey(key) })),
    encryptionKeys: config.encryptionKeys.map((key) => ({ id: key.id, mark: markOfKey(key) })),
    tables: await tablesOf(tx),
    sequences: await sequencesOf(tx),
  }
}

async function copyTables(
  tx: postgres.ISql,
  { tables }: Manifest,
  archive: ArchiveWriter,
  progress: (rows: number) => void | Promise<void>,
): Promise<void> {
  let rows = 0
  for (const table of tables) {
    let part = 0
    for await (const bytes of inParts(await copyOut(tx, table))) {
      part += 1
      await archive.add(`tables/${table.name}/${String(part).padStart(6, '0')}.copy.gz`, await zip(bytes))
    }
    rows += table.rows
    await progress(rows)
  }
}

async function* inParts(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let part: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    part.push(chunk)
    size += chunk.byteLength
    if (size < partSize) continue
    yield Buffer.concat(part)
    part = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(part)
}

async function copyFiles(
  ctx: Pick<Context, 'config'>,
  tx: postgres.ISql,
  archive: ArchiveWriter,
  progress: (count: number) => void | Promise<void>,
): Promise<FileFacts> {
  const stores = fileStores(ctx.config)
  const counting = fileCounting()
  const missing: string[] = []
  let count = 0
  const take = async (name: string) => ({ name, bytes: await stores.read(name) })
  for await (const { name, bytes } of ahead(namedFiles(tx), take)) {
    if (bytes === null) {
      missing.push(name)
      continue
    }
    counting.add(name, bytes)
    await archive.add(`files/${name}`, bytes)
    count += 1
    await progress(count)
  }
  return { ...counting.facts(), missing }
}

/** Begins a few before they are asked for, and gives them in their order. */
async function* ahead<Item, Result>(
  items: AsyncIterable<Item>,
  begin: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = []
  for await (const item of items) {
    const work = begin(item)
    // Heard of when its turn comes.
    work.catch(() => undefined)
    begun.push(work)
    if (begun.length <= filesAhead) continue
    const next = begun.shift()
    if (next) yield await next
  }
  for (const work of begun) yield await work
}

function json(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`)
}
