import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { comments } from '#db/schema/comments.ts'
import { clearCacheJob } from '#lib/cache/jobs.ts'
import { after, minute } from '#lib/clock.ts'
import { deleteOwnComment } from '#lib/comments/commands.ts'
import { likeComment, unlikeComment } from '#lib/comments/likes.ts'
import { commentsForMe } from '#lib/comments/mine.ts'
import { makeArticle, makeMember, makePerson } from '#tests/support/factories.ts'
import { queuedJobs, testContext } from '#tests/support/context.ts'
import { makeCommenter, write } from './conversation.ts'

const ctx = await testContext()

const likesOf = async (id: string) =>
  (await ctx.db.select({ likes: comments.likes }).from(comments).where(eq(comments.id, id)))[0]?.likes

describe('liking', () => {
  it('counts each person once, also when they click twice at the same moment', async () => {
    const { slug } = await makeArticle(ctx)
    const id = await write(ctx, await makeCommenter(ctx), slug)
    const readers = await Promise.all(Array.from({ length: 12 }, () => makeCommenter(ctx)))
    await Promise.all(readers.flatMap((reader) => [likeComment(ctx, reader, id), likeComment(ctx, reader, id)]))
    expect(await likesOf(id)).toBe(12)
    await Promise.all(
      readers.slice(0, 5).flatMap(({ id: by }) => [unlikeComment(ctx, by, id), unlikeComment(ctx, by, id)]),
    )
    expect(await likesOf(id)).toBe(7)
  })

  it('is for those who may write there, and not for one’s own', async () => {
    const { slug } = await makeArticle(ctx)
    const writer = await makeCommenter(ctx)
    const id = await write(ctx, writer, slug)
    const lapsed = await makePerson(ctx)
    await makeMember(ctx, lapsed, 'supporter', after(ctx.now, -minute))
    await expect(likeComment(ctx, null, id)).rejects.toMatchObject({ kind: 'unauthenticated' })
    for (const refused of [await makePerson(ctx), lapsed])
      await expect(likeComment(ctx, refused, id)).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(likeComment(ctx, writer, id)).rejects.toMatchObject({ kind: 'conflict' })
    expect(await likesOf(id)).toBe(0)
  })

  it('goes to no comment that readers cannot see', async () => {
    const { slug } = await makeArticle(ctx)
    const writer = await makeCommenter(ctx)
    const id = await write(ctx, writer, slug)
    await deleteOwnComment(ctx, writer.id, id)
    await expect(likeComment(ctx, await makeCommenter(ctx), id)).rejects.toMatchObject({ kind: 'not_found' })
  })

  it('clears a page once a minute, however many like', async () => {
    const { slug, id: articleId } = await makeArticle(ctx)
    const id = await write(ctx, await makeCommenter(ctx), slug)
    for (let n = 0; n < 4; n += 1) await likeComment(ctx, await makeCommenter(ctx), id)
    const clearing = (await queuedJobs(ctx, clearCacheJob.name)).filter(
      ({ data, due }) => !due && JSON.stringify(data).includes(articleId),
    )
    expect(clearing).toHaveLength(1)
  })

  it('tells each person which are theirs', async () => {
    const { slug, id: articleId } = await makeArticle(ctx)
    const writer = await makeCommenter(ctx)
    const reader = await makeCommenter(ctx)
    const id = await write(ctx, writer, slug)
    await likeComment(ctx, reader, id)
    expect(await commentsForMe(ctx, reader.id, articleId, [id])).toMatchObject([{ likes: 1, liked: true, own: null }])
    expect(await commentsForMe(ctx, writer.id, articleId, [id])).toMatchObject([
      { likes: 1, liked: false, own: { state: 'published', text: 'I was there, and it rained.' } },
    ])
  })
})
