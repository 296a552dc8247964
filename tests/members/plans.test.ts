import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { donorFile } from '#lib/donations/donor-file.ts'
import { failedEvents, inboxEvents } from '#lib/donations/inbox-desk.ts'
import { mailsTo } from '#lib/mail/queries.ts'
import { readSearch } from '#lib/members/model.ts'
import { findMembers, type MemberQuery } from '#lib/members/queries.ts'
import { readerOf } from '#lib/wall/queries.ts'
import { testContext } from '#tests/support/context.ts'

/*
 * What the desk asks must be answered from indexes however many people there are, in the manner of
 * tests/articles/plans.test.ts.
 */

let ctx: Context
let client: postgres.Sql
const asked: { query: string; params: unknown[] }[] = []

beforeAll(async () => {
  const base = await testContext()
  client = postgres(base.config.databaseUrl, { max: 1, onnotice: () => undefined })
  const db = drizzle(client, {
    casing: 'snake_case',
    logger: { logQuery: (query, params) => asked.push({ query, params }) },
  })
  ctx = { ...base, db }
  // Of every ten people four never gave, one is in grace now, one has paused, one was given a membership; some have no mail.
  await db.execute(sql`
    insert into people (id, name, email, mail_refused_at, created_at)
    select gen_random_uuid(), 'Person ' || md5(number::text) || case when number = 777 then ' Zuzanna' else '' end,
      'person' || number || '@example.org', case when number % 400 = 0 then timestamptz '2026-05-01' end,
      timestamptz '2026-01-01' + number * interval '1 minute'
    from generate_series(1, 30000) number`)
  await db.execute(sql`
    insert into membership_ledger (person_id, source, source_ref, tier, state, valid_from, valid_until, reason)
    select id, case when number % 10 = 1 then 'complimentary' when number % 100 = 2 then 'gift' else 'stripe' end, 'ref_' || number,
      case when number % 3 = 0 then 'patron' else 'supporter' end, state,
      timestamptz '2026-02-01' + step * interval '1 month', case when state in ('grace', 'ending') then timestamptz '2026-09-01' end, 'why'
    from (select id, row_number() over (order by created_at) as number from people) person
    cross join lateral (values (0, 'active'), (1, case when number % 10 = 3 then 'lapsed' when number % 100 = 4 then 'grace' when number % 100 = 5 then 'ending' else 'active' end)) history (step, state)
    where number % 10 not in (6, 7, 8, 9)`)
  await db.execute(sql`
    insert into subscriptions (stripe_subscription_id, person_id, status, tier, interval, amount, currency, current_period_end, collection_paused, started_at, fetched_at)
    select 'sub_' || number, id, case when number % 100 = 4 then 'past_due' else 'active' end, 'supporter', 'month', 500, 'GBP',
      timestamptz '2026-08-01', number % 1000 = 5, timestamptz '2026-02-01', timestamptz '2026-02-01'
    from (select id, row_number() over (order by created_at) as number from people) person where number % 10 in (0, 3, 4, 5)`)
  await db.execute(sql`
    insert into donations (id, person_id, frequency, amount, currency, stripe_ref, stripe_subscription_id, paid_at)
    select gen_random_uuid(), person_id, 'month', 500, 'GBP', 'in_' || stripe_subscription_id, stripe_subscription_id, timestamptz '2026-07-01' from subscriptions`)
  await db.execute(sql`
    insert into stripe_customers (stripe_customer_id, person_id) select 'cus_' || stripe_subscription_id, person_id from subscriptions`)
  await db.execute(sql`
    insert into mails (id, kind, recipient, data, dedupe_key, created_at)
    select gen_random_uuid(), 'donation-thanks', email, '{}', email, timestamptz '2026-07-01' from people`)
  await db.execute(sql`
    insert into stripe_events (id, type, payload, state, received_at)
    select 'evt_' || number, 'invoice.paid', '{}', case when number % 1000 = 0 then 'failed' when number % 10 = 0 then 'ignored' else 'applied' end,
      timestamptz '2026-07-01' - number * interval '1 minute' from generate_series(1, 30000) number`)
  await db.execute(sql`
    insert into sessions (session_token, person_id, expires) select md5(email), id, timestamptz '2027-01-01' from people`)
  await db.execute(sql`
    insert into articles (id, slug, headline, body) values ('0198a000-0000-7000-8000-000000000000', 'a', 'A', '{}')`)
  await db.execute(sql`
    insert into metered_readings (person_id, month, article_id, read_at)
    select id, '2026-07', '0198a000-0000-7000-8000-000000000000', timestamptz '2026-07-01' from people`)
  await db.execute(sql`vacuum analyze`)
}, 120_000)

