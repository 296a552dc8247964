import { describe, expect, it } from 'vitest'
import { after, day, minute } from '#lib/clock.ts'
import { editComment } from '#lib/comments/editing.ts'
import { postComment } from '#lib/comments/commands.ts'
import { likeComment } from '#lib/comments/likes.ts'
import { imposeSanction, tellOfSuspensionOver, warn } from '#lib/comments/moderation/sanctions.ts'
import { runJobs, testContext } from '#tests/support/context.ts'
import { makeCommenter, write, written } from './conversation.ts'
import { later, makeComment, makeModerator, told } from './moderating.ts'

const ctx = await testContext()

describe('sanctions at every write', () => {
  it.each([
    ['a ban', 'ban', 'A moderator has ended your right to comment here. The moderator writes: Enough.'],
    ['a suspension', 'suspension', 'You are suspended from commenting. The moderator writes: Enough.'],
  ] as const)(
    '%s refuses a comment, an answer, an edit and a like, with the moderator’s words',
    async (_, kind, message) => {
      const { id, writer, article } = await makeComment(ctx)
      const other = await write(ctx, await makeCommenter(ctx), article.slug, { text: 'Somebody else’s.' })
      await imposeSanction(ctx, await makeModerator(ctx), {
        personId: writer.id,
        kind,
        until: kind === 'suspension' ? after(ctx.now, 3 * day) : null,
        reason: 'Abuse.',
        note: 'Enough.',
        commentId: id,
      })
      for (const attempt of [
        () => postComment(ctx, writer, written(article.slug)),
        () => postComment(ctx, writer, { ...written(article.slug), parentId: other }),
        () => editComment(ctx, writer, { commentId: id, text: 'Another text.' }),
        () => likeComment(ctx, writer, other),
      ])
        await expect(attempt()).rejects.toMatchObject({ kind: 'forbidden', message })
      expect((await told(ctx, writer)).join()).toContain('The moderator writes: Enough.')
    },
  )

  it('pre-moderation holds what is written, and what is edited', async () => {
    const { id, writer, article } = await makeComment(ctx)
    await imposeSanction(ctx, await makeModerator(ctx), {
      personId: writer.id,
      kind: 'pre_moderation',
      until: null,
      reason: 'Careless.',
      note: '',
      commentId: null,
    })
    expect((await postComment(ctx, writer, written(article.slug))).state).toBe('held')
    expect((await editComment(ctx, writer, { commentId: id, text: 'A milder text.' })).state).toBe('held')
  })

  it('a suspension ends by itself, and its person is told then; one that was ended before is not told again', async () => {
    const { writer, article } = await makeComment(ctx)
    const by = await makeModerator(ctx)
    const until = after(ctx.now, day)
    await imposeSanction(ctx, by, {
      personId: writer.id,
      kind: 'suspension',
      until,
      reason: 'Abuse.',
      note: '',
      commentId: null,
    })
    await runJobs(later(ctx, day + minute), [tellOfSuspensionOver])
    expect(await told(ctx, writer)).toContain('Your suspension is over: you may comment again.')
    expect((await postComment(later(ctx, day + minute), writer, written(article.slug))).state).toBe('published')
  })

  it('who writes while a sanction is imposed is before it or refused', async () => {
    const by = await makeModerator(ctx)
    for (let round = 0; round < 5; round += 1) {
      const { writer, article } = await makeComment(ctx)
      const [posted, banned] = await Promise.allSettled([
        postComment(ctx, writer, written(article.slug)),
        imposeSanction(ctx, by, {
          personId: writer.id,
          kind: 'ban',
          until: null,
          reason: 'Abuse.',
          note: '',
          commentId: null,
        }),
      ])
      expect(banned.status).toBe('fulfilled')
      expect(posted.status === 'rejected' ? posted.reason : { kind: 'forbidden' }).toMatchObject({ kind: 'forbidden' })
      await expect(postComment(ctx, writer, written(article.slug))).rejects.toMatchObject({ kind: 'forbidden' })
    }
  })

  it('needs a reason, an end that is to come, and somebody who is no staff', async () => {
    const { writer } = await makeComment(ctx)
    const by = await makeModerator(ctx)
    const given = {
      personId: writer.id,
      kind: 'suspension',
      until: after(ctx.now, day),
      reason: 'Abuse.',
      note: '',
      commentId: null,
    } as const
    await expect(imposeSanction(ctx, by, { ...given, reason: ' ' })).rejects.toMatchObject({
      fields: { reason: expect.any(String) },
    })
    await expect(imposeSanction(ctx, by, { ...given, until: after(ctx.now, -day) })).rejects.toMatchObject({
      fields: { until: expect.any(String) },
    })
    await expect(imposeSanction(ctx, by, { ...given, personId: by.id })).rejects.toMatchObject({ kind: 'conflict' })
    await expect(warn(ctx, by, { ...given, note: '' })).rejects.toMatchObject({ fields: { note: expect.any(String) } })
  })
})
