import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { findArticles } from '#lib/articles/desk.ts'
import * as queries from '#lib/articles/queries.ts'
import { articleBody } from '#lib/articles/whole-text.ts'
import type { Context } from '#lib/context.ts'
import { search } from '#lib/search/queries.ts'
import { testContext } from '#tests/support/context.ts'

/*
 * What pages ask must be answered from indexes however many articles there are. The tables are filled with as many
 * rows as make the planner prefer an index where there is one that fits, and every statement is explained.
 */

let ctx: Context
let client: postgres.Sql
const asked: { query: string; params: unknown[] }[] = []
const idSchema = z.array(z.object({ id: z.string() })).min(1)

beforeAll(async () => {
  const base = await testContext()
  client = postgres(base.config.databaseUrl, { max: 1, onnotice: () => undefined })
  const db = drizzle(client, {
    casing: 'snake_case',
    logger: { logQuery: (query, params) => asked.push({ query, params }) },
  })
  ctx = { ...base, db }
  await db.execute(sql`
    insert into authors (id, slug, name) select gen_random_uuid(), 'author-' || number, 'Author ' || number from generate_series(1, 400) number`)
  await db.execute(sql`
    insert into topics (id, slug, name) select gen_random_uuid(), 'topic-' || number, 'Topic ' || number from generate_series(1, 40) number`)
  await db.execute(sql`
    insert into articles (id, slug, headline, standfirst, body, public_text, state, published_at, search)
    select gen_random_uuid(), 'article-' || number, 'Headline ' || number, 'Standfirst', '{"type":"doc","content":[]}',
      'Text about everything', 'published', timestamptz '2026-06-01' - number * interval '1 hour',
      to_tsvector('magazine', 'everything ' || case when number % 3 = 0 then 'often ' else '' end || case when number % 500 = 0 then 'seldom' else '' end)
    from generate_series(1, 20000) number`)
  await db.execute(sql`
    insert into article_authors (article_id, author_id, position)
    select article.id, author.id, 0
    from (select id, row_number() over (order by slug) as number from articles) article
    join (select id, row_number() over (order by slug) as number from authors) author on author.number = article.number % 400 + 1`)
  await db.execute(sql`
    insert into article_topics (article_id, topic_id, position, published_at)
    select article.id, topic.id, 0, article.published_at
    from (select id, published_at, row_number() over (order by slug) as number from articles) article
    join (select id, row_number() over (order by slug) as number from topics) topic on topic.number = article.number % 40 + 1`)
  await db.execute(sql`insert into comment_counts (article_id) select id from articles`)
  await db.execute(
    sql`insert into redirects (path, target) select '/old/' || number, '/articles/article-' || number from generate_series(1, 20000) number`,
  )
  await db.execute(sql`
    insert into search_words (word) select distinct translate(md5(number::text), '0123456789', 'ghijklmnop') from generate_series(1, 20000) number`)
  await db.execute(sql`insert into search_words (word) values ('everything'), ('often'), ('seldom')`)
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

const large = ['articles', 'article_authors', 'article_topics', 'comment_counts', 'redirects', 'search_words']

test.each<[string, () => Promise<unknown>]>([
  ['newest', () => queries.newest(ctx, { limit: 30 })],
  [
    'newest, further on',
    () =>
      queries.newest(ctx, {
        limit: 30,
        before: { publishedAt: new Date('2025-06-01'), id: '0198a000-0000-7000-8000-000000000000' },
      }),
  ],
  ['byTopic', async () => queries.byTopic(ctx, await idOf('topics', 'topic-7'), { limit: 30 })],
  [
    'byTopic, further on',
    async () =>
      queries.byTopic(ctx, await idOf('topics', 'topic-7'), {
        limit: 30,
        before: { publishedAt: new Date('2025-06-01'), id: '0198a000-0000-7000-8000-000000000000' },
      }),
  ],
  ['byAuthor', async () => queries.byAuthor(ctx, await idOf('authors', 'author-7'), { limit: 30 })],
  ['relatedTo', async () => queries.relatedTo(ctx, await idOf('articles', 'article-7'), 3)],
  ['articleBySlug', () => queries.articleBySlug(ctx, 'article-7')],
  ['articleBody', async () => articleBody(ctx, await idOf('articles', 'article-7'))],
  ['topicsInUse', () => queries.topicsInUse(ctx)],
  ['newsSince', () => queries.newsSince(ctx, new Date('2026-05-30'))],
  ['allPublished', () => queries.allPublished(ctx)],
  ['redirectFor', () => queries.redirectFor(ctx, '/old/7?x=1')],
  ['findArticles', () => findArticles(ctx, { q: '', limit: 50 })],
  [
    'findArticles, further on',
    () =>
      findArticles(ctx, {
        q: '',
        limit: 50,
        after: { at: new Date('2026-01-01'), id: '0198a000-0000-7000-8000-000000000000' },
      }),
  ],
  ['findArticles of one state', () => findArticles(ctx, { q: '', state: 'draft', limit: 50 })],
  ['findArticles of one access', () => findArticles(ctx, { q: '', access: 'patrons', limit: 50 })],
  ['findArticles by a rare word', () => findArticles(ctx, { q: 'seldom', limit: 50 })],
  ['search for a word of every article', () => search(ctx, { q: 'everything' })],
  ['search for a common word', () => search(ctx, { q: 'often' })],
  ['search for a rare word', () => search(ctx, { q: 'seldom' })],
  ['search for a slip', () => search(ctx, { q: 'seldm everthing' })],
])('%s reads no large table from end to end', async (_, ask) => {
  asked.length = 0
  const answer = await ask()
  expect(answer).not.toBeNull()
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
    // Whoever sorts thousands of rows for the newest ten has read them all, through whatever index.
    const sorts = nodes.filter((node) => node['Node Type'] === 'Sort' && node['Plan Rows'] > 5_000)
    expect({ query, scans, sorts }).toEqual({ query, scans: [], sorts: [] })
  }
})

async function idOf(table: 'articles' | 'authors' | 'topics', slug: string): Promise<string> {
  const rows = idSchema.parse([...(await client.unsafe(`select id from ${table} where slug = $1`, [slug]))])
  return rows[0]?.id ?? ''
}

const parameterSchema = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])

function asParameter(value: unknown): string | number | boolean | null | string[] {
  return parameterSchema.parse(value)
}
