import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { comments, threadVisits } from '#db/schema/comments.ts'
import { people } from '#db/schema/people.ts'
import { after, hour, minute } from '#lib/clock.ts'
import { become, write } from '#tests/comments/threads.ts'
import { enter } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { onTheStack } from './support/planted.ts'
import { plantArticle, plantThread, tenThousand } from './support/threads.ts'

const longWord = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen'.repeat(4)

test('a comment’s own address opens at it, in a thread of ten thousand', async ({ page, addresses }) => {
  const { slug, articleId } = await plantThread(addresses, tenThousand)
  const id = await onTheStack(addresses, async (ctx) => {
    const [row] = await ctx.db
      .select({ id: comments.id })
      .from(comments)
      .where(eq(comments.text, 'Number 5000'))
      .limit(1)
    return z.uuid().parse(row?.id)
  })
  expect(articleId).not.toBe('')
  await page.goto(`/articles/${slug}/comments/${id}`)
  const comment = page.getByRole('article', { name: 'Comment by Robin Averill' })
  await expect(comment).toHaveCount(1)
  await expect(comment).toContainText('Number 5000')
  await expect(comment).toBeFocused()
  await expect(comment).toBeInViewport()
  await page.getByRole('link', { name: 'The whole thread' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('10,000 comments')
  await expect(page.getByText('Number 9999')).toBeVisible()
  await page.getByRole('link', { name: 'Earlier comments' }).click()
  await expect(page.getByText('Number 9979')).toBeVisible()
  await page.getByRole('link', { name: 'Oldest' }).click()
  await expect(page.getByText('Number 0', { exact: true })).toBeVisible()
})

test('what is not there is a 404, and what stands elsewhere leads there', async ({ request, addresses }) => {
  const [here, there] = await onTheStack(addresses, async (ctx) => [await plantArticle(ctx), await plantArticle(ctx)])
  const [shown, gone] = await onTheStack(addresses, async (ctx) => {
    const ids = [await write(ctx, here), await write(ctx, here)]
    await become(ctx, ids[1] ?? '', 'rejected')
    return ids
  })
  const ask = (slug: string, id: string) =>
    request.get(`/articles/${slug}/comments/${id}?after=x`, { maxRedirects: 0, failOnStatusCode: false })
  expect((await ask(here.slug, shown ?? '')).status()).toBe(200)
  for (const id of [gone ?? '', crypto.randomUUID(), 'nonsense', '1', '%00']) {
    const answer = await ask(here.slug, id)
    expect({ id, status: answer.status() }).toEqual({ id, status: 404 })
    expect(await answer.text()).toContain('<h1')
  }
  const moved = await ask(there.slug, shown ?? '')
  expect(moved.status()).toBe(308)
  expect(moved.headers().location).toContain(`/articles/${here.slug}/comments/${shown}`)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('orders, pages, further replies and tombstones are links and words', async ({ page, addresses }) => {
    const { slug } = await plantThread(addresses, async (ctx, at) => {
      for (let n = 0; n < 21; n += 1)
        await write(ctx, at, { text: `Plain ${n}`, at: after(ctx.now, n * minute - hour), likes: n === 7 ? 9 : 0 })
      const top = await write(ctx, at, { text: 'Too hasty' })
      for (let n = 0; n < 5; n += 1)
        await write(ctx, at, { text: `Answer ${n}`, parentId: top, at: after(ctx.now, n * 1_000) })
      await become(ctx, top, 'deleted')
    })
    await page.goto(`/articles/${slug}`)
    await expect(page.getByText('This comment was removed by its writer.')).toBeVisible()
    await expect(page.getByText('Too hasty')).toHaveCount(0)
    await expect(page.getByText('Answer 2')).toBeVisible()
    await expect(page.getByText('Answer 3')).toHaveCount(0)
    await page.getByRole('link', { name: '2 more replies' }).click()
    await expect(page.getByText('Answer 4')).toBeVisible()
    await expect(page.getByText('Answer 2')).toHaveCount(0)
    await page.getByRole('link', { name: 'The first replies' }).click()
    await expect(page.getByText('Answer 4')).toBeVisible()
    await page.getByRole('link', { name: 'The whole thread' }).click()
    await page.getByRole('link', { name: 'Most liked' }).click()
    await expect(page.getByRole('article').first()).toContainText('Plain 7')
    await expect(page.getByRole('article').first()).toContainText('9 likes')
    await page.getByRole('link', { name: 'More comments' }).click()
    await expect(page.getByText(/^Plain /).first()).toBeVisible()
  })
})

test('answers are folded and unfolded by keyboard, and say how many they are', async ({ page, addresses }) => {
  const { slug } = await plantThread(addresses, async (ctx, at) => {
    const top = await write(ctx, at, { text: 'Top' })
    const second = await write(ctx, at, { text: 'Second', parentId: top })
    for (let n = 0; n < 4; n += 1) await write(ctx, at, { text: `Deep ${n}`, parentId: second })
  })
  await page.goto(`/articles/${slug}/comments`)
  // Of few answers all are seen; of many to an answer, the number.
  await expect(page.getByText('Second')).toBeVisible()
  await expect(page.getByText('Deep 0')).toBeHidden()
  const fold = page.locator('summary', { hasText: '4 replies' })
  await fold.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Deep 0')).toBeVisible()
  await page.locator('summary', { hasText: '1 reply' }).focus()
  await page.keyboard.press('Space')
  await expect(page.getByText('Second')).toBeHidden()
})

test('comments that come while somebody reads are announced, and nothing moves until they ask', async ({
  page,
  addresses,
}) => {
  const planted = await plantThread(addresses, async (ctx, at) => {
    await write(ctx, at, { text: 'The first' })
  })
  await page.clock.install()
  await page.goto(`/articles/${planted.slug}`)
  await page.locator('#comments').scrollIntoViewIfNeeded()
  await expect(page.getByText('The first')).toBeVisible()
  await onTheStack(addresses, async (ctx) => {
    await write(ctx, planted, { text: 'The second' })
    await write(ctx, planted, { text: 'The third' })
  })
  const counted = `/api/comments/count?article=${planted.slug}&fresh=`
  await expect.poll(async () => (await page.request.get(counted + crypto.randomUUID())).json()).toEqual({ count: 3 })
  const before = await page.getByText('The first').boundingBox()
  await page.clock.runFor(31_000)
  await expect(page.getByRole('status')).toHaveText(/2 new comments/)
  await expect(page.getByText('The third')).toHaveCount(0)
  expect(await page.getByText('The first').boundingBox()).toEqual(before)
  await page.getByRole('button', { name: 'Show' }).click()
  await page.waitForURL(/\/comments$/)
  await expect(page.getByText('The third')).toBeVisible()
})

test('what is new since the last visit is said and marked, and found at once', async ({ page, addresses }) => {
  const email = `visitor-${crypto.randomUUID()}@example.org`
  const planted = await plantThread(addresses, async (ctx, at) => {
    const id = crypto.randomUUID()
    await ctx.db.insert(people).values({ id, email, name: 'Visiting Reader' })
    await ctx.db
      .insert(threadVisits)
      .values({ personId: id, articleId: at.articleId, visitedAt: after(ctx.now, -2 * hour) })
    await write(ctx, at, { text: 'Read before', at: after(ctx.now, -3 * hour) })
    for (let n = 0; n < 3; n += 1) await write(ctx, at, { text: `Unread ${n}`, at: after(ctx.now, n * minute - hour) })
    await write(ctx, { ...at, personId: id }, { text: 'My own', at: after(ctx.now, -hour) })
  })
  await enter(page.context(), addresses, email)
  await page.goto(`/articles/${planted.slug}/comments`)
  const link = page.getByRole('link', { name: '3 new since your last visit' })
  await expect(link).toBeVisible()
  await expect(page.getByRole('article', { name: 'Comment by Robin Averill, new' })).toHaveCount(3)
  await expect(page.getByRole('article', { name: 'Comment by Visiting Reader', exact: true })).toBeVisible()
  await link.click()
  expect(page.url()).toContain('#comment-')
  await expect(page.locator('.comment:target')).toContainText('Unread 0')
})

test(
  'threads and single comments have no fault that axe can find, whatever stands in them',
  { tag: '@phone' },
  async ({ page, addresses }) => {
    let deepest = ''
    const { slug } = await plantThread(addresses, async (ctx, at) => {
      const odd = { ...at, personId: crypto.randomUUID() }
      await ctx.db
        .insert(people)
        .values({ id: odd.personId, email: `${odd.personId}@example.org`, name: longWord.slice(0, 60) })
      const top = await write(ctx, odd, {
        text: `${longWord}\n\n> A *quotation*\n\n[a link](https://example.org/x)`,
        likes: 1,
      })
      await ctx.db.update(comments).set({ pickedAt: ctx.now }).where(eq(comments.id, top))
      const second = await write(ctx, odd, { parentId: top, text: 'שלום *עולם*', badge: 'patron' })
      const third = await write(ctx, at, { parentId: second })
      deepest = await write(ctx, odd, { parentId: third, text: 'Beside.' })
      const gone = await write(ctx, at, { parentId: top })
      await write(ctx, at, { parentId: gone })
      await become(ctx, gone, 'held')
    })
    for (const path of [`/articles/${slug}`, `/articles/${slug}/comments`, `/articles/${slug}/comments/${deepest}`]) {
      await page.goto(path)
      await expect(page.getByText('Beside.')).toBeVisible()
      expect(await faultsOf(page), path).toEqual([])
    }
    await expect(page.getByText('In reply to')).toBeVisible()
  },
)

test('an article without a comment stands as it is, open or closed', async ({ page, addresses }) => {
  const { slug } = await plantThread(addresses, async () => undefined)
  for (const path of [`/articles/${slug}`, '/articles/the-minister-regrets']) {
    let loads = 0
    page.on('domcontentloaded', () => (loads += 1))
    await page.goto(path, { waitUntil: 'networkidle' })
    await expect(page.getByRole('heading', { name: 'Comments' })).toBeVisible()
    expect(loads).toBe(1)
    page.removeAllListeners('domcontentloaded')
  }
})

test('a thread that everybody reads is told to machines', async ({ request, addresses }) => {
  const { slug } = await plantThread(addresses, async (ctx, at) => {
    const top = await write(ctx, at, { text: 'With *weight*.', likes: 2 })
    await write(ctx, at, { text: 'An answer </script><script>alert(1)</script>', parentId: top })
  })
  const html = await (await request.get(`/articles/${slug}`)).text()
  const data = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/g)].map(([, json = '']) =>
    z
      .looseObject({ '@id': z.string(), commentCount: z.int().optional(), comment: z.array(z.unknown()).optional() })
      .parse(JSON.parse(json)),
  )
  expect(data.find(({ commentCount }) => commentCount !== undefined)).toMatchObject({ commentCount: 2 })
  const said = data.find(({ comment }) => comment !== undefined)
  expect(said?.comment).toMatchObject([
    { '@type': 'Comment', author: { name: 'Robin Averill' }, text: 'With weight.', upvoteCount: 2 },
    { text: 'An answer </script><script>alert(1)</script>', parentItem: { '@id': expect.stringContaining(slug) } },
  ])
})
