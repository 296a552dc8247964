import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { commentCounts } from '#db/schema/comments.ts'
import { commentReports, newcomerComments } from '#db/schema/moderation.ts'
import { after, day, minute } from '#lib/clock.ts'
import { editComment } from '#lib/comments/editing.ts'
import { deleteOwnComment, postComment } from '#lib/comments/commands.ts'
import { commentsAtDesk } from '#lib/comments/moderation/at-desk.ts'
import { decide, decideMany } from '#lib/comments/moderation/decide.ts'
import { moderationLogOf } from '#lib/comments/moderation/log.ts'
import { undoneWithin } from '#lib/comments/moderation/model.ts'
import { pickComment } from '#lib/comments/moderation/pick.ts'
import { queueOf } from '#lib/comments/moderation/queues.ts'
import { imposeSanction } from '#lib/comments/moderation/sanctions.ts'
import { changeThread, threadRules } from '#lib/comments/moderation/thread.ts'
import { undo, undoBatch } from '#lib/comments/moderation/undo.ts'
import { makePerson } from '#tests/support/factories.ts'
import { queuedJobs, testContext } from '#tests/support/context.ts'
import { write, written } from './conversation.ts'
import { approve, later, makeComment, makeModerator, rejectIt, report, seen, stateOf, told } from './moderating.ts'

const ctx = await testContext()

describe('a decision', () => {
  it('takes a comment off the page with its count, tells the writer why, and is in the log', async () => {
    const { id, writer, article } = await makeComment(ctx)
    await decide(ctx, await makeModerator(ctx), { commentId: id, seen: await seen(ctx, id), ...rejectIt })
    expect(await stateOf(ctx, id)).toBe('rejected')
    const [counts] = await ctx.db.select().from(commentCounts).where(eq(commentCounts.articleId, article.id))
    expect(counts).toMatchObject({ published: 0, held: 0 })
    expect(await told(ctx, writer)).toEqual([
      'A moderator has decided not to show your comment. It attacks or belittles somebody.\n\nThe moderator writes: Please leave his mother out of it.',
    ])
    const [line] = await moderationLogOf(ctx, { commentId: id, limit: 1 })
    expect(line).toMatchObject({ action: 'rejected', actor: { name: 'Moses Quillfeather' }, isUndoable: true })
  })

  it('publishes what was held, and what was rejected comes back with a word to its writer', async () => {
    const { id, writer } = await makeComment(ctx, 'A SHAME AND A DISGRACE, I SAY TO YOU')
    expect(await stateOf(ctx, id)).toBe('held')
    const by = await makeModerator(ctx)
    await decide(ctx, by, { commentId: id, seen: await seen(ctx, id), ...approve })
    expect(await told(ctx, writer)).toEqual([])
    await decide(ctx, by, { commentId: id, seen: await seen(ctx, id), ...rejectIt })
    await decide(ctx, by, { commentId: id, seen: await seen(ctx, id), ...approve })
    expect(await stateOf(ctx, id)).toBe('published')
    expect(await told(ctx, writer)).toContain('A moderator has looked at your comment again, and it is published.')
  })

  it('on what another moderator has decided meanwhile is refused, and says who did what', async () => {
    const { id } = await makeComment(ctx)
    const before = await seen(ctx, id)
    await decide(ctx, await makeModerator(ctx, 'Ada Kirkbride'), { commentId: id, seen: before, ...approve })
    await expect(
      decide(ctx, await makeModerator(ctx), { commentId: id, seen: before, ...rejectIt }),
    ).rejects.toMatchObject({
      kind: 'conflict',
      message: 'Ada Kirkbride has approved it meanwhile. Nothing was changed by you; look at it again.',
    })
  })

  it('on a text that its writer has changed, or removed, is refused', async () => {
    const { id, writer } = await makeComment(ctx)
    const before = await seen(ctx, id)
    await editComment(ctx, writer, { commentId: id, text: 'His father should have told him so.' })
    await expect(
      decide(ctx, await makeModerator(ctx), { commentId: id, seen: before, ...approve }),
    ).rejects.toMatchObject({
      message: 'Its writer has changed the text meanwhile. Read it again before you decide.',
    })
  })

  it('of two at the same moment, one counts and the other is told', async () => {
    const [ada, moses] = [await makeModerator(ctx, 'Ada Kirkbride'), await makeModerator(ctx)]
    for (let round = 0; round < 5; round += 1) {
      const { id, article } = await makeComment(ctx)
      const before = await seen(ctx, id)
      const outcomes = await Promise.allSettled([
        decide(ctx, ada, { commentId: id, seen: before, ...approve }),
        decide(ctx, moses, { commentId: id, seen: before, ...rejectIt }),
      ])
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      const isUp = outcomes[0]?.status === 'fulfilled'
      expect(await stateOf(ctx, id)).toBe(isUp ? 'published' : 'rejected')
      const [counts] = await ctx.db.select().from(commentCounts).where(eq(commentCounts.articleId, article.id))
      expect(counts?.published).toBe(isUp ? 1 : 0)
    }
  })

  it('on several does each that it can', async () => {
    const [one, two] = [await makeComment(ctx), await makeComment(ctx)]
    const by = await makeModerator(ctx)
    const chosen = [
      { commentId: one.id, seen: await seen(ctx, one.id) },
      { commentId: two.id, seen: { ...(await seen(ctx, two.id)), revision: 7 } },
    ]
    const batch = '018a0000-0000-7000-8000-000000000001'
    const { done, refused } = await decideMany(ctx, by, chosen, rejectIt, batch)
    expect([done.length, refused.length]).toEqual([1, 1])
    expect(await undoBatch(ctx, by, batch)).toEqual({ articleIds: [one.article.id], refused: 0 })
    expect([await stateOf(ctx, one.id), await stateOf(ctx, two.id)]).toEqual(['published', 'published'])
  })
})

