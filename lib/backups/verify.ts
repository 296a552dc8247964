import { randomBytes } from 'node:crypto'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import postgres from 'postgres'
import { z } from 'zod'
import { carrier } from '#db/snapshot.ts'
import { Refusal } from '#lib/errors.ts'
import type { JobHandler } from '#lib/jobs/job.ts'
import { loadBackup, type Loaded } from './load-backup.ts'

const prefix = 'standfirst_check_'

/** A key of age: what opens backups, to be kept elsewhere, and what they are encrypted for. */
export async function makeKey(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/**
 * Restores a backup into a database made for that on the same server, and lets it go again; its files are read, and kept nowhere.
 * @throws Refusal saying what is wrong with it, or that the database's user may make no databases
 */
export async function verifyBackup(given: {
  path: string
  identities: readonly string[]
  databaseUrl: string
  jobs: JobHandler['job'][]
}): Promise<Loaded> {
  const admin = carrier(given.databaseUrl)
  const name = `${prefix}${randomBytes(6).toString('hex')}`
  try {
    await dropLeftovers(admin)
    await createLike(admin, name).catch(refused)
    try {
      const scratch = new URL(given.databaseUrl)
      scratch.pathname = `/${name}`
      return await loadBackup({
        ...given,
        databaseUrl: scratch.href,
        check: () => Promise.resolve(),
        onFile: () => Promise.resolve(),
      })
    } finally {
      await admin`drop database if exists ${admin(name)} with (force)`
    }
  } finally {
    await admin.end({ timeout: 5 })
  }
}

const localeSchema = z.tuple([z.object({ encoding: z.string(), collate: z.string(), ctype: z.string() })])

/** With the encoding and locale of the database that was backed up: those of the server may be others. */
async function createLike(admin: postgres.Sql, name: string): Promise<void> {
  const [{ encoding, collate, ctype }] = localeSchema.parse([
    ...(await admin`
      select pg_encoding_to_char(encoding) as encoding, quote_literal(datcollate) as collate, quote_literal(datctype) as ctype
      from pg_database where datname = current_database()`),
  ])
  await admin.unsafe(
    `create database "${name}" template template0 encoding '${encoding}' lc_collate ${collate} lc_ctype ${ctype}`,
  )
}

function refused(cause: unknown): never {
  if (cause instanceof postgres.PostgresError && cause.code === '42501')
    throw new Refusal(
      'conflict',
      'A backup is tried by restoring it into a database of its own, which this user of PostgreSQL may not make: alter role NAME createdb, or go without, by --no-verify.',
    )
  throw cause
}

/** What a check left behind that was killed; one that runs has sessions. */
async function dropLeftovers(admin: postgres.Sql): Promise<void> {
  const left = z.array(z.object({ name: z.string() })).parse(
    await admin`
      select datname as name from pg_database d
      where starts_with(datname, ${prefix}) and pg_has_role(d.datdba, 'member')
        and not exists (select 1 from pg_stat_activity a where a.datid = d.oid)`,
  )
  for (const { name } of left) await admin`drop database if exists ${admin(name)}`.catch(() => undefined)
}
