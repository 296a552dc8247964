import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { connect } from '#db/client.ts'
import { applyMigrations } from '#db/migrate.ts'
import { readConfig } from '#lib/config.ts'
import type { Context } from '#lib/context.ts'
import { importGhost } from '#lib/importers/ghost/import.ts'
import type { ImportReport } from '#lib/importers/run/report.ts'
import { importWordPress } from '#lib/importers/wordpress/import.ts'
import { openQueue, prepareQueues } from '#lib/jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { jobHandlers } from '#scripts/job-handlers.ts'
import { step } from '#scripts/progress.ts'
import { localEnvironment } from '#scripts/stack/surroundings.ts'
import { writeLargeGhostExport } from '../exports/large-ghost.ts'
import { writeLargeWordPressExport } from '../exports/large-wordpress.ts'
import type { Parts } from '../parts/parts.ts'
import type { Result } from '../result.ts'
import type { Row } from '../row.ts'

interface Source {
  name: string
  extension: string
  write(file: string, posts: number): Promise<void>
  read(ctx: Context, file: string): Promise<ImportReport>
}

const sources: Source[] = [
  {
    name: 'WordPress',
    extension: 'xml',
    write: writeLargeWordPressExport,
    read: (ctx, file) => importWordPress(ctx, file),
  },
  { name: 'Ghost', extension: 'json', write: writeLargeGhostExport, read: (ctx, file) => importGhost(ctx, [file]) },
]

const [few, many] = [1_000, 10_000]

/** Exports of a thousand and of ten thousand posts, each into an empty magazine, and once more into the same. */
export const movingIn: Row = {
  name: 'moving-in',
  does: 'imports from WordPress and Ghost, ten thousand posts against a thousand',
  async measure(parts) {
    const results: Result[] = []
    for (const source of sources) {
      const small = await timeImport(parts, source, few)
      const large = await timeImport(parts, source, many)
      results.push({
        row: `moving in ${source.name}`,
        what: `import from ${source.name}: a post among ${thousands(many)} against one among ${thousands(few)}`,
        value: large.first / many / (small.first / few),
        unit: '×',
        target: 1.2,
        direction: 'at most',
        raw: `${small.said}; ${large.said}`,
      })
    }
    return results
  },
}

async function timeImport(parts: Parts, { name, extension, write, read }: Source, posts: number) {
  const { url: urlOf } = await parts.cluster()
  const folder = await mkdtemp(join(tmpdir(), 'standfirst-moving-in-'))
  const admin = postgres(urlOf('postgres'), { max: 1, onnotice: () => undefined })
  const database = `moving_in_${process.pid}`
  try {
    await admin`create database ${admin(database)}`
    const file = join(folder, `export.${extension}`)
    await write(file, posts)
    const url = urlOf(database)
    await applyMigrations(url)
    await prepareQueues(
      url,
      jobHandlers.map(({ job }) => job),
    )
    return await step(`${name}: ${thousands(posts)} posts, ${megabytes((await stat(file)).size)}`, async () => {
      const first = await seconds(url, parts, (ctx) => read(ctx, file), { created: posts })
      const again = await seconds(url, parts, (ctx) => read(ctx, file), { unchanged: posts })
      return {
        first,
        said: `${thousands(posts)} posts ${first.toFixed(0)} s, once more ${again.toFixed(1)} s`,
      }
    })
  } finally {
    await admin`drop database if exists ${admin(database)} with (force)`
    await admin.end({ timeout: 5 })
    await rm(folder, { recursive: true, force: true })
  }
}

async function seconds(
  url: string,
  { state }: Parts,
  read: (ctx: Context) => Promise<ImportReport>,
  expected: Partial<ImportReport['counts']>,
): Promise<number> {
  const { db, close } = connect(url, 4)
  const queue = openQueue(url)
  try {
    const config = readConfig(localEnvironment(state, url, 'http://localhost'))
    const began = performance.now()
    const { counts } = await read({ db, now: new Date(), queue, config, log: createLog('bench', 'silent') })
    for (const [result, count] of Object.entries(expected))
      if (Object.entries(counts).find(([key]) => key === result)?.[1] !== count)
        throw new Error(`of ${count} posts that should be ${result}, others came: ${JSON.stringify(counts)}`)
    return (performance.now() - began) / 1_000
  } finally {
    await queue.close()
    await close()
  }
}

function thousands(count: number): string {
  return count.toLocaleString('en')
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`
}
