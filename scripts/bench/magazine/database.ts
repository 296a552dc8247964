import { createHash } from 'node:crypto'
import postgres from 'postgres'
import { z } from 'zod'
import { applyMigrations } from '#db/migrate.ts'
import { prepareQueues } from '#lib/jobs/queue.ts'
import { jobHandlers } from '#scripts/job-handlers.ts'
import { step } from '#scripts/progress.ts'
import { hashFiles } from '#scripts/stack/hash-files.ts'
import { generateMagazine } from './generate.ts'
import type { Size } from './size.ts'

/** Whatever a made-up magazine comes from. */
const inputs = ['db/{schema,migrations}/**/*', 'scripts/bench/magazine/*.ts', 'demo/articles/*.md']

const namesSchema = z.array(z.object({ name: z.string() }))

/**
 * Makes the magazine of a size in a database of its own, unless it is there, unchanged, from an earlier run.
 * @param urlOf gives the address of a database of the server that is to hold it
 * @returns the database's address
 */
export async function provideMagazine(urlOf: (database: string) => string, label: string, size: Size): Promise<string> {
  const key = createHash('sha256').update(hashFiles(inputs)).update(JSON.stringify(size)).digest('hex').slice(0, 12)
  const name = `magazine_${label}_${key}`
  const admin = postgres(urlOf('postgres'), { max: 1, onnotice: () => undefined })
  try {
    const kept = namesSchema.parse(
      await admin`
      select datname as name from pg_database where datname like ${`magazine\\_${label}\\_%`}`,
    )
    if (kept.some((database) => database.name === name)) return urlOf(name)
    for (const database of kept) await admin`drop database ${admin(database.name)} with (force)`
    const unfinished = `unfinished_${label}`
    await admin`drop database if exists ${admin(unfinished)} with (force)`
    await admin`create database ${admin(unfinished)}`
    const url = urlOf(unfinished)
    await applyMigrations(url)
    await prepareQueues(
      url,
      jobHandlers.map(({ job }) => job),
    )
    await step(`Making up a magazine of ${size.articles.toLocaleString('en')} articles`, () =>
      generateMagazine(url, size),
    )
    await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${unfinished}`
    await admin`alter database ${admin(unfinished)} rename to ${admin(name)}`
    return urlOf(name)
  } finally {
    await admin.end({ timeout: 5 })
  }
}
