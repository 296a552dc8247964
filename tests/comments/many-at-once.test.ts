import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { comments } from '#db/schema/comments.ts'
import { deleteOwnComment, postComment } from '#lib/comments/commands.ts'
import { likeComment } from '#lib/comments/likes.ts'
import { commentCount } from '#lib/comments/queries.ts'
import { recount } from '#lib/comments/recount.ts'
import type { Person } from '#lib/people/model.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle } from '#tests/support/factories.ts'
import { makeCommenter } from './conversation.ts'
import { minuteOf, pagesOf } from './threads.ts'

const ctx = await testContext()

async function crowd(size: number): Promise<Person[]> {
  const people: Person[] = []
  for (let n = 0; n < size; n += 1) people.push(await makeCommenter(ctx, `Reader ${n}`))
  return people
}

test('two hundred people post at once, and again because nothing seemed to happen: each comment is there once', async () => {
  const article = await makeArticle(ctx)
  const people = await crowd(200)
  const submissions = people.map((person, n) => ({
    person,
    at: minuteOf(ctx, Math.floor(n / 20)),
    input: { articleSlug: article.slug, text: `Number ${n}`, submissionId: v7() },
  }))
  const posted = await Promise.all(
    [...submissions, ...submissions].map(({ person, at, input }) => postComment({ ...ctx, now: at }, person, input)),
  )
  expect(new Set(posted.map(({ id }) => id)).size).toBe(200)
  expect(await commentCount(ctx, article.id)).toBe(200)
  for (const sort of ['newest', 'oldest', 'liked'] as const) {
    const read = (await pagesOf(ctx, article.id, { sort, limit: 13 })).flat().map(({ id }) => id)
    expect(new Set(read).size).toBe(200)
    expect(read).toHaveLength(200)
    expect((await pagesOf(ctx, article.id, { sort, limit: 50 })).flat().map(({ id }) => id)).toEqual(read)
  }
}, 120_000)

test('all answer one comment at once while others like it and its writer removes it: every count is right', async () => {
  const article = await makeArticle(ctx)
  const [writer, ...others] = await crowd(61)
  if (!writer) throw new Error('nobody is there')
  const { id } = await postComment(ctx, writer, { articleSlug: article.slug, text: 'First.', submissionId: v7() })
  await Promise.allSettled([
    ...others.map((person) =>
      postComment(ctx, person, { articleSlug: article.slug, text: 'Second.', submissionId: v7(), parentId: id }),
    ),
    ...others.map((person) => likeComment(ctx, person, id)),
    deleteOwnComment(ctx, writer.id, id),
  ])
  const [top] = await ctx.db.select({ state: comments.state }).from(comments).where(eq(comments.id, id))
  expect(top?.state).toBe('deleted')
  expect(await Array.fromAsync(recount(ctx))).toEqual([])
}, 120_000)
