import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { articleRevisions, articles, articleTopics, searchWords } from '#db/schema/articles.ts'
import { commentCounts } from '#db/schema/comments.ts'
import { leadTo, saveArticle } from '#lib/articles/commands.ts'
import { publishScheduled } from '#lib/articles/workflow/publish-scheduled.ts'
import { articleBySlug, byTopic, newest, redirectFor, topicBySlug } from '#lib/articles/queries.ts'
import type { Context } from '#lib/context.ts'
import { queuedJobs, runJobs, testContext } from '#tests/support/context.ts'
import { publishArticle, unpublishArticle } from '#tests/support/standing.ts'
import { anArticle, byTest, paragraphs } from './draft-article.ts'
import { emptyArticles } from './empty-articles.ts'

let ctx: Context

beforeAll(async () => {
  ctx = await testContext()
})

beforeEach(() => emptyArticles(ctx))

const from = (sourceRef: string) => ({ ...byTest, source: 'wordpress', sourceRef })

async function changedTags(): Promise<unknown[]> {
  return (await queuedJobs(ctx, 'cache-clear')).map((job) => job.data)
}

describe('saving an article', () => {
  test('makes it with its byline, topics, history, index and comment count', async () => {
    const saved = await saveArticle(
      ctx,
      anArticle({ authors: [{ name: 'Zoë Brackwell', biography: 'She writes.' }, { name: 'Idris Maddern' }] }),
      byTest,
    )
    expect(saved).toMatchObject({ slug: 'the-clock-in-the-mud', result: 'created' })
    const view = await articleBySlug(ctx, 'the-clock-in-the-mud')
    expect(view?.authors.map(({ name, slug, biography }) => ({ name, slug, biography }))).toEqual([
      { name: 'Zoë Brackwell', slug: 'zoe-brackwell', biography: 'She writes.' },
      { name: 'Idris Maddern', slug: 'idris-maddern', biography: '' },
    ])
    expect(view?.updatedAt).toEqual(view?.publishedAt)
    expect(await ctx.db.select().from(commentCounts)).toEqual([{ articleId: saved.id, published: 0, held: 0 }])
    expect(
      await ctx.db.select({ number: articleRevisions.number, reason: articleRevisions.reason }).from(articleRevisions),
    ).toEqual([{ number: 1, reason: 'Saved by a test' }])
    const words = (await ctx.db.select().from(searchWords)).map(({ word }) => word)
    expect(words).toEqual(expect.arrayContaining(['clock', 'paragraph', 'brackwell', 'zoe']))
  })

  test('twice changes nothing and says so', async () => {
    await saveArticle(ctx, anArticle(), byTest)
    await ctx.db.execute(sql`delete from pgboss.job`)
    expect(await saveArticle({ ...ctx, now: new Date('2026-08-01') }, anArticle(), byTest)).toMatchObject({
      result: 'unchanged',
    })
    expect(await changedTags()).toEqual([])
    expect(await ctx.db.select().from(articleRevisions)).toHaveLength(1)
  })

  test('again with a change writes a revision and names every page that shows it', async () => {
    const { id } = await saveArticle(ctx, anArticle(), byTest)
    const science = await topicBySlug(ctx, 'science')
    await ctx.db.execute(sql`delete from pgboss.job`)
    expect(await saveArticle(ctx, anArticle({ topics: [{ name: 'Places' }] }), byTest)).toMatchObject({
      id,
      result: 'updated',
    })
    const places = await topicBySlug(ctx, 'places')
    const expected = [
      `article:${id}`,
      'article-slug:the-clock-in-the-mud',
      'front',
      'topics',
      'author-slug:ifeoma-trevanion',
      `topic:${science?.id}`,
      'topic-slug:science',
      `topic:${places?.id}`,
      'topic-slug:places',
    ]
    expect(await changedTags()).toEqual([{ tags: expect.arrayContaining(expected) }])
    expect(await byTopic(ctx, science?.id ?? '', { limit: 10 })).toEqual([])
    expect(await byTopic(ctx, places?.id ?? '', { limit: 10 })).toHaveLength(1)
    expect((await articleBySlug(ctx, 'the-clock-in-the-mud'))?.updatedAt).toEqual(ctx.now)
  })

  test('that changes its address leaves a redirect, and one step is enough however often it changes', async () => {
    const origin = { ...byTest, source: 'wordpress', sourceRef: '12' }
    await saveArticle(ctx, anArticle(), origin)
    await leadTo(ctx, [{ from: '/?p=12', to: '/articles/the-clock-in-the-mud' }])
    await saveArticle(ctx, anArticle({ slug: 'second' }), origin)
    await saveArticle(ctx, anArticle({ slug: 'third' }), origin)
    expect(await redirectFor(ctx, '/articles/the-clock-in-the-mud')).toBe('/articles/third')
    expect(await redirectFor(ctx, '/articles/second')).toBe('/articles/third')
    expect(await redirectFor(ctx, '/?p=12')).toBe('/articles/third')
    expect(await redirectFor(ctx, '/?p=13')).toBeNull()
    await saveArticle(ctx, anArticle({ slug: 'second' }), origin)
    expect(await redirectFor(ctx, '/articles/second')).toBeNull()
    expect(await redirectFor(ctx, '/articles/third')).toBe('/articles/second')
  })

  test('whose address readers never knew takes no old address over from another', async () => {
    await saveArticle(ctx, anArticle({ slug: 'known-first' }), from('known'))
    await saveArticle(ctx, anArticle({ slug: 'known-now' }), from('known'))
    for (const slug of ['a-draft', 'known-first', 'a-draft-again', 'a-draft'])
      await saveArticle(ctx, anArticle({ slug, state: 'draft', publishedAt: undefined }), from('draft'))
    expect(await redirectFor(ctx, '/articles/known-first')).toBe('/articles/known-now')
    for (const slug of ['a-draft', 'a-draft-again']) expect(await redirectFor(ctx, `/articles/${slug}`)).toBeNull()
  })

  test('takes old addresses of elsewhere along before readers know it', async () => {
    const draft = { state: 'draft', publishedAt: undefined } as const
    await saveArticle(ctx, anArticle({ slug: 'came-as-draft', ...draft }), from('came'))
    await leadTo(ctx, [{ from: '/?p=77', to: '/articles/came-as-draft' }])
    await saveArticle(ctx, anArticle({ slug: 'came-and-went-on', ...draft }), from('came'))
    expect(await redirectFor(ctx, '/?p=77')).toBe('/articles/came-and-went-on')
  })

  test('at an address that an article from elsewhere has is refused, and makes nothing', async () => {
    await saveArticle(ctx, anArticle(), byTest)
    const again = saveArticle(ctx, anArticle({ authors: [{ name: 'Somebody Else' }] }), {
      ...byTest,
      source: 'wordpress',
      sourceRef: '12',
    })
    await expect(again).rejects.toMatchObject({
      kind: 'conflict',
      message: 'Another article has the address /articles/the-clock-in-the-mud.',
    })
    const [count] = await ctx.db.execute(sql`select count(*)::int as authors from authors where slug = 'somebody-else'`)
    expect(count).toEqual({ authors: 0 })
  })

  test('importing what has not changed leaves what was edited here', async () => {
    const imported = {
      reason: 'Imported from Markdown',
      personId: null,
      source: 'markdown',
      sourceRef: 'the-clock-in-the-mud',
    }
    const { id } = await saveArticle(ctx, anArticle(), imported)
    await ctx.db.update(articles).set({ headline: 'Edited at the desk' }).where(eq(articles.id, id))
    await ctx.db.execute(sql`update authors set name = 'Dr Ifeoma Trevanion'`)
    expect(await saveArticle(ctx, anArticle(), imported)).toMatchObject({ result: 'unchanged' })
    expect(await saveArticle(ctx, anArticle({ standfirst: 'The file has changed.' }), imported)).toMatchObject({
      result: 'updated',
    })
  })

  test('keeps a biography that is there already', async () => {
    await saveArticle(ctx, anArticle({ authors: [{ name: 'Ifeoma Trevanion' }] }), byTest)
    await saveArticle(
      ctx,
      anArticle({ slug: 'a', authors: [{ name: 'Ifeoma Trevanion', biography: 'First.' }] }),
      byTest,
    )
    await saveArticle(
      ctx,
      anArticle({ slug: 'b', authors: [{ name: 'Ifeoma Trevanion', biography: 'Second.' }] }),
      byTest,
    )
    expect((await articleBySlug(ctx, 'b'))?.authors[0]?.biography).toBe('First.')
  })

  test('two at once of the same address: one makes it, the other is refused', async () => {
    const results = await Promise.allSettled(
      ['1', '2'].map((sourceRef) => saveArticle(ctx, anArticle(), { ...byTest, source: 'wordpress', sourceRef })),
    )
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { kind: 'conflict' } })
  })
})

