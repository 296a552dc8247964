import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { commentCounts, commentDrafts, comments } from '#db/schema/comments.ts'
import { people } from '#db/schema/people.ts'
import { after, minute } from '#lib/clock.ts'
import { clearCacheJob } from '#lib/cache/jobs.ts'
import { deleteOwnComment, postComment } from '#lib/comments/commands.ts'
import type { ShownComment } from '#lib/comments/model.ts'
import { commentCount } from '#lib/comments/queries.ts'
import { threadPage } from '#lib/comments/thread.ts'
import { makeArticle, makeMember, makePerson } from '#tests/support/factories.ts'
import { queuedJobs, testContext } from '#tests/support/context.ts'

const ctx = await testContext()

async function supporter() {
  const person = await makePerson(ctx)
  await makeMember(ctx, person, 'supporter')
  return person
}

async function shownUnder(articleId: string): Promise<ShownComment[]> {
  return (await threadPage(ctx, articleId, { sort: 'newest', limit: 20 })).comments
}

function comment(articleSlug: string, text = 'I was there, and it rained.') {
  return { articleSlug, text, submissionId: v7() }
}

describe('sending again what had no answer', () => {
  it('the same words are the same comment; other words are its words from then on', async () => {
    const article = await makeArticle(ctx)
    const person = await supporter()
    const sent = comment(article.slug, 'I was there.')
    const first = await postComment(ctx, person, sent)
    expect(await postComment(ctx, person, sent)).toEqual(first)
    expect(await postComment(ctx, person, { ...sent, text: 'I was there, twice.' })).toEqual(first)
    expect((await shownUnder(article.id)).map(({ text }) => text)).toEqual(['I was there, twice.'])
    expect(await commentCount(ctx, article.id)).toBe(1)
  })

  it('words that come too late to be changed are refused, and kept as a draft', async () => {
    const article = await makeArticle(ctx)
    const person = await supporter()
    const sent = comment(article.slug, 'I was there.')
    await postComment(ctx, person, sent)
    const later = { ...ctx, now: after(ctx.now, 24 * 60 * minute) }
    await expect(postComment(later, person, { ...sent, text: 'I was there, twice.' })).rejects.toMatchObject({
      kind: 'conflict',
    })
    expect((await shownUnder(article.id)).map(({ text }) => text)).toEqual(['I was there.'])
    expect((await ctx.db.select().from(commentDrafts)).map(({ text }) => text)).toContain('I was there, twice.')
  })
})

describe('who may comment', () => {
  it('a supporter writes, and everybody reads it', async () => {
    const article = await makeArticle(ctx)
    await postComment(ctx, await supporter(), comment(article.slug))
    const [shown] = await shownUnder(article.id)
    expect(shown).toMatchObject({
      name: 'Robin Averill',
      badge: 'supporter',
      text: 'I was there, and it rained.',
    })
    expect(await commentCount(ctx, article.id)).toBe(1)
  })

  it('a patron and staff carry their badges', async () => {
    const article = await makeArticle(ctx)
    const patron = await makePerson(ctx)
    await makeMember(ctx, patron, 'patron')
    await postComment(ctx, patron, comment(article.slug))
    await postComment(ctx, await makePerson(ctx, { roles: ['editor'] }), comment(article.slug))
    expect(new Set((await shownUnder(article.id)).map((one) => one.badge))).toEqual(new Set(['patron', 'staff']))
  })

  it('a visitor, a reader and a lapsed supporter are refused, and nothing is kept', async () => {
    const article = await makeArticle(ctx)
    const lapsed = await makePerson(ctx)
    await makeMember(ctx, lapsed, 'supporter', after(ctx.now, -minute))
    await expect(postComment(ctx, null, comment(article.slug))).rejects.toMatchObject({ kind: 'unauthenticated' })
    await expect(postComment(ctx, await makePerson(ctx), comment(article.slug))).rejects.toMatchObject({
      kind: 'forbidden',
      message: 'Only supporters and patrons, who donate regularly, can comment. Join today.',
    })
    await expect(postComment(ctx, lapsed, comment(article.slug))).rejects.toMatchObject({ kind: 'forbidden' })
    expect(await ctx.db.select().from(comments).where(eq(comments.articleId, article.id))).toEqual([])
  })

  it('nobody writes where comments are closed, under a draft, or under nothing', async () => {
    const person = await supporter()
    const closed = await makeArticle(ctx, { comments: 'closed' })
    const draft = await makeArticle(ctx, { state: 'draft' })
    await expect(postComment(ctx, person, comment(closed.slug))).rejects.toMatchObject({ kind: 'conflict' })
    await expect(postComment(ctx, person, comment(draft.slug))).rejects.toMatchObject({ kind: 'not_found' })
    await expect(postComment(ctx, person, comment('no-such-article'))).rejects.toMatchObject({ kind: 'not_found' })
  })

  it('nobody whose account was deleted a moment ago, whatever they still hold', async () => {
    const { slug } = await makeArticle(ctx)
    const gone = await makePerson(ctx, { name: null })
    await makeMember(ctx, gone, 'supporter')
    await ctx.db.update(people).set({ deletedAt: ctx.now }).where(eq(people.id, gone.id))
    await expect(postComment(ctx, gone, { ...comment(slug), name: 'Robin Averill' })).rejects.toMatchObject({
      kind: 'unauthenticated',
    })
    const [row] = await ctx.db.select({ name: people.name }).from(people).where(eq(people.id, gone.id))
    expect(row).toEqual({ name: null })
  })

  it('asks for a name first', async () => {
    const article = await makeArticle(ctx)
    const nameless = await makePerson(ctx, { name: null })
    await makeMember(ctx, nameless, 'supporter')
    await expect(postComment(ctx, nameless, comment(article.slug))).rejects.toMatchObject({
      fields: { name: expect.any(String) },
    })
  })
})

