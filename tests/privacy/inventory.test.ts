import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { inventory, keptBack, stays } from '#lib/privacy/inventory.ts'
import { personalParts } from '#lib/privacy/parts/all.ts'
import { testContext } from '#tests/support/context.ts'

const ctx = await testContext()
const parts = personalParts(async () => new Uint8Array())

const rowsOf = async <Row>(schema: z.ZodType<Row>, query: ReturnType<typeof sql>): Promise<Row[]> =>
  z.array(schema).parse([...(await ctx.db.execute(query))])

/** Names that columns about people have had; a new one of these in a table that is said to hold nobody's fails. */
const aboutPeople =
  /(?:^|_)(?:e?mail|recipient|identifier|person|people|actor|viewer|owner|buyer|moderator|member|user|contact|phone|ip)(?:_|$)|^(?:by|who)_|_by$|_agent$/

test('every table there is stands in the inventory, and no other', async () => {
  const tables = await rowsOf(
    z.object({ name: z.string() }),
    sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  expect(tables.length).toBeGreaterThan(80)
  expect(tables.map(({ name }) => name).toSorted()).toEqual(Object.keys(inventory).toSorted())
})

test('no table that is said to hold nothing of anybody points at people or has a column for them', async () => {
  const pointing = await rowsOf(
    z.object({ table: z.string(), column: z.string() }),
    sql`select k.table_name as table, k.column_name as column
      from information_schema.referential_constraints r
      join information_schema.key_column_usage k using (constraint_schema, constraint_name)
      join information_schema.constraint_column_usage u
        on u.constraint_schema = r.unique_constraint_schema and u.constraint_name = r.unique_constraint_name
      where k.table_schema = 'public' and u.table_name in ('people', 'sessions')`,
  )
  expect(pointing.length).toBeGreaterThan(60)
  const columns = await rowsOf(
    z.object({ table: z.string(), column: z.string() }),
    sql`select table_name as table, column_name as column from information_schema.columns where table_schema = 'public'`,
  )
  const suspect = [...pointing, ...columns.filter(({ column }) => aboutPeople.test(column))]
  const forgotten = suspect.filter(({ table }) => inventory[table]?.people !== true)
  expect(forgotten).toEqual([])
})

test('a table points at a table that is about people only where it is about people itself, or says that it is not', async () => {
  const children = await rowsOf(
    z.object({ table: z.string() }),
    sql`select distinct k.table_name as table
      from information_schema.referential_constraints r
      join information_schema.key_column_usage k using (constraint_schema, constraint_name)
      join information_schema.constraint_column_usage u
        on u.constraint_schema = r.unique_constraint_schema and u.constraint_name = r.unique_constraint_name
      where u.table_name in ('claims', 'cases', 'case_events', 'comments', 'donations', 'licences', 'checkout_attempts')`,
  )
  expect(children.map(({ table }) => table).filter((table) => inventory[table]?.people !== true)).toEqual([])
})

test('each thing that is handed over has its part of the archive, and each part its tables', () => {
  const used = new Set(
    Object.values(inventory).flatMap((held) => (held.people && typeof held.export !== 'string' ? held.export : [])),
  )
  expect([...used].toSorted()).toEqual(parts.map(({ key }) => key).toSorted())
})

test('what is not handed over, and what stays after a deletion, has its reason', () => {
  for (const { what, why } of [...keptBack(), ...Object.values(stays)]) {
    expect(what.length).toBeGreaterThan(10)
    expect(why.length).toBeGreaterThan(20)
  }
  expect(keptBack().length).toBeGreaterThan(5)
  expect(stays.accounts.why).toContain('six years')
})
