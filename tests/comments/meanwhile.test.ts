import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq, isNotNull } from 'drizzle-orm'
import { afterAll, describe, expect, it } from 'vitest'
import { articles } from '#db/schema/articles.ts'
import { comments } from '#db/schema/comments.ts'
import { commentFindings, commentReports, sanctions } from '#db/schema/moderation.ts'
import { people } from '#db/schema/people.ts'
import { after, minute } from '#lib/clock.ts'
import { postComment } from '#lib/comments/commands.ts'
import { draftAt } from '#lib/comments/drafts.ts'
import { editComment } from '#lib/comments/editing.ts'
import { forgetCommenter, forgetOverSanctions } from '#lib/comments/forget.ts'
import { likeComment } from '#lib/comments/likes.ts'
import { takeLikesBack } from '#lib/comments/notices/jobs.ts'
import type { Context } from '#lib/context.ts'
import { recordMembership } from '#lib/membership/commands.ts'
import type { Person } from '#lib/people/model.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { runJobs, testContext } from '#tests/support/context.ts'
import { makeCommenter, write, written } from './conversation.ts'

const base = await testContext()

/** What happens while a text is being judged: the classifier, which answers over the network, does it first. */
let meanwhile = async (): Promise<void> => undefined
const server = createServer((_, response) => {
  void meanwhile().then(() => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ verdict: 'publish', reasons: [] }))
  })
}).listen(0, '127.0.0.1')
await new Promise((ready) => server.once('listening', ready))
afterAll(() => server.close())
const port = (() => {
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
})()
const ctx: Context = {
  ...base,
  config: { ...base.config, commentClassifier: { url: `http://127.0.0.1:${port}`, token: undefined } },
}

async function preModerate(person: Person): Promise<void> {
  const { id } = await makePerson(ctx, { roles: ['moderator'] })
  await ctx.db
    .insert(sanctions)
    .values({ personId: person.id, kind: 'pre_moderation', reason: 'For a test.', startsAt: ctx.now, imposedBy: id })
}

describe('what happens while a comment is judged', () => {
  it('pre-moderation counts, for a new comment and for a change', async () => {
    const { slug } = await makeArticle(ctx)
    const writer = await makeCommenter(ctx)
    meanwhile = async () => undefined
    const id = await write(ctx, writer, slug)
    meanwhile = () => preModerate(writer)
    expect(await editComment(ctx, writer, { commentId: id, text: 'Another text.' })).toMatchObject({ state: 'held' })
    const other = await makeCommenter(ctx)
    meanwhile = () => preModerate(other)
    const posted = await postComment(ctx, other, written(slug, 'A text of my own.'))
    expect(posted.state).toBe('held')
    expect(await ctx.db.select().from(commentFindings).where(eq(commentFindings.commentId, posted.id))).toMatchObject([
      { phase: 'pre_moderation', verdict: 'hold' },
    ])
  })

  it('a thread that is closed takes no more, and a membership that ends posts no more', async () => {
    const { slug, id: articleId } = await makeArticle(ctx)
    const writer = await makeCommenter(ctx)
    meanwhile = async () => {
      await ctx.db.update(articles).set({ comments: 'closed' }).where(eq(articles.id, articleId))
    }
    await expect(postComment(ctx, writer, written(slug))).rejects.toMatchObject({ kind: 'conflict' })
    await ctx.db.update(articles).set({ comments: 'open' }).where(eq(articles.id, articleId))
    meanwhile = async () => {
      await recordMembership(ctx, {
        personId: writer.id,
        source: 'complimentary',
        sourceRef: 'tests',
        tier: 'supporter',
        state: 'lapsed',
        validFrom: after(ctx.now, -minute),
        validUntil: after(ctx.now, -minute),
        reason: 'For a test.',
      })
    }
    await expect(postComment(ctx, writer, written(slug, 'Too late.'))).rejects.toMatchObject({ kind: 'forbidden' })
    expect(await ctx.db.$count(comments, eq(comments.articleId, articleId))).toBe(0)
    expect(await draftAt(ctx, writer.id, { articleId, parentId: null })).toBe('Too late.')
  })
})

describe('somebody who leaves', () => {
  it('takes back what they liked, once, however often the job runs', async () => {
    meanwhile = async () => undefined
    const { slug } = await makeArticle(ctx)
    const leaver = await makeCommenter(ctx)
    const stays = await makeCommenter(ctx)
    const first = await write(ctx, await makeCommenter(ctx), slug)
    const second = await write(ctx, await makeCommenter(ctx), slug, { parentId: first })
    for (const id of [first, second]) await likeComment(ctx, leaver, id)
    await likeComment(ctx, stays, first)
    await forgetCommenter(ctx, leaver)
    await runJobs(ctx, [takeLikesBack])
    await takeLikesBack.run(ctx, { personId: leaver.id })
    const likes = async (id: string) =>
      (await ctx.db.select({ likes: comments.likes }).from(comments).where(eq(comments.id, id)))[0]?.likes
    expect([await likes(first), await likes(second)]).toEqual([1, 0])
  })

  it('leaves their reports to be decided, without what they said in them', async () => {
    meanwhile = async () => undefined
    const { slug } = await makeArticle(ctx)
    const commentId = await write(ctx, await makeCommenter(ctx), slug)
    const leaver = await makePerson(ctx)
    const explanation = 'My lawyer, whose name is Quill, says that it is libel.'
    await ctx.db
      .insert(commentReports)
      .values({ commentId, revision: 1, personId: leaver.id, reason: 'legal', explanation, reportedAt: ctx.now })
    await forgetCommenter(ctx, leaver)
    const [kept] = await ctx.db.select().from(commentReports).where(eq(commentReports.commentId, commentId))
    expect(kept).toMatchObject({ reason: 'legal', decidedAt: null })
    expect(kept?.explanation).not.toContain('Quill')
  })

  it('stays banned when they come back with the same address, until the ban ends', async () => {
    meanwhile = async () => undefined
    const { slug } = await makeArticle(ctx)
    const moderator = await makePerson(ctx, { roles: ['moderator'] })
    const banned = await makeCommenter(ctx)
    const [ban] = await ctx.db
      .insert(sanctions)
      .values({ personId: banned.id, kind: 'ban', reason: 'For a test.', startsAt: ctx.now, imposedBy: moderator.id })
      .returning({ id: sanctions.id })
    await forgetCommenter(ctx, banned)
    await ctx.db
      .update(people)
      .set({ email: 'gone@deleted.invalid', deletedAt: ctx.now })
      .where(eq(people.id, banned.id))
    const back = await makeCommenter(ctx)
    await ctx.db.update(people).set({ email: banned.email }).where(eq(people.id, back.id))
    await expect(postComment(ctx, { ...back, email: banned.email }, written(slug))).rejects.toMatchObject({
      message: expect.stringContaining('ended your right to comment'),
    })
    await ctx.db
      .update(sanctions)
      .set({ endedAt: ctx.now, endedBy: moderator.id })
      .where(eq(sanctions.id, ban?.id ?? ''))
    expect(await postComment(ctx, { ...back, email: banned.email }, written(slug))).toMatchObject({
      state: 'published',
    })
    await forgetOverSanctions(ctx)
    expect(await ctx.db.$count(sanctions, isNotNull(sanctions.emailHash))).toBe(0)
  })
})
