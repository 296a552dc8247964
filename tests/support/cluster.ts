import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { z } from 'zod'
import { applyMigrations } from '#db/migrate.ts'
import type { JobHandler } from '#lib/jobs/job.ts'
import { prepareQueues } from '#lib/jobs/queue.ts'
import { ChildFailed } from '#scripts/embedded/child.ts'
import { withLock } from '#scripts/embedded/lock.ts'
import { placePostgres, removePostgresData } from '#scripts/embedded/postgres-place.ts'
import { startPostgres } from '#scripts/embedded/postgres.ts'
import { isRunning, markOf, processMarkSchema, signal, waitUntilGone } from '#scripts/embedded/processes.ts'
import { openState, projectFolder, readJson, secretsOf, type State } from '#scripts/embedded/state.ts'

/** One run's share of the PostgreSQL that all test runs of this project use together. */
export interface Membership {
  /** The server's own database; append nothing to it, clone from the template. */
  adminUrl: string
  /** Name of the migrated database that every test file's own is cloned from. */
  template: string
  /** What this run's databases begin with. */
  prefix: string
  /** The last one to leave stops the server. */
  leave(): Promise<void>
}

const runningSchema = z.object({ server: processMarkSchema, adminUrl: z.string() })

/**
 * Joins the test PostgreSQL, starting it if no other run has it running, and prepares the template database: migrated,
 * with a queue for each job. Data and template are kept between runs; a run that was killed leaves nothing that hinders
 * the next.
 * @param jobs every kind of job the product has
 */
export async function joinCluster(jobs: JobHandler['job'][], state = openState('tests')): Promise<Membership> {
  const leases = join(state.folder, 'leases')
  const lease = join(leases, `${process.pid}.json`)
  const lock = join(state.folder, 'lock')
  return withLock(lock, async () => {
    mkdirSync(leases, { recursive: true })
    const adminUrl = runningServer(state) ?? (await startServer(state))
    writeFileSync(lease, JSON.stringify(markOf(process.pid)))
    const template = await prepareTemplate(adminUrl, jobs)
    await dropAbandoned(adminUrl, livePids(leases))
    return {
      adminUrl,
      template,
      prefix: `test_${process.pid}_`,
      leave: () =>
        withLock(lock, async () => {
          rmSync(lease, { force: true })
          if (livePids(leases).length === 0) await stopServer(state)
        }),
    }
  })
}

function runningServer(state: State): string | undefined {
  const running = readJson(join(state.folder, 'running.json'), runningSchema)
  return running && isRunning(running.server) ? running.adminUrl : undefined
}

async function startServer(state: State): Promise<string> {
  try {
    return await launch(state)
  } catch (error) {
    // Nothing is synced to disk here, so a machine that went down may leave data that cannot be read: it is only a cache.
    if (!(error instanceof ChildFailed)) throw error
    removePostgresData(state)
    return launch(state)
  }
}

async function launch(state: State): Promise<string> {
  const cluster = await startPostgres({
    place: placePostgres(state),
    password: secretsOf(state).postgresPassword,
    log: join(state.logs, 'postgres.log'),
    port: 54_420,
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      wal_level: 'minimal',
      max_wal_senders: '0',
      max_connections: '400',
    },
  })
  cluster.child.release()
  const adminUrl = cluster.url('postgres')
  writeFileSync(join(state.folder, 'running.json'), JSON.stringify({ server: cluster.child.mark, adminUrl }), {
    mode: 0o600,
  })
  return adminUrl
}

async function stopServer(state: State): Promise<void> {
  const file = join(state.folder, 'running.json')
  const running = readJson(file, runningSchema)
  if (running && isRunning(running.server)) {
    signal(running.server.pid, 'SIGINT')
    await waitUntilGone([running.server], 15_000)
  }
  rmSync(file, { force: true })
}

/** @returns the process numbers of the runs that go on */
function livePids(leases: string): number[] {
  return readdirSync(leases).flatMap((name) => {
    const mark = readJson(join(leases, name), processMarkSchema)
    if (mark && isRunning(mark)) return [mark.pid]
    rmSync(join(leases, name), { force: true })
    return []
  })
}

async function prepareTemplate(adminUrl: string, jobs: JobHandler['job'][]): Promise<string> {
  const name = `template_${keyOf(jobs)}`
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  try {
    const [found] = await admin`select 1 from pg_database where datname = ${name}`
    if (found) return name
    const unfinished = `${name}_unfinished`
    await admin`drop database if exists ${admin(unfinished)} with (force)`
    await admin`create database ${admin(unfinished)}`
    const url = databaseUrl(adminUrl, unfinished)
    await applyMigrations(url)
    await prepareQueues(url, jobs)
    await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${unfinished}`
    await admin`alter database ${admin(unfinished)} rename to ${admin(name)}`
    await admin`comment on database ${admin(name)} is ${admin.unsafe(`'${new Date().toISOString()}'`)}`
    await dropOldTemplates(admin, name)
    return name
  } finally {
    await admin.end({ timeout: 5 })
  }
}

/** Changes whenever a template made earlier would differ from one made now. */
function keyOf(jobs: JobHandler['job'][]): string {
  const hash = createHash('sha256')
  const folder = join(projectFolder, 'db', 'migrations')
  for (const name of readdirSync(folder).toSorted())
    if (name.endsWith('.sql')) hash.update(name).update(readFileSync(join(folder, name)))
  hash.update(readFileSync(join(folder, 'meta', '_journal.json')))
  hash.update(readFileSync(join(projectFolder, 'lib', 'jobs', 'queue.ts')))
  hash.update(
    jobs
      .map(({ name, retryLimit, retryDelay }) => `${name} ${retryLimit} ${retryDelay}`)
      .toSorted()
      .join(),
  )
  return hash.digest('hex').slice(0, 12)
}

/** Others may still be running on a template that was current when they began: a day is long enough for them. */
async function dropOldTemplates(admin: postgres.Sql, current: string): Promise<void> {
  const rows = z
    .array(z.object({ name: z.string(), made: z.string().nullable() }))
    .parse(
      await admin`select datname as name, shobj_description(oid, 'pg_database') as made from pg_database where datname like 'template\\_%'`,
    )
  for (const { name, made } of rows) {
    const ageMs = Date.now() - Date.parse(made ?? '')
    if (name !== current && !(ageMs < 24 * 60 * 60 * 1_000))
      await admin`drop database if exists ${admin(name)} with (force)`
  }
}

async function dropAbandoned(adminUrl: string, live: number[]): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  try {
    const rows = z
      .array(z.object({ name: z.string() }))
      .parse(await admin`select datname as name from pg_database where datname like 'test\\_%'`)
    for (const { name } of rows) {
      if (!live.includes(Number(name.split('_')[1]))) await admin`drop database if exists ${admin(name)} with (force)`
    }
  } finally {
    await admin.end({ timeout: 5 })
  }
}

/** @returns the same server's address with another database's name */
export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}