describe('undo', () => {
  it('puts the comment, its reports and its place among newcomers back', async () => {
    const { id } = await makeComment(ctx)
    const reporter = await makePerson(ctx)
    await report(ctx, reporter, id)
    const by = await makeModerator(ctx)
    const { logId } = await decide(ctx, by, { commentId: id, seen: await seen(ctx, id), ...rejectIt })
    await undo(ctx, by, logId)
    expect(await stateOf(ctx, id)).toBe('published')
    const [waiting] = await ctx.db.select().from(commentReports).where(eq(commentReports.commentId, id))
    expect(waiting).toMatchObject({ decidedAt: null, outcome: null })
    expect((await queueOf(ctx, { queue: 'new', q: '', limit: 1000 })).map(({ commentId }) => commentId)).toContain(id)
    await expect(undo(ctx, by, logId)).rejects.toMatchObject({ message: 'That was undone already.' })
  })

  it('is for whoever did it, for some minutes, and not over what came after', async () => {
    const { id } = await makeComment(ctx)
    const by = await makeModerator(ctx)
    const first = await decide(ctx, by, { commentId: id, seen: await seen(ctx, id), ...rejectIt })
    await expect(undo(ctx, await makeModerator(ctx), first.logId)).rejects.toMatchObject({ kind: 'conflict' })
    await expect(undo(later(ctx, undoneWithin + minute), by, first.logId)).rejects.toMatchObject({
      message: 'That cannot be undone any more. You can decide anew.',
    })
    await decide(ctx, by, { commentId: id, seen: await seen(ctx, id), ...approve })
    await expect(undo(ctx, by, first.logId)).rejects.toMatchObject({
      message: 'Something else has happened to that comment since. Look at it again.',
    })
  })

  it('ends the sanction, and lets the one before it go on', async () => {
    const { id, writer, article } = await makeComment(ctx)
    const by = await makeModerator(ctx)
    const given = { personId: writer.id, commentId: id, reason: 'Twice warned.', note: '' }
    await imposeSanction(ctx, by, { ...given, kind: 'suspension', until: after(ctx.now, day) })
    const ban = await imposeSanction(ctx, by, { ...given, kind: 'ban', until: null })
    await undo(ctx, by, ban)
    await expect(postComment(ctx, writer, written(article.slug))).rejects.toMatchObject({
      message: expect.stringContaining('suspended'),
    })
    const longer = await imposeSanction(ctx, by, { ...given, kind: 'suspension', until: after(ctx.now, 9 * day) })
    await undo(ctx, by, longer)
    await expect(postComment(ctx, writer, written(article.slug))).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(postComment(later(ctx, 2 * day), writer, written(article.slug))).resolves.toMatchObject({
      state: 'published',
    })
  })

  it('takes a pick, and a closed thread, back', async () => {
    const { id, article } = await makeComment(ctx)
    const editor = await makePerson(ctx, { roles: ['editor'] })
    const { logId } = await pickComment(ctx, editor, { commentId: id, picked: true })
    const before = await queuedJobs(ctx, 'cache-clear')
    await undo(ctx, editor, logId)
    expect((await commentsAtDesk(ctx, [id]))[0]?.isPicked).toBe(false)
    // Every instance and front cache is told, not only the one that was asked.
    expect(await queuedJobs(ctx, 'cache-clear')).toHaveLength(before.length + 1)
    const by = await makeModerator(ctx)
    const closed = await changeThread(ctx, by, article.id, { to: 'closed' })
    await undo(ctx, by, closed.logId)
    expect(await threadRules(ctx, article.id)).toMatchObject({ comments: 'open' })
  })
})

it('undone from two windows at once is undone once, and the other is told so', async () => {
  const editor = await makePerson(ctx, { roles: ['editor'] })
  for (let round = 0; round < 5; round += 1) {
    const { id } = await makeComment(ctx)
    const { logId } = await pickComment(ctx, editor, { commentId: id, picked: true })
    const outcomes = await Promise.allSettled([undo(ctx, editor, logId), undo(ctx, editor, logId)])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find((one) => one.status === 'rejected')?.reason).toMatchObject({ kind: 'conflict' })
  }
})

describe('what its writer removes', () => {
  it('counts among the rejections of their last comments as before, where it was rejected', async () => {
    const { writer, article } = await makeComment(ctx)
    const moderator = await makeModerator(ctx)
    for (const text of ['The chairs were grey that day, nobody sat.', 'Of the bells I have heard nothing good.']) {
      const commentId = await write(ctx, writer, article.slug, { text })
      await decide(ctx, moderator, { commentId, seen: await seen(ctx, commentId), ...rejectIt })
      await deleteOwnComment(ctx, writer.id, commentId)
    }
    await deleteOwnComment(ctx, writer.id, await write(ctx, writer, article.slug, { text: 'A very quiet church.' }))
    const next = await postComment(ctx, writer, written(article.slug))
    expect((await commentsAtDesk(ctx, [next.id]))[0]?.findings).toMatchObject([
      { phase: 'history', reason: '2 of this person’s last 3 comments were rejected.' },
    ])
  })

  it('waits no longer among the comments of newcomers', async () => {
    const { id, writer } = await makeComment(ctx)
    const waiting = () => ctx.db.$count(newcomerComments, eq(newcomerComments.commentId, id))
    expect(await waiting()).toBe(1)
    await deleteOwnComment(ctx, writer.id, id)
    expect(await waiting()).toBe(0)
  })
})
