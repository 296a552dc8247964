import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { articles, articleTopics } from '#db/schema/articles.ts'
import { setAccess } from '#lib/articles/access.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import { articleAtDesk, findArticles } from '#lib/articles/desk.ts'
import { lockContent } from '#lib/articles/internal/content.ts'
import { articleBySlug } from '#lib/articles/queries.ts'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { clearCacheJob } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { search } from '#lib/search/queries.ts'
import { changeSettings, saveSettings } from '#lib/settings/commands.ts'
import { inTransaction } from '#lib/context.ts'
import { queuedJobs, testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { anArticle, byTest, paragraphs } from './draft-article.ts'

const ctx = await testContext()
const editor = await makePerson(ctx, { roles: ['editor'] })

async function made(slug: string, given: Parameters<typeof anArticle>[0] = {}) {
  const { id } = await saveArticle(ctx, anArticle({ slug, ...given }), byTest)
  return id
}

test('access and preview are set at once for the page and for search, announced, and on record', async () => {
  const id = await made('to-be-closed', { body: paragraphs('Open beginning.', 'Still open.', 'A zyzzyva hides here.') })
  const before = await articleAtDesk(ctx, id)
  expect(before).toMatchObject({ byline: 'Ifeoma Trevanion', access: 'public', revision: 1, previewBlocks: 3 })
  const later = { ...ctx, now: new Date(ctx.now.getTime() + 60_000) }
  const outcome = await setAccess(later, {
    articleId: id,
    access: 'patrons',
    revision: 1,
    personId: editor.id,
  })
  expect(outcome.state === 'saved' && outcome.changed).toContain(tags.articleSlug('to-be-closed'))
  const view = await articleBySlug(later, 'to-be-closed')
  expect(view).toMatchObject({ access: 'patrons', text: { kind: 'preview' }, updatedAt: before?.updatedAt })
  expect(view?.text.body.content).toHaveLength(2)
  expect((await search(later, { q: 'zyzzyva' })).total).toBe(0)
  const announced = (await queuedJobs(ctx, clearCacheJob.name)).map(({ data }) =>
    clearCacheJob.schema.parse(data).tags.includes(tags.article(id)),
  )
  expect(announced.at(-1)).toBe(true)
  expect(await auditOf(ctx, [subjectOf('article', id)])).toMatchObject([
    { actorId: editor.id, details: { access: 'public to patrons', preview: '3 to 2 blocks' } },
  ])
})

test('whoever saves second is told what it is now, and nothing is overwritten until they say so', async () => {
  const id = await made('two-editors')
  const ask = (access: 'metered' | 'supporters', revision: number) =>
    setAccess(ctx, { articleId: id, access, revision, personId: editor.id })
  const outcomes = await Promise.all([ask('metered', 1), ask('supporters', 1)])
  expect(outcomes.map(({ state }) => state).toSorted()).toEqual(['overtaken', 'saved'])
  const overtaken = outcomes.find((one) => one.state === 'overtaken')
  const now = await articleAtDesk(ctx, id)
  expect(overtaken).toMatchObject({ revision: 2, access: now?.access })
  expect(await ask('supporters', 2)).toMatchObject({ state: 'saved' })
  expect((await articleAtDesk(ctx, id))?.access).toBe('supporters')
})

test('the last block stays behind the gate wherever the marker was put', async () => {
  const id = await made('short-one', { body: paragraphs('One.', 'Two.'), previewBlocks: 40 })
  await setAccess(ctx, { articleId: id, access: 'metered', revision: 1, personId: editor.id })
  expect((await articleAtDesk(ctx, id))?.previewBlocks).toBe(1)
})

test('an article that says nothing of access gets the magazine’s, and keeps the desk’s when it is imported again', async () => {
  await saveSettings(ctx, 'wall', { defaultAccess: 'metered' })
  const origin = { source: 'markdown', sourceRef: 'one.md', reason: 'Imported', personId: null }
  const input = anArticle({ slug: 'imported-one' })
  const { id } = await saveArticle(ctx, input, origin)
  expect(await articleAtDesk(ctx, id)).toMatchObject({ access: 'metered', previewBlocks: 3 })
  await setAccess(ctx, { articleId: id, access: 'patrons', revision: 1, personId: editor.id })
  await saveSettings(ctx, 'wall', { defaultAccess: 'public' })
  expect(await saveArticle(ctx, input, origin)).toMatchObject({ result: 'unchanged' })
  expect(await saveArticle(ctx, { ...input, headline: 'Another headline' }, origin)).toMatchObject({
    result: 'updated',
  })
  expect(await articleAtDesk(ctx, id)).toMatchObject({ access: 'patrons' })
})

test('the desk finds articles of every state, page by page, those changed last first', async () => {
  await made('a-draft-of-mud', { headline: 'Mudlarks', state: 'draft' })
  await made('published-mud', { headline: 'More mudlarks', access: 'supporters' })
  await ctx.db
    .update(articles)
    .set({ updatedAt: new Date('2026-07-15T10:00:00Z') })
    .where(eq(articles.slug, 'published-mud'))
  const all = { q: 'mudlarks', limit: 10 }
  expect((await findArticles(ctx, all)).map(({ slug }) => slug)).toEqual(['a-draft-of-mud', 'published-mud'])
  expect(await findArticles(ctx, { ...all, state: 'draft' })).toHaveLength(1)
  expect(await findArticles(ctx, { ...all, access: 'supporters' })).toMatchObject([{ slug: 'published-mud' }])
  expect(await findArticles(ctx, { q: '/articles/published-mud', limit: 10 })).toHaveLength(1)
  expect(await findArticles(ctx, { ...all, q: 'mudl' })).toEqual([])
  expect(await findArticles(ctx, { ...all, q: `mudl' & !`, isUnfinished: true })).toHaveLength(2)
  const walked: string[] = []
  let after: { at: Date; id: string } | undefined
  for (;;) {
    const [next] = await findArticles(ctx, { q: '', limit: 1, after })
    if (!next) break
    walked.push(next.id)
    after = { at: next.updatedAt, id: next.id }
  }
  const everything = await findArticles(ctx, { q: '', limit: 100 })
  expect(walked).toEqual(everything.map(({ id }) => id))
})

test('settings changed at the desk are on record with what they were', async () => {
  const before = { defaultAccess: 'public' }
  await saveSettings(ctx, 'wall', before)
  await changeSettings(ctx, 'wall', { ...before, freeArticles: 5 }, editor.id)
  await changeSettings(ctx, 'wall', { ...before, freeArticles: 5 }, editor.id)
  await expect(changeSettings(ctx, 'wall', { freeArticles: -1 }, editor.id)).rejects.toThrow(z.ZodError)
  expect(await auditOf(ctx, [subjectOf('settings', 'wall')])).toMatchObject([
    { actorId: editor.id, details: { freeArticles: '3 to 5' } },
  ])
})

test('whoever sets access while another files the article under no topic, keeps it under none', async () => {
  const id = await made('filed-anew', { topics: [{ slug: 'harbours', name: 'Harbours' }] })
  const { promise: theirs, resolve: begin } = Promise.withResolvers<void>()
  const other = inTransaction(ctx, async (tx) => {
    await lockContent(tx, id)
    await tx.db.delete(articleTopics).where(eq(articleTopics.articleId, id))
    begin()
    await expect
      .poll(async () => (await ctx.db.execute(sql`select 1 from pg_locks where not granted`)).length)
      .toBeGreaterThan(0)
  })
  await theirs
  await setAccess(ctx, { articleId: id, access: 'metered', revision: 1, personId: editor.id })
  await other
  const filed = await ctx.db.select().from(articleTopics).where(eq(articleTopics.articleId, id))
  expect(filed).toEqual([])
})