describe('what is written', () => {
  it.each([
    ['nothing', '   \n\n '],
    ['too much', 'x'.repeat(5_001)],
    ['text that turns itself round', 'abc\u202edef'],
    ['nothing that can be seen', '\u200b\u200b'],
    ['a tower of accents', `a${'\u0301'.repeat(50)}`],
  ])('%s is refused beside the field', async (_, text) => {
    const article = await makeArticle(ctx)
    await expect(postComment(ctx, await supporter(), comment(article.slug, text))).rejects.toMatchObject({
      kind: 'invalid',
      fields: { text: expect.any(String) },
    })
  })

  it('keeps paragraphs and markup as plain text', async () => {
    const article = await makeArticle(ctx)
    await postComment(
      ctx,
      await supporter(),
      comment(article.slug, 'One.\r\n\r\n\r\n\r\n<script>alert(1)</script>\nTwo.'),
    )
    const [shown] = await shownUnder(article.id)
    expect(shown?.text).toBe('One.\n\n<script>alert(1)</script>\nTwo.')
  })

  it('answers stand under the comment they answer, and so do answers to answers', async () => {
    const article = await makeArticle(ctx)
    const person = await supporter()
    const first = await postComment(ctx, person, comment(article.slug, 'First.'))
    const second = await postComment(ctx, person, { ...comment(article.slug, 'Second.'), parentId: first.id })
    await postComment(ctx, person, { ...comment(article.slug, 'Third.'), parentId: second.id })
    const [shown] = await shownUnder(article.id)
    expect(shown?.replies.shown.map((reply) => reply.text)).toEqual(['Second.'])
    expect(shown?.replies.shown[0]?.replies.shown.map((reply) => reply.text)).toEqual(['Third.'])
  })

  it('an answer to a comment of another article is refused', async () => {
    const [here, there] = [await makeArticle(ctx), await makeArticle(ctx)]
    const person = await supporter()
    const elsewhere = await postComment(ctx, person, comment(there.slug))
    await expect(postComment(ctx, person, { ...comment(here.slug), parentId: elsewhere.id })).rejects.toMatchObject({
      kind: 'conflict',
    })
  })
})

describe('bad luck', () => {
  it('a doubled submission is one comment, also at the same moment', async () => {
    const article = await makeArticle(ctx)
    const person = await supporter()
    const same = comment(article.slug)
    const posted = await Promise.all([
      postComment(ctx, person, same),
      postComment(ctx, person, same),
      postComment(ctx, person, same),
    ])
    expect(new Set(posted.map((one) => one.id)).size).toBe(1)
    expect(await commentCount(ctx, article.id)).toBe(1)
  })

  it('leaves the job that clears the page with the comment', async () => {
    const article = await makeArticle(ctx)
    await postComment(ctx, await supporter(), comment(article.slug))
    const jobs = await queuedJobs(ctx, clearCacheJob.name)
    expect(jobs.map((job) => job.data)).toContainEqual({ tags: [`comments:${article.id}`] })
  })

  it('takes ten comments in ten minutes of one person, not eleven', async () => {
    const article = await makeArticle(ctx)
    const person = await supporter()
    for (let count = 0; count < 10; count += 1) await postComment(ctx, person, comment(article.slug))
    await expect(postComment(ctx, person, comment(article.slug))).rejects.toMatchObject({ kind: 'too_many' })
  })
})

describe('deletion', () => {
  it('a person removes their own comment, nobody else’s, and the count follows once', async () => {
    const article = await makeArticle(ctx)
    const [person, stranger] = [await supporter(), await supporter()]
    const { id } = await postComment(ctx, person, comment(article.slug))
    await expect(deleteOwnComment(ctx, stranger.id, id)).rejects.toMatchObject({ kind: 'not_found' })
    await deleteOwnComment(ctx, person.id, id)
    await deleteOwnComment(ctx, person.id, id)
    expect(await shownUnder(article.id)).toEqual([])
    const [counts] = await ctx.db.select().from(commentCounts).where(eq(commentCounts.articleId, article.id))
    expect(counts).toMatchObject({ published: 0, held: 0 })
  })

  it('a removed comment that was answered leaves a note in its place, and its answers stand', async () => {
    const article = await makeArticle(ctx)
    const person = await supporter()
    const { id } = await postComment(ctx, person, comment(article.slug, 'Too hasty.'))
    await postComment(ctx, await supporter(), { ...comment(article.slug, 'Not at all.'), parentId: id })
    await deleteOwnComment(ctx, person.id, id)
    const shown = await shownUnder(article.id)
    expect(shown).toMatchObject([
      { standing: 'deleted', name: '', text: '', replies: { count: 1, shown: [{ text: 'Not at all.' }] } },
    ])
    expect(JSON.stringify(shown)).not.toContain('Too hasty.')
    expect(await commentCount(ctx, article.id)).toBe(1)
  })

  it('a name given with a comment is kept with it, and only with it', async () => {
    const article = await makeArticle(ctx)
    const [member, reader] = [await makePerson(ctx, { name: null }), await makePerson(ctx, { name: null })]
    await makeMember(ctx, member, 'supporter')
    await postComment(ctx, member, { ...comment(article.slug), name: 'Joan' })
    await expect(postComment(ctx, reader, { ...comment(article.slug), name: 'Jim' })).rejects.toMatchObject({
      kind: 'forbidden',
    })
    const names = await ctx.db.select({ id: people.id, name: people.name }).from(people)
    expect(names).toContainEqual({ id: member.id, name: 'Joan' })
    expect(names).toContainEqual({ id: reader.id, name: null })
  })
})
