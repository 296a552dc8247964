import { expect, test } from 'vitest'
import { topics } from '#db/schema/articles.ts'
import { adFreeTopics, markArticleAdFree, markTopicsAdFree } from '#lib/articles/ad-free.ts'
import { articleBySlug } from '#lib/articles/queries.ts'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()
const staff = await makePerson(ctx, { roles: ['editor'] })

test('an article is marked free of advertising once, noted once, and its pages are told', async () => {
  const { id, slug } = await makeArticle(ctx)
  expect((await articleBySlug(ctx, slug))?.adFree).toBe(false)
  expect(await markArticleAdFree(ctx, id, true, staff.id)).toEqual([`article:${id}`, `article-slug:${slug}`])
  expect(await markArticleAdFree(ctx, id, true, staff.id)).toEqual([])
  expect((await articleBySlug(ctx, slug))?.adFree).toBe(true)
  await markArticleAdFree(ctx, id, false, staff.id)
  expect((await auditOf(ctx, [subjectOf('article', id)])).map(({ action }) => action)).toEqual([
    'let advertising into an article again',
    'marked an article free of advertising',
  ])
  await expect(markArticleAdFree(ctx, crypto.randomUUID(), true, staff.id)).rejects.toMatchObject({ kind: 'not_found' })
})

test('of the topics those named are free of advertising, and no others', async () => {
  await ctx.db.insert(topics).values(['science', 'places', 'world'].map((slug) => ({ slug, name: slug })))
  expect(await markTopicsAdFree(ctx, ['science', 'world'], staff.id)).toEqual(['ads'])
  expect(await adFreeTopics(ctx)).toEqual(['science', 'world'])
  expect(await markTopicsAdFree(ctx, ['science', 'world'], staff.id)).toEqual([])
  await markTopicsAdFree(ctx, ['places'], staff.id)
  expect(await adFreeTopics(ctx)).toEqual(['places'])
})
