import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type postgres from 'postgres'
import { beginLoading, type Loading } from '#db/load.ts'
import { applyMigrations } from '#db/migrate.ts'
import { carrier, countRows, type TableFacts } from '#db/snapshot.ts'
import { Refusal } from '#lib/errors.ts'
import type { JobHandler } from '#lib/jobs/job.ts'
import { prepareQueues } from '#lib/jobs/queue.ts'
import { readArchive, type ArchiveEntry } from './archive.ts'
import {
  fileCounting,
  fileFactsName,
  fileFactsSchema,
  manifestName,
  readManifest,
  type FileFacts,
  type Manifest,
} from './manifest.ts'
import { namedFiles } from './named-files.ts'

const unzip = promisify(gunzip)

export interface Loaded {
  manifest: Manifest
  files: FileFacts
}

/**
 * Lays a backup into an empty database, and gives each of its files out; compares what came with what the backup says of
 * itself: rows and their sum for each table, length and hash of each file, and that every file a row names is there. The rows
 * are committed when all of it is as it should be, or not at all.
 * @param given.identities secret keys of age
 * @param given.jobs every kind of job there is, whose queues are made
 * @param given.check what else must hold before anything is written; throws if not
 * @param given.onFile puts a file where it belongs
 * @param given.onRows does more with the rows, before they are committed
 * @throws Refusal (invalid) for what is damaged, (forbidden) for want of the key, (conflict) for a newer version's
 */
export async function loadBackup(given: {
  path: string
  identities: readonly string[]
  databaseUrl: string
  jobs: JobHandler['job'][]
  check: (manifest: Manifest) => Promise<void>
  onFile: (name: string, bytes: Uint8Array) => Promise<void>
  onRows?: (tx: postgres.ISql, manifest: Manifest) => Promise<void>
}): Promise<Loaded> {
  const entries = readArchive(given.path, given.identities)
  const database = carrier(given.databaseUrl)
  try {
    const first = await entries.next()
    if (first.done || first.value.name !== manifestName)
      throw new Refusal('invalid', 'This is no backup of Standfirst.')
    const manifest = readManifest(await textOf(first.value))
    await given.check(manifest)
    await applyMigrations(given.databaseUrl, { until: manifest.migration })
    await prepareQueues(given.databaseUrl, given.jobs)
    let files: FileFacts | undefined
    await database.begin(async (tx) => {
      const loading = await beginLoading(tx)
      const rest = await takeTables(tx, loading, manifest, entries)
      await loading.finish(manifest.sequences)
      files = await takeFiles(tx, rest, entries, given.onFile)
      await given.onRows?.(tx, manifest)
    })
    if (!files) throw new Error('the files were never read')
    return { manifest, files }
  } finally {
    await entries.return(undefined)
    await database.end({ timeout: 5 })
  }
}

/** @returns the first entry that is of no table */
async function takeTables(
  tx: postgres.TransactionSql,
  loading: Loading,
  { tables }: Manifest,
  entries: AsyncGenerator<ArchiveEntry>,
): Promise<ArchiveEntry | undefined> {
  const next = async () => (await entries.next()).value ?? undefined
  let entry = await next()
  async function* partsOf({ name }: TableFacts): AsyncGenerator<Uint8Array> {
    while (entry?.name.startsWith(`tables/${name}/`)) {
      yield await unzip(await entry.read())
      entry = await next()
    }
  }
  for (const table of tables) {
    await loading.copyIn(table, partsOf(table))
    const { rows, sum } = await countRows(tx, table.name, table.columns, loading.placeOf(table.name))
    if (rows !== table.rows || sum !== table.sum)
      throw new Refusal(
        'invalid',
        `${table.name} came with ${rows} rows that are not the ${table.rows} it was taken with.`,
      )
  }
  return entry
}

async function takeFiles(
  tx: postgres.ISql,
  first: ArchiveEntry | undefined,
  entries: AsyncGenerator<ArchiveEntry>,
  onFile: (name: string, bytes: Uint8Array) => Promise<void>,
): Promise<FileFacts> {
  const counting = fileCounting()
  const there = new Set<string>()
  let facts: FileFacts | undefined
  for (let entry = first; entry; entry = (await entries.next()).value ?? undefined) {
    if (entry.name === fileFactsName) facts = fileFactsSchema.parse(JSON.parse(await textOf(entry)))
    if (!entry.name.startsWith('files/')) continue
    const name = entry.name.slice('files/'.length)
    const bytes = await entry.read()
    const hash = counting.add(name, bytes)
    if (name.startsWith('case-files/') && !name.endsWith(`/${hash}`))
      throw new Refusal('invalid', `The file ${name} is not the one that readers sent.`)
    there.add(name)
    await onFile(name, bytes)
  }
  if (!facts) throw new Refusal('invalid', 'This backup ends before its end.')
  const { count, bytes, sum } = counting.facts()
  if (count !== facts.count || bytes !== facts.bytes || sum !== facts.sum)
    throw new Refusal('invalid', 'The files of this backup are not those it was taken with.')
  for (const name of facts.missing) there.add(name)
  for await (const name of namedFiles(tx))
    if (!there.has(name)) throw new Refusal('invalid', `A row names the file ${name}, which this backup lacks.`)
  return facts
}

async function textOf(entry: ArchiveEntry): Promise<string> {
  return Buffer.from(await entry.read()).toString('utf8')
}