afterAll(() => client.end())

const nodeSchema: z.ZodType<PlanNode> = z.lazy(() =>
  z.looseObject({
    'Node Type': z.string(),
    'Plan Rows': z.number(),
    'Relation Name': z.string().optional(),
    Plans: z.array(nodeSchema).optional(),
  }),
)
interface PlanNode {
  'Node Type': string
  'Plan Rows': number
  'Relation Name'?: string | undefined
  Plans?: PlanNode[] | undefined
}
const explainedSchema = z.array(z.object({ 'QUERY PLAN': z.array(z.object({ Plan: nodeSchema })) }))

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)]
}

const large = [
  'people',
  'membership_ledger',
  'subscriptions',
  'donations',
  'stripe_customers',
  'stripe_events',
  'mails',
  'sessions',
  'metered_readings',
]

function list(given: Partial<MemberQuery> & { q?: string }): () => Promise<unknown> {
  const { q = '', ...query } = given
  return () => findMembers(ctx, { search: readSearch(q), order: 'newest', limit: 50, ...query })
}

const somewhere = '7fffffff-0000-4000-8000-000000000000'

test.each<[string, () => Promise<unknown>]>([
  ['everybody', list({})],
  ['everybody, further on', list({ after: somewhere })],
  ['everybody, the oldest first', list({ order: 'oldest', after: somewhere })],
  ['a name', list({ q: 'zuzanna' })],
  ['part of an address', list({ q: 'person1234' })],
  ['a name that nobody has', list({ q: 'qqqzzz' })],
  ['a customer', list({ q: 'cus_sub_10' })],
  ['a subscription', list({ q: 'sub_10' })],
  ['an invoice', list({ q: 'in_sub_10' })],
  ['a receipt', list({ q: '17' })],
  ['the active', list({ state: 'active' })],
  ['the failing', list({ state: 'failing', after: somewhere })],
  ['the ending', list({ state: 'ending', after: somewhere })],
  ['the paused', list({ state: 'paused', after: somewhere })],
  ['the lapsed', list({ state: 'lapsed', after: somewhere })],
  ['complimentary', list({ state: 'complimentary', after: somewhere })],
  ['gifts', list({ state: 'gift', after: somewhere })],
  ['those who never gave', list({ state: 'never', after: somewhere })],
  ['refused mail', list({ state: 'mail_refused', after: somewhere })],
  ['patrons', list({ tier: 'patron', after: somewhere })],
  ['patrons in grace', list({ tier: 'patron', state: 'failing' })],
  ['one person’s file', () => donorFile(ctx, somewhere)],
  ['one person’s mails', () => mailsTo(ctx, 'person17@example.org', 50)],
  ['the inbox', () => inboxEvents(ctx, { limit: 51 })],
  ['the inbox, further on', () => inboxEvents(ctx, { limit: 51, before: { receivedAt: ctx.now, id: 'evt_1' } })],
  ['the inbox, what failed', () => inboxEvents(ctx, { limit: 51, state: 'failed' })],
  ['who reads', () => readerOf(ctx, 'a session’s hash', '2026-07')],
  ['how many events failed', () => failedEvents(ctx)],
])('%s: no large table is read from end to end', async (_, ask) => {
  asked.length = 0
  await ask()
  const statements = asked.filter(({ query }) => !/^\s*explain/i.test(query))
  expect(statements.length).toBeGreaterThan(0)
  for (const { query, params } of statements) {
    const explained = explainedSchema.parse([
      ...(await client.unsafe(`explain (format json) ${query}`, params.map(asParameter))),
    ])
    const nodes = explained.flatMap((row) => row['QUERY PLAN']).flatMap(({ Plan }) => nodesOf(Plan))
    const scans = nodes.filter(
      (node) => node['Node Type'] === 'Seq Scan' && large.includes(node['Relation Name'] ?? ''),
    )
    // Whoever sorts thousands of rows for the newest fifty has read them all, through whatever index.
    const sorts = nodes.filter((node) => node['Node Type'] === 'Sort' && node['Plan Rows'] > 5_000)
    expect({ query, scans, sorts }).toEqual({ query, scans: [], sorts: [] })
  }
})

const parameterSchema = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])

function asParameter(value: unknown): string | number | boolean | null | string[] {
  return parameterSchema.parse(value)
}
