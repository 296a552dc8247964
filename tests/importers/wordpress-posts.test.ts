import { describe, expect, test } from 'vitest'
import { articles, authors, topics } from '#db/schema/articles.ts'
import { toHtml } from '#lib/articles/body/to-html.ts'
import { articleBySlug, redirectFor } from '#lib/articles/queries.ts'
import { newMagazine, upload } from './new-magazine.ts'

const { ctx, importItems } = await newMagazine()

describe('a post', () => {
  test('comes with its byline, topics, dates, standfirst and old addresses', async () => {
    const report = await importItems({
      id: 7,
      slug: 'the-eel',
      title: 'The &#8216;eel&#8217; <em>again</em> &amp; again',
      excerpt: 'It\'s <b>long</b>.\n\n"Very."',
      modified: '2020-04-01 00:00:00',
      commentStatus: 'closed',
      terms: [
        { domain: 'post_tag', nicename: 'fish', name: 'Fish &amp; chips' },
        { domain: 'category', nicename: 'world', name: 'World' },
        { domain: 'category', nicename: 'uncategorized', name: 'Uncategorized' },
      ],
      meta: { _wp_old_slug: 'an-eel' },
    })
    expect(report).toMatchObject({
      counts: { created: 1, refused: 0 },
      came: [
        { what: 'old addresses that lead on', count: 3 },
        { what: 'authors', count: 1 },
        { what: 'topics, from categories and tags', count: 2 },
      ],
      leftOut: [],
      refused: [],
    })
    expect(await articleBySlug(ctx, 'the-eel')).toMatchObject({
      headline: 'The ‘eel’ again & again',
      standfirst: 'It’s long. “Very.”',
      authors: [{ name: 'Jo Ray & Co', slug: 'jo-ray-and-co' }],
      topics: [
        { name: 'World', slug: 'world' },
        { name: 'Fish & chips', slug: 'fish' },
      ],
      publishedAt: new Date('2020-03-04T05:06:07Z'),
      updatedAt: new Date('2020-04-01T00:00:00Z'),
      commentSetting: 'closed',
      access: 'public',
    })
    for (const old of ['/2020/03/the-eel/', '/2020/03/the-eel', '/2020/03/an-eel/', '/?p=7'])
      expect(await redirectFor(ctx, old)).toBe('/articles/the-eel')
    expect(await redirectFor(ctx, '/category/world/')).toBe('/topics/world')
    expect(await redirectFor(ctx, '/tag/fish/')).toBe('/topics/fish')
    expect(
      await ctx.db
        .select({ slug: topics.slug, description: topics.description, position: topics.position })
        .from(topics)
        .orderBy(topics.slug),
    ).toEqual([
      { slug: 'fish', description: '', position: null },
      { slug: 'world', description: 'All of it.', position: null },
    ])
  })

  test.each([
    ['publish', '2020-03-04 05:06:07', 'published'],
    ['publish', '2030-03-04 05:06:07', 'scheduled'],
    ['future', '2030-03-04 05:06:07', 'scheduled'],
    ['draft', '0000-00-00 00:00:00', 'draft'],
    ['pending', '2020-03-04 05:06:07', 'draft'],
    ['private', '2020-03-04 05:06:07', 'draft'],
  ])('that is %s, of %s, is %s', async (status, date, state) => {
    await importItems({ id: 1, status, date })
    expect(await ctx.db.select({ state: articles.state }).from(articles)).toEqual([{ state }])
  })

  test('without a title is called by its first words, and one without anything is still there', async () => {
    await importItems(
      { id: 1, slug: 'a', title: '', content: 'One two three four five six seven eight nine.' },
      { id: 2, slug: 'b', title: ' ', content: '' },
    )
    expect((await articleBySlug(ctx, 'a'))?.headline).toBe('One two three four five six seven eight…')
    expect(await articleBySlug(ctx, 'b')).toMatchObject({
      headline: 'Untitled',
      wordCount: 0,
      text: { body: { content: [] } },
    })
  })

  test('of any language and length has an address', async () => {
    await importItems(
      { id: 1, slug: '%d0%bf%d1%80%d0%b8%d0%b2%d0%b5%d1%82', title: 'Привет' },
      { id: 2, slug: '%e5%8c%97%e4%ba%ac', title: '北京' },
      { id: 3, slug: '', title: 'Ünder_score 👩🏽‍🚀', status: 'draft' },
      { id: 4, slug: 'x'.repeat(200), title: 'Long '.repeat(200) },
      { id: 5, slug: '%zz', title: 'مرحبا بالعالم', content: 'النص العربي أولا' },
    )
    const rows = await ctx.db
      .select({ slug: articles.slug, headline: articles.headline })
      .from(articles)
      .orderBy(articles.sourceRef)
    expect(rows.map(({ slug }) => slug.slice(0, 20))).toEqual(['privet', 'post-2', 'under-score', 'x'.repeat(20), 'zz'])
    expect(rows[3]?.headline).toMatch(/^(?:Long )+Long…$/)
    expect(toHtml((await articleBySlug(ctx, 'zz'))?.text.body ?? { type: 'doc', content: [] })).toBe(
      '<p dir="auto">النص العربي أولا</p>',
    )
  })

  test('whose address another has gets a number, and keeps it', async () => {
    await importItems({ id: 1, slug: 'same' }, { id: 2, slug: 'Same' }, { id: 3, slug: 'same' })
    const slugs = () => ctx.db.select({ slug: articles.slug }).from(articles).orderBy(articles.sourceRef)
    expect(await slugs()).toEqual([{ slug: 'same' }, { slug: 'same-2' }, { slug: 'same-3' }])
    await importItems({ id: 3, slug: 'same' }, { id: 2, slug: 'Same' }, { id: 1, slug: 'same' })
    expect(await slugs()).toEqual([{ slug: 'same' }, { slug: 'same-2' }, { slug: 'same-3' }])
  })

  test('is found again: updated when it has changed, left alone when not', async () => {
    await importItems({ id: 1, slug: 'a', content: 'One.' }, { id: 2, slug: 'b' })
    const report = await importItems({ id: 1, slug: 'renamed', content: 'Two.' }, { id: 2, slug: 'b' })
    expect(report.counts).toMatchObject({ updated: 1, unchanged: 1 })
    expect(await ctx.db.select({ slug: articles.slug }).from(articles).orderBy(articles.slug)).toEqual([
      { slug: 'b' },
      { slug: 'renamed' },
    ])
    expect(await redirectFor(ctx, '/articles/a')).toBe('/articles/renamed')
    expect(await redirectFor(ctx, '/?p=1')).toBe('/articles/renamed')
  })

  test('two with one guid stay two', async () => {
    await importItems({ id: 1, guid: 'https://old.example/x' }, { id: 2, guid: 'https://old.example/x' })
    expect(await ctx.db.select({ slug: articles.slug }).from(articles)).toHaveLength(2)
  })

  test('is credited to those its byline names, and two accounts of one name are two authors', async () => {
    await importItems(
      { id: 1 },
      { id: 2, creator: 'jo2' },
      { id: 3, creator: '>ghost' },
      {
        id: 4,
        terms: [
          { domain: 'author', nicename: 'cap-a', name: 'Ana Díaz' },
          { domain: 'author', nicename: 'cap-b', name: 'Bo Li' },
        ],
      },
    )
    const rows = await ctx.db.select({ slug: authors.slug, name: authors.name }).from(authors).orderBy(authors.slug)
    expect(rows.map(({ slug, name }) => `${slug}: ${name}`)).toEqual([
      'ana-diaz: Ana Díaz',
      'bo-li: Bo Li',
      'ghost: ghost',
      'jo-ray-and-co: Jo Ray & Co',
      'jo2: Jo Ray & Co',
    ])
  })
})

describe('what is no article is skipped, with its reason and how often', () => {
  test('by kind', async () => {
    const report = await importItems(
      { id: 1 },
      { id: 2, type: 'revision' },
      { id: 3, type: 'product', comments: [{ id: 1, content: 'On a product.' }] },
      { id: 4, type: 'nav_menu_item' },
      { id: 5, type: 'product' },
      { id: 7, status: 'trash' },
      upload(8, 'eel.jpg'),
    )
    expect(report.leftOut.map(({ what, count }) => `${count} ${what}`).toSorted()).toEqual([
      '1 comment',
      '1 menu entry',
      '1 post (trash)',
      '1 revision',
      '1 upload',
      '2 product',
    ])
    expect(report.leftOut.every(({ why }) => why !== '')).toBe(true)
    expect(await ctx.db.select({ slug: articles.slug }).from(articles)).toEqual([{ slug: 'post-1' }])
  })
})
