import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { eq } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { subscriptions, stripeCustomers, donations } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import { fromHtml } from '#lib/articles/body/from-hast.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import { writeExport } from '#lib/exports/write-export.ts'
import { folderSink } from '#lib/exports/sinks/folder.ts'
import { testContext } from '#tests/support/context.ts'
import { makeMember, makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()
const folder = mkdtempSync(join(tmpdir(), 'standfirst-export-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const options = { withRevisions: false, withAddresses: false }
const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const json = (name: string): unknown => JSON.parse(read(name))
const lines = (name: string): unknown[] =>
  read(name)
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
const table = (name: string) =>
  z.array(z.record(z.string(), z.string())).parse(parse(read(name), { columns: true, bom: true }))

const member = await makePerson(ctx, { name: '=cmd()' })
await makeMember(ctx, member, 'patron')
const gone = await makePerson(ctx)
await ctx.db.update(people).set({ deletedAt: ctx.now, name: null }).where(eq(people.id, gone.id))

await ctx.db.insert(stripeCustomers).values({ stripeCustomerId: 'cus_1', personId: member.id })
await ctx.db.insert(subscriptions).values({
  stripeSubscriptionId: 'sub_1',
  personId: member.id,
  status: 'active',
  tier: 'patron',
  interval: 'month',
  amount: 2000,
  currency: 'GBP',
  currentPeriodEnd: ctx.now,
  startedAt: ctx.now,
  fetchedAt: ctx.now,
})
await ctx.db.insert(donations).values({
  personId: member.id,
  frequency: 'month',
  amount: 2000,
  currency: 'GBP',
  stripeRef: 'in_1',
  stripeSubscriptionId: 'sub_1',
  paidAt: ctx.now,
})
await saveArticle(
  ctx,
  {
    slug: 'a-tale',
    headline: 'A tale: “of two”',
    standfirst: 'True',
    body: fromHtml('<p>Words.</p>').body,
    state: 'published',
    publishedAt: ctx.now,
    authors: [{ name: 'Anna Abt', biography: 'Writes.' }],
    topics: [{ name: 'World' }, { name: 'Arts & Letters', slug: 'arts' }],
  },
  { reason: 'Test', personId: null },
)
await writeExport(ctx, folderSink(folder), options)

test('an article leaves as JSON and as Markdown', () => {
  expect(json('articles/a-tale.json')).toMatchObject({
    slug: 'a-tale',
    headline: 'A tale: “of two”',
    state: 'published',
    authors: [{ name: 'Anna Abt', slug: 'anna-abt' }],
    topics: [{ name: 'World' }, { slug: 'arts' }],
    body: { type: 'doc' },
  })
  expect(read('articles/a-tale.md')).toContain('title: "A tale: “of two”"')
  expect(read('articles/a-tale.md')).toMatch(/---\n\nWords\.\n$/)
})

test('members leave with where they stand and who they are at Stripe, without those who deleted their account', () => {
  const members = table('members.csv')
  expect(members).toHaveLength(1)
  expect(members[0]).toMatchObject({
    id: member.id,
    name: "'=cmd()",
    standing: 'active',
    tier: 'patron',
    source: 'complimentary',
    stripe_customer_ids: 'cus_1',
    stripe_subscription_ids: 'sub_1',
  })
  expect(read('members.csv')).not.toContain(gone.id)
})

test('donations leave in minor units', () => {
  expect(table('donations.csv')).toMatchObject([{ amount: '2000', currency: 'GBP', kind: 'month', stripe_id: 'in_1' }])
})

test('the manifest comes last and counts', () => {
  expect(json('manifest.json')).toMatchObject({
    format: 'standfirst-export',
    version: 1,
    counts: { articles: 1, members: 1, donations: 1, topics: 2 },
    missingPictures: [],
  })
  expect(lines('memberships.jsonl')).toHaveLength(1)
  expect(readdirSync(folder)).not.toContain('revisions.jsonl')
})
