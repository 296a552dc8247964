import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { commentCounts, commentLikes, comments } from '#db/schema/comments.ts'
import { clearCacheJob } from '#lib/cache/jobs.ts'
import { recountComments } from '#lib/comments/jobs.ts'
import { likeComment } from '#lib/comments/likes.ts'
import { recount, type Miscount } from '#lib/comments/recount.ts'
import { queuedJobs, testContext } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { makeCommenter } from './conversation.ts'
import { become, write } from './threads.ts'

const ctx = await testContext()

async function allWrong(): Promise<Miscount[]> {
  return Array.fromAsync(recount(ctx))
}

async function thread() {
  const [article, person] = [await makeArticle(ctx), await makePerson(ctx)]
  const at = { articleId: article.id, personId: person.id }
  const top = await write(ctx, at)
  const second = await write(ctx, at, { parentId: top })
  const third = await write(ctx, at, { parentId: second })
  await write(ctx, at, { state: 'held' })
  return { article, top, second, third }
}

test('what the product counted is right', async () => {
  const { second, top } = await thread()
  await become(ctx, second, 'deleted')
  await likeComment(ctx, await makeCommenter(ctx), top)
  expect(await allWrong()).toEqual([])
})

test('wrong counts are found, said and put right, each once', async () => {
  const { article, top, second } = await thread()
  await ctx.db.update(comments).set({ likes: 7, replies: 5 }).where(eq(comments.id, top))
  await ctx.db.update(commentCounts).set({ published: 1, held: 9 }).where(eq(commentCounts.articleId, article.id))
  await ctx.db
    .insert(commentLikes)
    .values({ commentId: second, personId: (await makePerson(ctx)).id, likedAt: ctx.now })
  expect(await allWrong()).toEqual([
    { what: 'likes', id: top, was: 7, is: 0 },
    { what: 'likes', id: second, was: 0, is: 1 },
    { what: 'replies', id: top, was: 5, is: 1 },
    { what: 'published', id: article.id, was: 1, is: 3 },
    { what: 'held', id: article.id, was: 9, is: 1 },
  ])
  expect(await allWrong()).toEqual([])
  const cleared = (await queuedJobs(ctx, clearCacheJob.name)).map(({ data }) => JSON.stringify(data))
  expect(cleared.join()).toContain(`comments:${article.id}`)
})

test('what is shown because of a count is counted by it, all the way up', async () => {
  const { top, second, third } = await thread()
  await become(ctx, second, 'rejected')
  // As if the answer had never been counted: the comment that was removed is not shown any more, nor counted.
  await ctx.db.update(comments).set({ replies: 0 }).where(eq(comments.id, second))
  await ctx.db.update(comments).set({ replies: 0 }).where(eq(comments.id, top))
  const wrong = await allWrong()
  expect(wrong).toContainEqual({ what: 'replies', id: second, was: 0, is: 1 })
  expect(wrong).toContainEqual({ what: 'replies', id: top, was: 0, is: 1 })
  expect(await allWrong()).toEqual([])
  await become(ctx, third, 'deleted')
  expect(await allWrong()).toEqual([])
})

test('an article whose count is lost has one again, and the job says nothing where all is right', async () => {
  const { article } = await thread()
  await ctx.db.delete(commentCounts).where(eq(commentCounts.articleId, article.id))
  await recountComments.run(ctx, {})
  const [kept] = await ctx.db.select().from(commentCounts).where(eq(commentCounts.articleId, article.id))
  expect(kept).toMatchObject({ published: 3, held: 1 })
  expect(await allWrong()).toEqual([])
})