describe('what is not for everybody', () => {
  test('stays out of the text that search and previews are made from', async () => {
    await saveArticle(
      ctx,
      anArticle({ access: 'patrons', previewBlocks: 1, body: paragraphs('Open beginning.', 'Zyzzyva marker.') }),
      byTest,
    )
    const [row] = await ctx.db.select({ publicText: articles.publicText, search: articles.search }).from(articles)
    expect(row?.publicText).toBe('Open beginning.')
    expect(row?.search).not.toContain('zyzzyva')
    expect((await ctx.db.select().from(searchWords)).map(({ word }) => word)).not.toContain('zyzzyva')
    expect(JSON.stringify(await articleBySlug(ctx, 'the-clock-in-the-mud'))).not.toContain('Zyzzyva')
  })

  test('a draft is nowhere, nor are its words', async () => {
    await saveArticle(ctx, anArticle({ state: 'draft', body: paragraphs('Zyzzyva marker.') }), byTest)
    expect(await articleBySlug(ctx, 'the-clock-in-the-mud')).toBeNull()
    expect(await newest(ctx, { limit: 10 })).toEqual([])
    expect(await ctx.db.select().from(searchWords)).toEqual([])
  })
})

describe('publishing', () => {
  test('at a later time is done by the worker at that time', async () => {
    const due = new Date('2026-07-20T07:00:00Z')
    await saveArticle(ctx, anArticle({ publishedAt: due }), byTest)
    expect(await newest(ctx, { limit: 10 })).toEqual([])
    expect(await runJobs(ctx, [publishScheduled])).toBe(0)
    const later = { ...ctx, now: due }
    expect(await runJobs(later, [publishScheduled])).toBe(1)
    expect(await newest(later, { limit: 10 })).toMatchObject([{ slug: 'the-clock-in-the-mud', publishedAt: due }])
    const [topic] = await ctx.db.select({ publishedAt: articleTopics.publishedAt }).from(articleTopics)
    expect(topic?.publishedAt).toEqual(due)
    expect((await articleBySlug(later, 'the-clock-in-the-mud'))?.updatedAt).toEqual(due)
  })

  test('a schedule that was moved is not kept at the old time', async () => {
    const { id } = await saveArticle(ctx, anArticle({ publishedAt: new Date('2026-07-20T07:00:00Z') }), byTest)
    await publishArticle(ctx, { articleId: id, at: new Date('2026-07-21T07:00:00Z'), personId: null })
    const atTheOldTime = { ...ctx, now: new Date('2026-07-20T08:00:00Z') }
    await runJobs(atTheOldTime, [publishScheduled])
    expect(await newest(atTheOldTime, { limit: 10 })).toEqual([])
  })

  test('taking down removes it everywhere, saving does not put it back, publishing does, with its date', async () => {
    const { id } = await saveArticle(ctx, anArticle(), byTest)
    await unpublishArticle(ctx, { articleId: id, personId: null })
    expect(await articleBySlug(ctx, 'the-clock-in-the-mud')).toBeNull()
    await saveArticle(ctx, anArticle({ headline: 'Another headline' }), byTest)
    expect(await articleBySlug(ctx, 'the-clock-in-the-mud')).toBeNull()
    await publishArticle(ctx, { articleId: id, personId: null })
    expect(await articleBySlug(ctx, 'the-clock-in-the-mud')).toMatchObject({
      headline: 'Another headline',
      publishedAt: new Date('2026-01-10T08:00:00Z'),
    })
  })

  test('what is not there is refused', async () => {
    await expect(
      publishArticle(ctx, { articleId: '0198a000-0000-7000-8000-000000000000', personId: null }),
    ).rejects.toMatchObject({ kind: 'not_found' })
  })
})
