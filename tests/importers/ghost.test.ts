import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { articles } from '#db/schema/articles.ts'
import { stripeCustomers } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { toHtml } from '#lib/articles/body/to-html.ts'
import { articleBySlug, redirectFor } from '#lib/articles/queries.ts'
import { importGhost } from '#lib/importers/ghost/import.ts'
import { membershipOf } from '#lib/membership/queries.ts'
import { newMagazine } from './new-magazine.ts'

const { ctx } = await newMagazine()
const folder = mkdtempSync(join(tmpdir(), 'standfirst-ghost-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function written(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const post = {
  id: 'p1',
  title: 'The eel',
  slug: 'the-eel',
  html: `<p>Free. <a href="__GHOST_URL__/other/">Other</a></p><!--members-only--><p>Paid.</p>
    <figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://example.org/x"><div class="kg-bookmark-title">A page</div></a></figure>
    <figure class="kg-card kg-embed-card"><iframe src="https://www.youtube.com/embed/aBcDeFgHi-1"></iframe></figure>
    <script>alert(1)</script><img src="x" onerror="alert(2)">`,
  type: 'post',
  status: 'published',
  visibility: 'paid',
  published_at: '2024-03-01T10:00:00.000Z',
  updated_at: '2024-03-02T10:00:00.000Z',
  custom_excerpt: 'Of eels.',
  codeinjection_head: '<script>steal()</script>',
}
const file = (posts: object[]) =>
  written(
    'export.json',
    JSON.stringify({
      db: [
        {
          data: {
            posts,
            tags: [
              { id: 't1', name: 'Rivers', slug: 'rivers' },
              { id: 't2', name: '#hidden', slug: 'hash-hidden', visibility: 'internal' },
              { id: 't3', name: 'Primary', slug: 'primary' },
            ],
            users: [
              { id: 'u1', name: 'Anna Abt', slug: 'anna', bio: 'Writes.' },
              { id: 'u2', name: 'Ben Bo', slug: 'ben' },
            ],
            posts_tags: [
              { post_id: 'p1', tag_id: 't1', sort_order: 1 },
              { post_id: 'p1', tag_id: 't2', sort_order: 2 },
              { post_id: 'p1', tag_id: 't3', sort_order: 0 },
            ],
            posts_authors: [
              { post_id: 'p1', author_id: 'u2', sort_order: 1 },
              { post_id: 'p1', author_id: 'u1', sort_order: 0 },
            ],
          },
        },
      ],
    }),
  )

test('a post comes with its authors, tags, access, preview and old addresses, and harmless', async () => {
  const report = await importGhost(ctx, [file([post, { ...post, id: 'p2', slug: 'a-page', type: 'page' }])])
  expect(report.refused).toEqual([])
  expect(report.counts).toMatchObject({ created: 1, 'left out': 1 })
  const view = await articleBySlug(ctx, 'the-eel')
  expect(view).toMatchObject({
    headline: 'The eel',
    standfirst: 'Of eels.',
    access: 'supporters',
    authors: [{ name: 'Anna Abt', slug: 'anna', biography: 'Writes.' }, { name: 'Ben Bo' }],
    topics: [{ slug: 'primary' }, { slug: 'rivers' }],
    publishedAt: new Date(post.published_at),
  })
  const html = view === null ? '' : toHtml(view.text.body)
  expect(html).toContain('href="/other/"')
  expect(html).not.toContain('Paid.')
  expect(html).not.toMatch(/alert|script|ghost\.invalid/)
  expect(await redirectFor(ctx, '/the-eel/')).toBe('/articles/the-eel')
  expect(await redirectFor(ctx, '/tag/rivers/')).toBe('/topics/rivers')
  expect(await redirectFor(ctx, '/author/anna/')).toBe('/authors/anna')
  expect(report.leftOut.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['code injection', 'internal tag', 'script']),
  )
})

test('coming again changes nothing; what Ghost did not render is refused', async () => {
  await importGhost(ctx, [file([post])])
  expect((await importGhost(ctx, [file([post])])).counts).toMatchObject({ created: 0, updated: 0, unchanged: 1 })
  const bare = { ...post, id: 'p3', slug: 'bare', html: '', lexical: '{"root":{"children":[{"text":"Words"}]}}' }
  expect((await importGhost(ctx, [file([bare])])).refused).toHaveLength(1)
})

test('members come by their addresses, as the customers they are, and are not written to', async () => {
  const csv = `id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers
m1,Anna@Example.org,Anna,,true,,cus_1,2024-01-01T00:00:00.000Z,,,Gold
m2,ben@example.org,Ben,,true,true,,2024-01-01T00:00:00.000Z,,,Gold
m3,no address,,,,,,,,,
m4,anna@example.org,Twin,,,,,2024-01-01T00:00:00.000Z,,,
m5,cleo@example.org,Cleo,,,,cus_1,2024-01-01T00:00:00.000Z,,,
`
  const report = await importGhost(ctx, [written('members.csv', csv)])
  expect(report.counts).toMatchObject({ created: 2, refused: 3 })
  expect(report.refused.map(({ what }) => what)).toEqual(['member on line 4', 'member on line 5', 'member on line 6'])
  const [anna] = await ctx.db.select().from(people).where(eq(people.email, 'anna@example.org'))
  expect(anna).toMatchObject({ name: 'Anna', createdAt: new Date('2024-01-01T00:00:00Z') })
  expect(await ctx.db.select({ personId: stripeCustomers.personId }).from(stripeCustomers)).toEqual([
    { personId: anna?.id },
  ])
  expect(await membershipOf(ctx, anna?.id ?? '')).toMatchObject({ state: 'none' })
  const [ben] = await ctx.db.select().from(people).where(eq(people.email, 'ben@example.org'))
  expect(await membershipOf(ctx, ben?.id ?? '')).toMatchObject({ state: 'active', tier: 'supporter' })
  expect(await ctx.db.$count(mails)).toBe(0)
})

const real = ['../shared/input/ghost-export.json', '../shared/input/ghost-members.csv']
test.skipIf(!real.every((path) => existsSync(path)))(
  'a real export comes whole (skipped where it is absent)',
  async () => {
    const report = await importGhost(ctx, real)
    expect(report.refused).toEqual([])
    expect(report.counts).toMatchObject({ created: 13 + 10, 'left out': 1 })
    // It is dated after the day of these tests, so nobody sees it yet.
    expect(
      await ctx.db
        .select({ access: articles.access, state: articles.state })
        .from(articles)
        .where(eq(articles.slug, 'paid-essay-for-members')),
    ).toEqual([{ access: 'supporters', state: 'scheduled' }])
  },
)
