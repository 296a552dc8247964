import type postgres from 'postgres'
import { z } from 'zod'
import { carrier } from '#db/snapshot.ts'
import type { Config } from '#lib/config.ts'
import type { EncryptionKey } from '#lib/encryption-key.ts'
import { Refusal } from '#lib/errors.ts'
import type { JobHandler } from '#lib/jobs/job.ts'
import { loadBackup, type Loaded } from './load-backup.ts'
import { markOfKey } from './manifest.ts'
import { fileStores } from './named-files.ts'
import { noteRestored } from './unfinished.ts'

export interface Restored extends Loaded {
  /** Names of keys that postal addresses in the backup may be encrypted with, and that ADDRESS_KEYS does not have. */
  lostKeys: string[]
  /** The same of second factors and ENCRYPTION_KEYS. */
  lostEncryptionKeys: string[]
}

/**
 * Puts the files of a backup where the configuration keeps files, and its rows into the database, which must be empty.
 * The rows come in one piece, once every file is there; tables and queues are then as the backup's version had them. Until
 * `catchUp` is done no worker starts on it.
 * @param given.identities secret keys of age
 * @param given.replace lets what the database holds go; only once the backup was opened and understood
 * @throws Refusal (conflict) when the database holds anything but empty tables of ours and may not be replaced, or somebody else
 * is using it
 */
export async function restoreBackup(
  config: Config,
  given: { path: string; identities: readonly string[]; replace: boolean; jobs: JobHandler['job'][] },
  progress: (files: number) => void = () => undefined,
): Promise<Restored> {
  const stores = fileStores(config)
  let files = 0
  const loaded = await loadBackup({
    path: given.path,
    identities: given.identities,
    databaseUrl: config.databaseUrl,
    jobs: given.jobs,
    check: () => makeRoom(config.databaseUrl, given.replace),
    onFile: async (name, bytes) => {
      await stores.put(name, bytes)
      files += 1
      progress(files)
    },
    onRows: (tx, { takenAt }) => noteRestored(tx, takenAt),
  })
  const { addressKeys, encryptionKeys } = loaded.manifest
  return {
    ...loaded,
    lostKeys: missing(addressKeys, config.addressKeys),
    lostEncryptionKeys: missing(encryptionKeys, config.encryptionKeys),
  }
}

function missing(used: Loaded['manifest']['addressKeys'], there: readonly EncryptionKey[]): string[] {
  const known = new Set(there.map((key) => `${key.id} ${markOfKey(key)}`))
  return used.filter(({ id, mark }) => !known.has(`${id} ${mark}`)).map(({ id }) => id)
}

const facts = z.tuple([z.object({ tables: z.coerce.number(), others: z.coerce.number() })])

async function makeRoom(databaseUrl: string, replace: boolean): Promise<void> {
  const sql = carrier(databaseUrl)
  try {
    const [{ tables, others }] = facts.parse([
      ...(await sql`
        select
          (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('public', 'pgboss', 'drizzle') and c.relkind in ('r', 'p')) as tables,
          (select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend') as others`),
    ])
    if (tables === 0) return
    if (!replace && !(await isLeftover(sql)))
      throw new Refusal(
        'conflict',
        'The database holds a magazine already. To let it go and put the backup in its place: --replace. To keep it: name an empty database in DATABASE_URL.',
      )
    if (others > 0)
      throw new Refusal(
        'conflict',
        `Somebody is using the database (${others} connections): stop web and worker first, and whatever else is connected.`,
      )
    await sql.begin((tx) => empty(tx))
  } finally {
    await sql.end({ timeout: 5 })
  }
}

const named = z.array(z.object({ name: z.string() }))
const found = z.tuple([z.object({ any: z.boolean() })])

/** Whether these are tables of ours and nothing is in them: what a restore leaves that was broken off, or a migration. */
async function isLeftover(sql: postgres.Sql): Promise<boolean> {
  const ours = await sql`select 1 where to_regclass('drizzle.__drizzle_migrations') is not null`
  if (ours.length === 0) return false
  const tables = named.parse(
    await sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
  )
  for (const { name } of tables) {
    const [row] = found.parse([...(await sql`select exists (select from ${sql(`public.${name}`)}) as any`)])
    if (row.any) return false
  }
  return true
}

async function empty(tx: postgres.TransactionSql): Promise<void> {
  for (const schema of ['pgboss', 'drizzle', 'public']) await tx`drop schema if exists ${tx(schema)} cascade`
  await tx`create schema public`
}
