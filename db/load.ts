import type { Writable } from 'node:stream'
import type postgres from 'postgres'
import { z } from 'zod'
import { list, quoted, waitingJobs, type SequenceFacts, type TableFacts } from './snapshot.ts'

/** Where jobs wait before they are put into queues that this version has. */
const jobsCarried = 'carried_jobs'

/** Takes tables in, one after the other, within one transaction: all of them or none. */
export interface Loading {
  /** @param chunks what `copyOut` gave */
  copyIn(table: TableFacts, chunks: AsyncIterable<Uint8Array>): Promise<void>
  /** Where the rows of a table are now, for counting them again. */
  placeOf(name: string): string
  /** Ties everything together again. @throws what PostgreSQL says of rows that do not fit each other */
  finish(sequences: readonly SequenceFacts[]): Promise<void>
}

const keys = z.array(z.object({ table: z.string(), name: z.string(), definition: z.string() }))
const names = z.array(z.object({ name: z.string() }))

/**
 * Empties the tables of a migrated database and lays down what ties them to each other: rows come in the order of names, not of
 * who needs whom, and what triggers did when a row was written is among the rows. The owner of the tables may do this; nobody
 * needs to be a superuser.
 */
export async function beginLoading(tx: postgres.TransactionSql): Promise<Loading> {
  const tables = names.parse(
    await tx`select format('public.%s', relname) as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  )
  for (const { name } of tables) await tx.unsafe(`alter table ${quoted(name)} disable trigger user`)
  const foreignKeys = keys.parse(
    await tx`
      select format('public.%s', c.relname) as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
      from pg_constraint k join pg_class c on c.oid = k.conrelid
      where k.contype = 'f' and c.relnamespace = 'public'::regnamespace order by 1, 2`,
  )
  for (const { table, name } of foreignKeys) await tx.unsafe(`alter table ${quoted(table)} drop constraint "${name}"`)
  await tx.unsafe(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')}`)
  await tx.unsafe(`create temporary table ${jobsCarried} (like pgboss.job) on commit drop`)

  const placeOf = (name: string) => (name === waitingJobs.table ? jobsCarried : name)
  return {
    placeOf,
    async copyIn({ name, columns }, chunks) {
      const into = await tx.unsafe(`copy ${quoted(placeOf(name))} (${list(columns)}) from stdin`).writable()
      await writeAll(tx, name, into, chunks)
    },
    async finish(sequences) {
      for (const { table, name, definition } of foreignKeys)
        await tx.unsafe(`alter table ${quoted(table)} add constraint "${name}" ${definition}`)
      for (const { name } of tables) await tx.unsafe(`alter table ${quoted(name)} enable trigger user`)
      for (const { name, value } of sequences)
        await tx`select setval(${`public."${name}"`}::regclass, ${value}::bigint)`
      await tx.unsafe(`delete from ${waitingJobs.table}`)
      // A job in hand when the backup was taken is in nobody's hand now; one of a kind that is no more is nobody's.
      await tx.unsafe(
        `update ${jobsCarried} set state = 'retry', started_on = null, heartbeat_on = null where state = 'active'`,
      )
      await tx.unsafe(
        `insert into ${waitingJobs.table} select * from ${jobsCarried} where name in (select name from pgboss.queue)`,
      )
      await tx.unsafe('analyze')
    },
  }
}

/**
 * postgres.js 3.4.9 tells of what PostgreSQL refuses only while rows are still being sent, and for the rest never settles its
 * stream (connection.js, CopyInResponse): whatever was refused has ended the transaction, which the next statement hears.
 */
async function writeAll(
  tx: postgres.TransactionSql,
  name: string,
  into: Writable,
  chunks: AsyncIterable<Uint8Array>,
): Promise<void> {
  into.on('error', () => undefined)
  for await (const chunk of chunks)
    await new Promise<void>((written, failed) => {
      into.write(chunk, (fault) => (fault ? failed(fault) : written()))
    })
  into.end()
  await tx`select 1`.catch((cause: unknown) => {
    throw new Error(`PostgreSQL refused rows of ${name}; its log says why`, { cause })
  })
}
