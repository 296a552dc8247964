import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { articleRelated } from '#db/schema/articles.ts'
import { commentCounts } from '#db/schema/comments.ts'
import { pictures } from '#db/schema/pictures.ts'
import type { ArticleInput } from '#lib/articles/commands.ts'
import { leadTo, saveArticle } from '#lib/articles/commands.ts'
import { fromHtml } from '#lib/articles/body/from-hast.ts'
import { placePictures } from '#lib/articles/body/rebuild.ts'
import { toText } from '#lib/articles/body/to-text.ts'
import {
  allPublished,
  articleBySlug,
  authorBySlug,
  byAuthor,
  byTopic,
  newest,
  newsSince,
  redirectFor,
  topicBySlug,
  topicsInUse,
} from '#lib/articles/queries.ts'
import { relatedTo } from '#lib/articles/related.ts'
import { articleBody } from '#lib/articles/whole-text.ts'
import type { Context } from '#lib/context.ts'
import { testContext } from '#tests/support/context.ts'
import { anArticle, byTest, paragraphs } from './draft-article.ts'

let ctx: Context
const ids = new Map<string, string>()
const idOf = (slug: string) => ids.get(slug) ?? ''
const pictureId = '0198a000-0000-7000-8000-000000000001'
const eel = {
  contentHash: 'a'.repeat(64),
  width: 1600,
  height: 900,
  colour: '#102030',
  alt: 'An eel',
  caption: 'Its own caption',
  credit: 'Its own credit',
}

async function save(slug: string, day: number, given: Partial<ArticleInput> = {}): Promise<void> {
  const saved = await saveArticle(
    ctx,
    anArticle({ slug, headline: slug, publishedAt: new Date(Date.UTC(2026, 0, day)), ...given }),
    byTest,
  )
  ids.set(slug, saved.id)
}

beforeAll(async () => {
  ctx = await testContext()
  await ctx.db.insert(pictures).values({ id: pictureId, fileName: 'a.png', mediaType: 'image/png', focusX: 20, ...eel })
  await save('one', 1, { topics: [{ name: 'Science' }, { name: 'Places' }] })
  await save('two', 2, {
    topics: [{ name: 'Science' }],
    authors: [{ name: 'Idris Maddern' }, { name: 'Ifeoma Trevanion' }],
  })
  await save('three', 3, { topics: [{ name: 'Politics' }] })
  await save('four', 4, {
    topics: [{ name: 'Places' }, { name: 'Science' }],
    pictureId,
    pictureCaption: 'The article’s caption',
  })
  await save('five', 4, { topics: [], authors: [] })
  await save('draft', 5, { state: 'draft', topics: [{ name: 'Nothing Published' }] })
  await save('paid', 1, {
    access: 'supporters',
    previewBlocks: 1,
    topics: [],
    body: paragraphs('Open beginning.', 'Secret remainder.'),
  })
  await ctx.db
    .update(commentCounts)
    .set({ published: 7 })
    .where(eq(commentCounts.articleId, idOf('four')))
})

const slugs = (cards: { slug: string }[]) => cards.map(({ slug }) => slug)

