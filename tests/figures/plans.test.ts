import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { donationLines } from '#lib/figures/export.ts'
import { countMonths } from '#lib/figures/commands.ts'
import { figuresNow, figuresOf } from '#lib/figures/queries.ts'
import { testContext } from '#tests/support/context.ts'

/*
 * Figures must be counted by way of indexes, and an export read in steps, however much has been given. The tables are
 * filled with as much as makes the planner prefer an index where there is one that fits; docs/decisions/figures.md has
 * the times with fifty times as much.
 */
const people = 4000
const months = 24
const london = 'Europe/London'

let ctx: Context
let client: postgres.Sql
const asked: { query: string; params: unknown[] }[] = []

beforeAll(async () => {
  const base = await testContext({ now: new Date('2026-11-25T10:00:00Z') })
  client = postgres(base.config.databaseUrl, { max: 1, onnotice: () => undefined })
  const db = drizzle(client, {
    casing: 'snake_case',
    logger: { logQuery: (query, params) => asked.push({ query, params }) },
  })
  ctx = { ...base, db }
  await db.execute(sql`
    insert into people (id, email, name) select md5('p' || n)::uuid, 'p' || n || '@example.org', 'Person ' || n
    from generate_series(1, ${people}::integer) n`)
  await db.execute(sql`
    insert into subscriptions (stripe_subscription_id, person_id, status, tier, interval, amount, currency,
      current_period_end, grace_until, started_at, ended_at, fetched_at)
    select 'sub_' || n, md5('p' || n)::uuid, case when n % 5 = 0 then 'canceled' when n % 40 = 1 then 'past_due' else 'active' end,
      'supporter', case when n % 10 = 0 then 'year' else 'month' end, 500 + n % 1000, case when n % 4 = 0 then 'EUR' else 'GBP' end,
      timestamptz '2026-12-01', case when n % 40 = 1 then timestamptz '2026-12-01' end, timestamptz '2026-10-01' - n % 1000 * interval '1 day',
      case when n % 5 = 0 then timestamptz '2026-10-01' end, now()
    from generate_series(1, ${people}::integer) n`)
  await db.execute(sql`
    insert into membership_spells (person_id, began_at, ended_at, tier, in_grace, beginning, lapses)
    select md5('p' || n)::uuid, timestamptz '2026-10-01' - (n % 600 + (6 - k) * 600) * interval '1 day',
      case when k < 6 then timestamptz '2026-10-01' - (n % 600 + (6 - k) * 600 - 500) * interval '1 day'
        when n % 5 = 0 then timestamptz '2026-10-20' end,
      case when n % 6 = 0 then 'patron' else 'supporter' end, false, case when k = 1 then 'new' else 'returned' end, true
    from generate_series(1, ${people}::integer) n, generate_series(1, 6) k`)
  await db.execute(sql`
    insert into donations (id, person_id, frequency, amount, currency, refunded, stripe_ref, paid_at)
    select md5('d' || n || ' ' || m)::uuid, md5('p' || n)::uuid,
      case when n % 50 = 3 then 'once' when n % 10 = 0 then 'year' else 'month' end, 500 + n % 1000,
      case when n % 4 = 0 then 'EUR' else 'GBP' end, case when n % 100 = 0 then 500 else 0 end, 'in_' || n || '_' || m,
      timestamptz '2026-11-24' - m * interval '1 month' - n * interval '7 seconds'
    from generate_series(1, ${people}::integer) n, generate_series(0, ${months - 1}::integer) m`)
  // What autovacuum does in its own time: pages known to be visible to all are not looked up for it.
  await db.execute(sql`vacuum analyze people, subscriptions, membership_spells, donations`)
  await countMonths(ctx)
  // These tables are small enough for the planner to waver; what is asked is whether an index fits.
  await db.execute(sql`set enable_seqscan = off`)
}, 120_000)

afterAll(() => client.end({ timeout: 5 }))

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string | undefined
  Plans?: PlanNode[] | undefined
}
const nodeSchema: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    Plans: z.array(nodeSchema).optional(),
  }),
)
const explainedSchema = z.array(z.object({ 'QUERY PLAN': z.array(z.object({ Plan: nodeSchema })) }))

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)]
}

/** How each table was read by what was asked since the last call. */
async function readings(): Promise<string[][]> {
  const statements = asked.splice(0)
  expect(statements.length).toBeGreaterThan(0)
  return Promise.all(
    statements.map(async ({ query, params }) => {
      const given = params.map((param) => (param instanceof Date ? param.toISOString() : String(param)))
      const plan = explainedSchema.parse([...(await client.unsafe(`explain (format json) ${query}`, given))])
      const nodes = plan.flatMap((row) => row['QUERY PLAN']).flatMap(({ Plan }) => nodesOf(Plan))
      return nodes.flatMap((node) =>
        node['Relation Name'] === undefined ? [] : [`${node['Relation Name']}: ${node['Node Type']}`],
      )
    }),
  )
}

test.each([
  ['three months', () => figuresOf(ctx, 3, london)],
  ['twelve months', () => figuresOf(ctx, 12, london)],
  ['the month that runs', () => figuresNow(ctx, london)],
])('figures of %s read no table from end to end', async (_, ask) => {
  asked.length = 0
  await ask()
  const tables = (await readings()).flat()
  expect(new Set(tables.map((reading) => reading.split(':')[0])).size).toBeGreaterThan(1)
  // Of what was given only the month that runs is counted anew, and what the month and the year up to now hold of others.
  expect(tables.filter((reading) => reading.startsWith('donations:')).length).toBeLessThanOrEqual(3)
  for (const reading of tables.filter((one) => !one.startsWith('counted_months:')))
    expect(reading).toMatch(/: (Index Only|Index|Bitmap Heap) Scan$/)
})

test('an export is read a thousand at a time, each step from the index', async () => {
  asked.length = 0
  let lines = 0
  for await (const _ of donationLines(ctx, { from: '2026-01-01', to: '2026-11-25' }, london)) {
    lines += 1
    if (lines === 2500) break
  }
  expect(asked).toHaveLength(3)
  for (const { query } of asked) expect(query).toContain('limit')
  for (const reading of (await readings()).flat()) expect(reading).toMatch(/: Index (Only )?Scan$/)
})
