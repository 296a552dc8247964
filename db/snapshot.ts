import postgres from 'postgres'
import { z } from 'zod'

/** A table as a backup carries it. */
export const tableSchema = z.object({
  /** With its schema, e.g. `public.articles`. */
  name: z.string().regex(/^[a-z_]+[.][a-z0-9_]+$/),
  /** Those that can be written: what PostgreSQL makes itself of others is left out. */
  columns: z.array(z.string().regex(/^[a-z0-9_]+$/)).min(1),
  rows: z.int(),
  /** The same for the same rows in any order: the sum of a hash of each. */
  sum: z.string(),
})
export type TableFacts = z.output<typeof tableSchema>

export const sequenceSchema = z.object({ name: z.string(), value: z.string() })
export type SequenceFacts = z.output<typeof sequenceSchema>

/** Jobs that are still to be done, and those given up; what is done needs no keeping. */
export const waitingJobs = { table: 'pgboss.job', where: "state in ('created', 'retry', 'active')" } as const

/** So that what is read here and what is read elsewhere is written the same. */
const plainText = { TimeZone: 'UTC', DateStyle: 'ISO', IntervalStyle: 'postgres', bytea_output: 'hex' }

/** Opens a connection for carrying whole tables. */
export function carrier(url: string, max = 1): postgres.Sql {
  return postgres(url, { max, onnotice: () => undefined, connection: { ...plainText, statement_timeout: 0 } })
}

/** Does `work` in one transaction that sees the database as it is at its beginning, and changes nothing. */
export async function inSnapshot<Result>(
  sql: postgres.Sql,
  work: (tx: postgres.TransactionSql) => Promise<Result>,
): Promise<Result> {
  let done: { result: Result } | undefined
  await sql.begin('isolation level repeatable read read only', async (tx) => {
    done = { result: await work(tx) }
  })
  if (!done) throw new Error('the snapshot was never read')
  return done.result
}

const columnsOf = z.array(z.object({ name: z.string(), columns: z.array(z.string()) }))

/** Every table of the product, in the order of their names, and the jobs that wait. */
export async function tablesOf(tx: postgres.ISql): Promise<TableFacts[]> {
  const found = columnsOf.parse(
    await tx`
      select format('%s.%s', n.nspname, c.relname) as name, array_agg(a.attname order by a.attnum) as columns
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where (n.nspname = 'public' and c.relkind = 'r') or (n.nspname = 'pgboss' and c.relname = 'job')
      group by 1
      order by 1`,
  )
  const tables: TableFacts[] = []
  for (const { name, columns } of found) tables.push({ name, columns, ...(await countRows(tx, name, columns)) })
  return tables
}

const counted = z.tuple([z.object({ rows: z.coerce.number(), sum: z.string() })])

/** @param from another place to count the rows of that table in */
export async function countRows(
  tx: postgres.ISql,
  name: string,
  columns: readonly string[],
  from = name,
): Promise<Pick<TableFacts, 'rows' | 'sum'>> {
  // 60 bits of each row's hash: whole numbers that PostgreSQL adds exactly.
  const hash = `('x' || left(md5(row(${list(columns)})::text), 15))::bit(60)::bigint`
  const [row] = counted.parse([
    ...(await tx.unsafe(
      `select count(*) as rows, coalesce(sum(${hash}), 0)::text as sum from ${quoted(from)}${filter(name)}`,
    )),
  ])
  return row
}

/** The rows of a table in COPY's text format, as they come. */
export async function copyOut(
  tx: postgres.ISql,
  { name, columns }: Pick<TableFacts, 'name' | 'columns'>,
): Promise<AsyncIterable<Uint8Array>> {
  return tx.unsafe(`copy (select ${list(columns)} from ${quoted(name)}${filter(name)}) to stdout`).readable()
}

export async function sequencesOf(tx: postgres.ISql): Promise<SequenceFacts[]> {
  return z.array(sequenceSchema).parse(
    await tx`
        select sequencename as name, last_value::text as value from pg_sequences
        where schemaname = 'public' and last_value is not null order by 1`,
  )
}

const latest = z.tuple([z.object({ at: z.coerce.number().nullable() })])

/** How far the database has been migrated: `when` of the last entry of db/migrations/meta/_journal.json. */
export async function migrationOf(tx: postgres.ISql): Promise<number> {
  const [row] = latest.parse([...(await tx`select max(created_at) as at from drizzle.__drizzle_migrations`)])
  return row.at ?? 0
}

function filter(name: string): string {
  return name === waitingJobs.table ? ` where ${waitingJobs.where}` : ''
}

/** Columns of a statement, quoted. */
export function list(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ')
}

/** A table of a statement, quoted. */
export function quoted(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part}"`)
    .join('.')
}
