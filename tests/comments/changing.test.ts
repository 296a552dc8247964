import { and, eq, ne } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { articles } from '#db/schema/articles.ts'
import { commentFindings, sanctions } from '#db/schema/moderation.ts'
import { commentCounts, commentRevisions, comments } from '#db/schema/comments.ts'
import { after, day, minute } from '#lib/clock.ts'
import { deleteAllOwnComments, deleteOwnComment } from '#lib/comments/commands.ts'
import { editComment } from '#lib/comments/editing.ts'
import { saveSettings } from '#lib/settings/commands.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { testContext } from '#tests/support/context.ts'
import { makeCommenter, write } from './conversation.ts'

const ctx = await testContext()

const rowOf = async (id: string) => (await ctx.db.select().from(comments).where(eq(comments.id, id)))[0]
const later = (ms: number) => ({ ...ctx, now: after(ctx.now, ms) })

describe('changing what one has posted', () => {
  it('goes for five minutes, and the old text is kept for moderators', async () => {
    const { slug } = await makeArticle(ctx)
    const writer = await makeCommenter(ctx)
    const id = await write(ctx, writer, slug, { text: 'It rained.' })
    await editComment(later(5 * minute - 1), writer, { commentId: id, text: 'It poured.' })
    expect(await rowOf(id)).toMatchObject({ text: 'It poured.', revision: 2, state: 'published' })
    expect(await ctx.db.select().from(commentRevisions).where(eq(commentRevisions.commentId, id))).toMatchObject([
      { revision: 1, text: 'It rained.' },
    ])
    await expect(editComment(later(5 * minute), writer, { commentId: id, text: 'It hailed.' })).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('5 minutes'),
    })
  })

  it('keeps no revision of a text that is the same', async () => {
    const { slug } = await makeArticle(ctx)
    const writer = await makeCommenter(ctx)
    const id = await write(ctx, writer, slug, { text: 'It rained.' })
    await editComment(ctx, writer, { commentId: id, text: ' It rained. ' })
    expect(await rowOf(id)).toMatchObject({ revision: 1, editedAt: null })
  })

  it('follows the setting, also where it is nought', async () => {
    const { slug } = await makeArticle(ctx)
    const writer = await makeCommenter(ctx)
    const id = await write(ctx, writer, slug)
    await saveSettings(ctx, 'comments', { editMinutes: 0 })
    const change = editComment(ctx, writer, { commentId: id, text: 'It poured.' })
    await expect(change).rejects.toMatchObject({ message: expect.stringContaining('cannot be changed here') })
    await saveSettings(ctx, 'comments', {})
  })

  it('is nobody else’s, and goes through the gate', async () => {
    const { slug } = await makeArticle(ctx)
    const writer = await makeCommenter(ctx)
    const id = await write(ctx, writer, slug)
    const text = 'Somebody else’s words.'
    await expect(editComment(ctx, null, { commentId: id, text })).rejects.toMatchObject({ kind: 'unauthenticated' })
    for (const other of [await makeCommenter(ctx), await makePerson(ctx, { roles: ['administrator'] })])
      await expect(editComment(ctx, other, { commentId: id, text })).rejects.toMatchObject({ kind: 'not_found' })
    await ctx.db.update(articles).set({ comments: 'closed' }).where(eq(articles.slug, slug))
    await expect(editComment(ctx, writer, { commentId: id, text })).rejects.toMatchObject({ kind: 'conflict' })
  })

  it('a suspended writer changes nothing, and one under pre-moderation waits', async () => {
    const { slug, id: articleId } = await makeArticle(ctx)
    const moderator = await makePerson(ctx, { roles: ['moderator'] })
    const writer = await makeCommenter(ctx)
    const id = await write(ctx, writer, slug)
    const measure = { personId: writer.id, reason: 'For a test.', startsAt: ctx.now, imposedBy: moderator.id }
    const [suspended] = await ctx.db
      .insert(sanctions)
      .values({ ...measure, kind: 'suspension', until: after(ctx.now, day), note: 'Cool down.' })
      .returning({ id: sanctions.id })
    await expect(editComment(ctx, writer, { commentId: id, text: 'No.' })).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('Cool down.'),
    })
    await ctx.db
      .update(sanctions)
      .set({ endedAt: ctx.now, endedBy: moderator.id })
      .where(eq(sanctions.id, suspended?.id ?? ''))
    await ctx.db.insert(sanctions).values({ ...measure, kind: 'pre_moderation' })
    expect(await editComment(ctx, writer, { commentId: id, text: 'Another text.' })).toMatchObject({ state: 'held' })
    expect(await ctx.db.select().from(commentCounts).where(eq(commentCounts.articleId, articleId))).toMatchObject([
      { published: 0, held: 1 },
    ])
    expect(await ctx.db.select().from(commentFindings).where(eq(commentFindings.commentId, id))).toMatchObject([
      { revision: 2, verdict: 'hold' },
    ])
  })

  it('what was removed cannot be changed back', async () => {
    const { slug } = await makeArticle(ctx)
    const writer = await makeCommenter(ctx)
    const id = await write(ctx, writer, slug)
    await deleteOwnComment(ctx, writer.id, id)
    await expect(editComment(ctx, writer, { commentId: id, text: 'Back again.' })).rejects.toMatchObject({
      kind: 'conflict',
    })
  })

  it('two changes at the same moment are two revisions, none lost', async () => {
    const { slug } = await makeArticle(ctx)
    const writer = await makeCommenter(ctx)
    const id = await write(ctx, writer, slug, { text: 'First.' })
    await Promise.all(['Second.', 'Third.', 'Fourth.'].map((text) => editComment(ctx, writer, { commentId: id, text })))
    const kept = await ctx.db.select().from(commentRevisions).where(eq(commentRevisions.commentId, id))
    const row = await rowOf(id)
    expect(row?.revision).toBe(4)
    expect(new Set([...kept.map(({ text }) => text), row?.text])).toEqual(
      new Set(['First.', 'Second.', 'Third.', 'Fourth.']),
    )
  })
})

describe('removing all one has written', () => {
  it('leaves nothing of theirs, and what others answered', async () => {
    const { slug, id: articleId } = await makeArticle(ctx)
    const writer = await makeCommenter(ctx)
    const other = await makeCommenter(ctx)
    const first = await write(ctx, writer, slug)
    await write(ctx, writer, slug)
    await write(ctx, other, slug, { parentId: first })
    expect(await deleteAllOwnComments(ctx, writer.id)).toEqual([articleId])
    expect(await ctx.db.$count(comments, and(eq(comments.personId, writer.id), ne(comments.state, 'deleted')))).toBe(0)
    expect(await ctx.db.select().from(commentCounts).where(eq(commentCounts.articleId, articleId))).toMatchObject([
      { published: 1, held: 0 },
    ])
    expect(await deleteAllOwnComments(ctx, writer.id)).toEqual([])
  })
})
