import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { comments } from '#db/schema/comments.ts'
import { sealPosition } from '#lib/comments/cursor.ts'
import type { ShownComment } from '#lib/comments/model.ts'
import { articleOfComment, commentInPlace } from '#lib/comments/permalink.ts'
import { picksOf, threadFacts, threadPage } from '#lib/comments/thread.ts'
import { after, day } from '#lib/clock.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { become, minuteOf, pagesOf, write } from './threads.ts'

const ctx = await testContext()

async function thread(given: { comments?: 'open' | 'closed' } = {}) {
  const article = await makeArticle(ctx, given)
  const person = await makePerson(ctx)
  const at = { articleId: article.id, personId: person.id }
  return { article, person, write: (given: Parameters<typeof write>[2] = {}) => write(ctx, at, given) }
}

async function newest(articleId: string): Promise<ShownComment[]> {
  return (await threadPage(ctx, articleId, { sort: 'newest', limit: 20 })).comments
}

const texts = (shown: ShownComment[]) => shown.map(({ text }) => text)

describe('pages', () => {
  test.each(['newest', 'oldest', 'liked'] as const)(
    'of the %s: none twice, none left out, also where many were written at once and are liked alike',
    async (sort) => {
      const { article, write } = await thread()
      for (let n = 0; n < 23; n += 1)
        await write({ text: String(n), at: minuteOf(ctx, Math.floor(n / 4)), likes: n % 3 })
      const pages = await pagesOf(ctx, article.id, { sort, limit: 5 })
      const all = pages.flat()
      expect(pages.map(({ length }) => length)).toEqual([5, 5, 5, 5, 3])
      expect(new Set(texts(all)).size).toBe(23)
      const whole = await threadPage(ctx, article.id, { sort, limit: 50 })
      expect(texts(all)).toEqual(texts(whole.comments))
      const keys = all.map(({ at, likes }) => ({ at: at.getTime(), likes }))
      expect(keys).toEqual(
        keys.toSorted((a, b) =>
          sort === 'newest' ? b.at - a.at : sort === 'oldest' ? a.at - b.at : b.likes - a.likes || b.at - a.at,
        ),
      )
    },
  )

  test('a comment that comes meanwhile moves none of the following pages', async () => {
    const { article, write } = await thread()
    for (let n = 0; n < 6; n += 1) await write({ text: String(n), at: minuteOf(ctx, n) })
    const first = await threadPage(ctx, article.id, { sort: 'newest', limit: 3 })
    await write({ text: 'meanwhile', at: minuteOf(ctx, 9) })
    const options = { sort: 'newest', limit: 3, after: first.after ?? '' } as const
    expect(texts((await threadPage(ctx, article.id, options)).comments)).toEqual(['2', '1', '0'])
  })

  test('a cursor that is forged, of another article or of another order begins anew', async () => {
    const [{ article, write }, other] = [await thread(), await thread()]
    for (let n = 0; n < 4; n += 1) {
      await write({ text: String(n), at: minuteOf(ctx, n) })
      await other.write({ at: minuteOf(ctx, n) })
    }
    const page = async (cursor: string) =>
      texts((await threadPage(ctx, article.id, { sort: 'newest', limit: 2, after: cursor })).comments)
    const { after: own } = await threadPage(ctx, article.id, { sort: 'newest', limit: 2 })
    expect(await page(own ?? '')).toEqual(['1', '0'])
    const [{ after: foreign }, { after: ofAnotherOrder }] = [
      await threadPage(ctx, other.article.id, { sort: 'newest', limit: 2 }),
      await threadPage(ctx, article.id, { sort: 'oldest', limit: 2 }),
    ]
    const last = { likes: 0, at: minuteOf(ctx, 1), id: other.person.id }
    const secret = 'somebody-elses-secret-somebody-elses'
    const forged = sealPosition(last, `${article.id} newest`, secret)
    const body = (own ?? '').split('.')[0]
    for (const cursor of [foreign, ofAnotherOrder, forged, `${body}.`, `${body}`, `${own}x`, 'a.b.c', '', '.', 'é'])
      expect(await page(cursor ?? 'none')).toEqual(['3', '2'])
  })
})

