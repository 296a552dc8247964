import { eq } from 'drizzle-orm'
import { v4 } from 'uuid'
import { expect, test } from 'vitest'
import { articles } from '#db/schema/articles.ts'
import { giftLinks } from '#db/schema/wall.ts'
import type { Access } from '#lib/articles/model.ts'
import { saveSettings } from '#lib/settings/commands.ts'
import { giftByToken, giftsGivenBy, giveArticle, isStillGiven, openGift, withdrawGift } from '#lib/wall/gift-links.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()
await saveSettings(ctx, 'wall', { giftLinksPerMonth: 4, giftOpenings: 3, giftDays: 30 })

const supporter = ['supporters_articles']
const patron = ['supporters_articles', 'patrons_articles']
const inDays = (days: number) => ({ ...ctx, now: new Date(ctx.now.getTime() + days * 86_400_000) })

async function makeRestricted(access: Access): Promise<{ id: string; slug: string }> {
  const article = await makeArticle(ctx)
  await ctx.db.update(articles).set({ access }).where(eq(articles.id, article.id))
  return article
}

async function give(slug: string, benefits: string[], personId?: string, id = v4()) {
  const giver = { personId: personId ?? (await makePerson(ctx)).id, roles: [], benefits }
  const made = await giveArticle(ctx, { id, slug, giver })
  return { id, personId: giver.personId, ...made }
}

test('a link is known by its token alone, of which no table has more than a hash', async () => {
  const { slug } = await makeRestricted('supporters')
  const { token, id } = await give(slug, supporter)
  expect(await giftByToken(ctx, token)).toMatchObject({ id, state: 'good', left: 3, article: { slug } })
  expect(await giftByToken(ctx, v4())).toBeNull()
  const altered = `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`
  expect(await giftByToken(ctx, altered)).toBeNull()
  expect(JSON.stringify(await ctx.db.select().from(giftLinks))).not.toContain(token)
})

test('it lets in as many as it says, however many come at once, and no more', async () => {
  const { slug } = await makeRestricted('patrons')
  const { token, id } = await give(slug, patron)
  const opened = await Promise.all(Array.from({ length: 20 }, () => openGift(ctx, id)))
  expect(opened.filter(Boolean)).toHaveLength(3)
  expect(await giftByToken(ctx, token)).toMatchObject({ state: 'used_up', left: 0 })
  // Whom it let in it keeps in.
  expect(await isStillGiven(ctx, id)).toBe(true)
})

test('it ends with its days, when it is taken back, and while the article is not there', async () => {
  const { slug, id: articleId } = await makeRestricted('metered')
  const kept = await give(slug, supporter)
  expect(await openGift(inDays(29), kept.id)).toBe(true)
  expect(await openGift(inDays(30), kept.id)).toBe(false)
  expect(await isStillGiven(inDays(30), kept.id)).toBe(false)
  expect((await giftByToken(inDays(30), kept.token))?.state).toBe('over')
  const taken = await give(slug, supporter)
  await expect(withdrawGift(ctx, kept.personId, taken.id)).rejects.toThrow('There is no such link.')
  await withdrawGift(ctx, taken.personId, taken.id)
  expect([await openGift(ctx, taken.id), await isStillGiven(ctx, taken.id)]).toEqual([false, false])
  await ctx.db.update(articles).set({ state: 'unpublished' }).where(eq(articles.id, articleId))
  expect([(await giftByToken(ctx, kept.token))?.state, await isStillGiven(ctx, kept.id)]).toEqual([
    'article_gone',
    false,
  ])
})

test('only whoever may read an article as a member gives it', async () => {
  const [metered, forSupporters, forPatrons, open] = await Promise.all(
    (['metered', 'supporters', 'patrons', 'public'] as const).map(makeRestricted),
  )
  for (const [article, benefits] of [
    [metered, []],
    [forSupporters, []],
    [forPatrons, supporter],
    [open, patron],
  ] as const)
    await expect(give(article?.slug ?? '', [...benefits])).rejects.toMatchObject({ kind: 'forbidden' })
  const editor = await makePerson(ctx, { roles: ['editor'] })
  await expect(
    giveArticle(ctx, {
      id: v4(),
      slug: forPatrons?.slug ?? '',
      giver: { personId: editor.id, roles: ['editor'], benefits: [] },
    }),
  ).rejects.toMatchObject({ kind: 'forbidden' })
  await expect(give('no-such-article', patron)).rejects.toMatchObject({ kind: 'not_found' })
})

test('so many a month and no more, also when they are asked for at once; a form makes one', async () => {
  const { slug } = await makeRestricted('supporters')
  const { personId, id } = await give(slug, supporter)
  await expect(give(slug, supporter, personId, id)).rejects.toMatchObject({ kind: 'conflict' })
  const answers = await Promise.allSettled(Array.from({ length: 8 }, () => give(slug, supporter, personId)))
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : []))
  expect(refused).toHaveLength(5)
  expect(new Set(refused)).toEqual(
    new Set(['Refusal: You have given as many articles as one can in a month. From 1 August you can give more.']),
  )
  expect(await giftsGivenBy(ctx, personId)).toHaveLength(4)
  const giver = { personId, roles: [], benefits: supporter }
  await expect(giveArticle(inDays(17), { id: v4(), slug, giver })).resolves.toMatchObject({ most: 3 })
})
