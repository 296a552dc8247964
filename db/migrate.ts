import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/postgres-js'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import postgres from 'postgres'
import { fromTheFuture, schemaState } from './schema-version.ts'

/** Any number, the same in every process: whoever holds it migrates, the others wait. Shared it is held by backups. */
const migrationLock = 7_305_001

type Migration = ReturnType<typeof readMigrationFiles>[number]

export interface Patience {
  /** How long one migration waits for a table that somebody holds; for as long the site waits behind it. */
  lockMs: number
  /** How often it tries, and how long it leaves the site alone in between. */
  tries: number
  pauseMs: number
}

const usual: Patience = { lockMs: 3_000, tries: 20, pauseMs: 3_000 }

export interface Migrating {
  /** Told what somebody who waits wants to know. */
  say?: (line: string) => void
  /** Done under the same lock, after the last migration. */
  afterwards?: () => Promise<void>
  patience?: Patience
  /** Where the migrations lie. */
  folder?: string
  /** Only those up to this `when` of the journal: as far as the database of an older backup was. */
  until?: number
}

/** What keeps the tables from being brought up to date; said to the operator as it is. */
export class CannotMigrate extends Error {
  override name = 'CannotMigrate'
}

/**
 * Applies every migration not yet applied, each in a transaction of its own, under a lock, so that of two starts at once one
 * does it and the other finds it done. A migration that cannot have its tables soon gives way to the site and tries again
 * (docs/running.md says how one is to be written).
 * @throws CannotMigrate when a newer version has been here, or when something holds a table throughout
 */
export async function applyMigrations(url: string, options: Migrating = {}): Promise<void> {
  const { say = () => undefined, afterwards, patience = usual } = options
  const client = postgres(url, { max: 1, onnotice: () => undefined, connection: { TimeZone: 'UTC' } })
  try {
    await takeLock(client, say)
    if ((await schemaState(drizzle(client))) === 'ahead') throw new CannotMigrate(fromTheFuture)
    const folder = options.folder ?? fileURLToPath(new URL('./migrations', import.meta.url))
    const known = readMigrationFiles({ migrationsFolder: folder })
    const wanted = known.filter(({ folderMillis }) => folderMillis <= (options.until ?? Infinity))
    for (const migration of await pendingOf(client, wanted)) await applyPatiently(client, migration, patience, say)
    await afterwards?.()
  } finally {
    // The lock goes with the connection.
    await client.end({ timeout: 5 })
  }
}

/**
 * Waits until nobody migrates, and keeps everybody from beginning for as long as the connection lives. Whoever reads the database
 * as it was at one instant needs that: a table that is rewritten meanwhile is empty at every earlier instant
 * (https://www.postgresql.org/docs/current/mvcc-caveats.html).
 */
export async function keepFromMigrating(connection: postgres.Sql): Promise<void> {
  await connection`select pg_advisory_lock_shared(${migrationLock})`
}

async function takeLock(client: postgres.Sql, say: (line: string) => void): Promise<void> {
  const [taken] = await client`select pg_try_advisory_lock(${migrationLock}) as mine`
  if (taken?.mine === true) return
  say('Somebody else is migrating this database, or taking a backup of it; waiting.')
  await client`select pg_advisory_lock(${migrationLock})`
}

/** Keeps Drizzle's own record (drizzle-orm/pg-core/dialect), so that its tools go on understanding the database. */
async function pendingOf(client: postgres.Sql, known: Migration[]): Promise<Migration[]> {
  await client`create schema if not exists drizzle`
  await client`create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`
  const [last] = await client`select max(created_at) as latest from drizzle.__drizzle_migrations`
  return known.filter(({ folderMillis }) => last?.latest === null || Number(last?.latest) < folderMillis)
}

async function applyPatiently(
  client: postgres.Sql,
  migration: Migration,
  { lockMs, tries, pauseMs }: Patience,
  say: (line: string) => void,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await applyOne(client, migration, lockMs)
      return
    } catch (error) {
      if (!isLockTimeout(error)) throw error
      if (attempt === tries) {
        throw new CannotMigrate(
          `A migration could not have its tables in ${tries} tries: something holds them, and pg_stat_activity says what. Nothing of it was applied, and what came before it was; run this again.`,
          { cause: error },
        )
      }
      say(`A table is in use; trying again in ${Math.round(pauseMs / 1_000)} s (${attempt} of ${tries}).`)
      await wait(pauseMs)
    }
  }
}

async function applyOne(client: postgres.Sql, migration: Migration, lockMs: number): Promise<void> {
  await client.begin(async (tx) => {
    // Whoever reads the table waits behind us for as long as we wait for it.
    await tx`select set_config('lock_timeout', ${String(lockMs)}, true)`
    for (const statement of migration.sql) await tx.unsafe(statement)
    await tx`insert into drizzle.__drizzle_migrations (hash, created_at) values (${migration.hash}, ${migration.folderMillis})`
  })
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: lock_not_available */
function isLockTimeout(error: unknown): boolean {
  return error instanceof postgres.PostgresError && error.code === '55P03'
}