describe('lists', () => {
  test('are newest first, and go on where they ended, also among articles of one instant', async () => {
    const all = await newest(ctx, { limit: 10 })
    expect(slugs(all).toSorted()).toEqual(['five', 'four', 'one', 'paid', 'three', 'two'])
    const paged: string[] = []
    for (let page = await newest(ctx, { limit: 1 }); page[0]; page = await newest(ctx, { limit: 1, before: page[0] }))
      paged.push(page[0].slug)
    expect(paged).toEqual(slugs(all))
  })

  test('a card has its byline, topics, picture and comment count, in their order, and no text', async () => {
    const [card] = (await newest(ctx, { limit: 10 })).filter(({ slug }) => slug === 'four')
    expect(card).toEqual({
      id: idOf('four'),
      slug: 'four',
      headline: 'four',
      shortHeadline: '',
      standfirst: 'A coast remembers several versions of itself.',
      authors: [{ name: 'Ifeoma Trevanion', slug: 'ifeoma-trevanion' }],
      topics: [
        { name: 'Places', slug: 'places' },
        { name: 'Science', slug: 'science' },
      ],
      picture: { ...eel, caption: 'The article’s caption', focus: { x: 20, y: 50 } },
      publishedAt: new Date('2026-01-04T00:00:00Z'),
      access: 'public',
      readingMinutes: 1,
      commentCount: 7,
    })
  })

  test('by topic and by author', async () => {
    const science = await topicBySlug(ctx, 'science')
    const first = await byTopic(ctx, science?.id ?? '', { limit: 2 })
    expect(slugs(first)).toEqual(['four', 'two'])
    expect(slugs(await byTopic(ctx, science?.id ?? '', { limit: 2, ...(first[1] && { before: first[1] }) }))).toEqual([
      'one',
    ])
    const ifeoma = await authorBySlug(ctx, 'ifeoma-trevanion')
    expect(slugs(await byAuthor(ctx, ifeoma?.id ?? '', { limit: 3 }))).toEqual(['four', 'three', 'two'])
    expect((await newest(ctx, { limit: 10 })).find(({ slug }) => slug === 'two')?.authors[0]?.name).toBe(
      'Idris Maddern',
    )
  })

  test('related articles share most topics first, and are never the article itself', async () => {
    expect(slugs(await relatedTo(ctx, idOf('one'), 3))).toEqual(['four', 'two'])
    expect(await relatedTo(ctx, idOf('five'), 3)).toEqual([])
  })

  test('what an editor chose stands first, as long as readers see it, and topics fill up the rest', async () => {
    await ctx.db.insert(articleRelated).values([
      { articleId: idOf('one'), relatedId: idOf('two'), position: 0 },
      { articleId: idOf('one'), relatedId: idOf('five'), position: 1 },
    ])
    expect(slugs(await relatedTo(ctx, idOf('one'), 3))).toEqual(['two', 'five', 'four'])
    await ctx.db.execute(sql`update articles set state = 'unpublished' where slug = 'two'`)
    expect(slugs(await relatedTo(ctx, idOf('one'), 3))).toEqual(['five', 'four'])
    await ctx.db.execute(sql`update articles set state = 'published' where slug = 'two'`)
    await ctx.db.delete(articleRelated)
  })

  test('for sitemaps', async () => {
    expect(slugs(await newsSince(ctx, new Date('2026-01-03T00:00:00Z'))).toSorted()).toEqual(['five', 'four'])
    expect(await allPublished(ctx)).toHaveLength(6)
  })

  test('only topics that have something to show, the masthead’s first', async () => {
    await ctx.db.execute(sql`update topics set position = 1 where slug = 'science'`)
    expect(slugs(await topicsInUse(ctx))).toEqual(['science', 'places', 'politics'])
    expect(await topicBySlug(ctx, 'nothing-published')).not.toBeNull()
    expect(await topicBySlug(ctx, 'no-such')).toBeNull()
  })
})

describe('one article', () => {
  test('public: the whole text', async () => {
    const view = await articleBySlug(ctx, 'four')
    expect(view).toMatchObject({
      pictureCaption: 'The article’s caption',
      pictureCredit: 'Its own credit',
      commentCount: 7,
      commentSetting: 'open',
      text: { kind: 'whole' },
    })
  })

  test('paid: the preview, and the body only when asked for by id', async () => {
    const view = await articleBySlug(ctx, 'paid')
    expect(view?.text.kind).toBe('preview')
    expect(JSON.stringify(view)).not.toContain('Secret')
    const body = (await articleBody(ctx, idOf('paid')))?.body
    expect(body && toText(body)).toContain('Secret remainder.')
    expect(await articleBody(ctx, idOf('draft'))).toBeNull()
  })

  test('with the facts of the pictures in its text', async () => {
    const { body } = fromHtml('<p>One</p><figure><img src="a.jpg" alt="In this text, an eel"></figure>')
    await saveArticle(
      ctx,
      anArticle({ slug: 'with-picture', body: placePictures(body, (attrs) => ({ ...attrs, pictureId })) }),
      byTest,
    )
    expect((await articleBySlug(ctx, 'with-picture'))?.text.pictures).toEqual({
      [pictureId]: { ...eel, focus: { x: 20, y: 50 } },
    })
  })
})

describe('old addresses', () => {
  test('lead on however they are written', async () => {
    await leadTo(ctx, [
      { from: 'https://old.example/2020/01/caf%c3%a9/', to: '/articles/one' },
      { from: '/?p=12', to: '/articles/two' },
    ])
    for (const asked of [
      '/2020/01/caf%C3%A9/',
      '/2020/01/café/',
      '/2020/01/caf%c3%a9',
      '/2020/01/caf%c3%a9/?utm_source=mail',
    ])
      expect(await redirectFor(ctx, asked)).toBe('/articles/one')
    expect(await redirectFor(ctx, '/?p=12')).toBe('/articles/two')
    for (const asked of ['/', '/?p=13', '/?', '//evil.example', 'https://old.example/?p=12', '/%ff/', ''])
      expect(await redirectFor(ctx, asked)).toBeNull()
  })
})