describe('replies', () => {
  test('stand the oldest first, three at each of two depths, and say how many more there are', async () => {
    const { article, write } = await thread()
    const top = await write({ text: 'top' })
    const first = await write({ text: 'a0', parentId: top, at: minuteOf(ctx, 1) })
    for (let n = 1; n < 5; n += 1) await write({ text: `a${n}`, parentId: top, at: minuteOf(ctx, 1 + n) })
    for (let n = 0; n < 4; n += 1) await write({ text: `b${n}`, parentId: first, at: minuteOf(ctx, 10 + n) })
    const [shown] = await newest(article.id)
    expect(shown?.replies.count).toBe(5)
    expect(texts(shown?.replies.shown ?? [])).toEqual(['a0', 'a1', 'a2'])
    const [reply] = shown?.replies.shown ?? []
    expect(reply?.replies.count).toBe(4)
    expect(texts(reply?.replies.shown ?? [])).toEqual(['b0', 'b1', 'b2'])
    const rest = await commentInPlace(ctx, article.id, top, shown?.replies.after ?? '')
    expect(texts(rest?.comment.replies.shown ?? [])).toEqual(['a3', 'a4'])
    expect(rest).toMatchObject({ isFurtherOn: true, comment: { replies: { after: null } } })
    const deeper = await commentInPlace(ctx, article.id, first, reply?.replies.after ?? '')
    expect(texts(deeper?.comment.replies.shown ?? [])).toEqual(['b3'])
  })

  test('what answers the deepest stands beside it and says whom it answers', async () => {
    const { article, write } = await thread()
    const top = await write({ text: 'top' })
    const second = await write({ text: 'second', parentId: top })
    const third = await write({ text: 'third', parentId: second })
    const fourth = await write({ text: 'fourth', parentId: third, at: minuteOf(ctx, 1) })
    const [shown] = await newest(article.id)
    const deepest = shown?.replies.shown[0]?.replies.shown ?? []
    expect(deepest).toMatchObject([
      { text: 'third', depth: 2, inReplyTo: null },
      { text: 'fourth', depth: 2, inReplyTo: { id: third, name: 'Robin Averill' } },
    ])
    await become(ctx, third, 'deleted')
    expect((await newest(article.id))[0]?.replies.shown[0]?.replies.shown).toMatchObject([
      { text: 'fourth', inReplyTo: { id: third, name: null } },
    ])
    expect(await commentInPlace(ctx, article.id, fourth)).toMatchObject({
      above: [{ text: 'top' }, { text: 'second' }],
    })
  })
})

describe('what is not there any more', () => {
  test.each([
    ['deleted', 'deleted'],
    ['rejected', 'removed'],
    ['held', 'held'],
  ] as const)(
    'of a comment that is %s the place is left while an answer stands under it, and nothing of it',
    async (state, standing) => {
      const { article, write } = await thread()
      const top = await write({ text: 'Too hasty.', likes: 3, badge: 'patron' })
      const reply = await write({ text: 'Not at all.', parentId: top })
      await become(ctx, top, state)
      expect(await newest(article.id)).toMatchObject([
        { standing, name: '', text: '', badge: null, likes: 0, replies: { shown: [{ text: 'Not at all.' }] } },
      ])
      expect(await articleOfComment(ctx, top)).toBe(article.slug)
      await become(ctx, reply, 'deleted')
      expect(await newest(article.id)).toEqual([])
      expect(await articleOfComment(ctx, top)).toBeNull()
      expect(await commentInPlace(ctx, article.id, top)).toBeNull()
      await become(ctx, top, 'published')
      expect(texts(await newest(article.id))).toEqual(['Too hasty.'])
    },
  )
})

describe('one comment', () => {
  test('is found with what it answers above it, however far down it stands', async () => {
    const { article, write } = await thread()
    const top = await write({ text: 'top' })
    const second = await write({ text: 'second', parentId: top })
    const third = await write({ text: 'third', parentId: second })
    const beside = await write({ text: 'beside', parentId: third, at: minuteOf(ctx, 1) })
    const answer = await write({ text: 'answer', parentId: beside, at: minuteOf(ctx, 2) })
    for (let n = 0; n < 60; n += 1) await write({ at: minuteOf(ctx, 10 + n) })
    expect(await commentInPlace(ctx, article.id, beside)).toMatchObject({
      above: [{ text: 'top' }, { text: 'second' }, { text: 'third' }],
      comment: { id: beside, inReplyTo: { id: third }, replies: { shown: [{ id: answer }] } },
    })
  })

  test('is not found under another article, nor under one that readers cannot see', async () => {
    const [{ write }, other] = [await thread(), await thread()]
    const id = await write()
    expect(await commentInPlace(ctx, other.article.id, id)).toBeNull()
    const draft = await makeArticle(ctx, { state: 'draft' })
    const hidden = await write({})
    await ctx.db.update(comments).set({ articleId: draft.id }).where(eq(comments.id, hidden))
    expect(await articleOfComment(ctx, hidden)).toBeNull()
  })
})

test('what editors picked stands first, the last picked before the others, and in its usual place, too', async () => {
  const { article, write } = await thread()
  const ids = []
  for (let n = 0; n < 5; n += 1) ids.push(await write({ text: String(n), at: minuteOf(ctx, n) }))
  for (const [order, n] of [3, 0, 4, 1].entries())
    await ctx.db
      .update(comments)
      .set({ pickedAt: minuteOf(ctx, order) })
      .where(eq(comments.id, ids[n] ?? ''))
  await become(ctx, ids[1] ?? '', 'rejected')
  expect(texts(await picksOf(ctx, article.id, 3))).toEqual(['4', '0', '3'])
  expect((await newest(article.id)).map(({ text, isPicked }) => [text, isPicked])).toEqual([
    ['4', true],
    ['3', true],
    ['2', false],
    ['0', true],
  ])
})

test('a heading counts replies, and knows when a thread is over', async () => {
  const { article, write } = await thread()
  await write({ parentId: await write() })
  expect(await threadFacts(ctx, article.id)).toEqual({ count: 2, isOpen: true })
  const closed = await thread({ comments: 'closed' })
  expect(await threadFacts({ ...ctx, now: after(ctx.now, day) }, closed.article.id)).toEqual({
    count: 0,
    isOpen: false,
  })
})
