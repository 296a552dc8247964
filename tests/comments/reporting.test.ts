import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { commentCounts } from '#db/schema/comments.ts'
import { moderationLog } from '#db/schema/moderation.ts'

import { editComment } from '#lib/comments/editing.ts'
import { deleteOwnComment, postComment } from '#lib/comments/commands.ts'
import { appealable, decideAppeal, fileAppeal, openAppeals } from '#lib/comments/moderation/appeals.ts'
import { commentsAtDesk } from '#lib/comments/moderation/at-desk.ts'
import { decide } from '#lib/comments/moderation/decide.ts'
import { imposeSanction } from '#lib/comments/moderation/sanctions.ts'
import { saveSettings } from '#lib/settings/commands.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { testContext } from '#tests/support/context.ts'
import { write, written } from './conversation.ts'
import { approve, makeComment, makeModerator, rejectIt, report, seen, stateOf, told } from './moderating.ts'

const ctx = await testContext()

describe('reports', () => {
  it('of three different people hold a comment until a moderator has looked; then no more of them do', async () => {
    const { id } = await makeComment(ctx)
    const people = await Promise.all(Array.from({ length: 6 }, () => makePerson(ctx)))
    const first = await makePerson(ctx)
    for (const person of [first, ...people.slice(0, 1)]) await report(ctx, person, id)
    expect(await stateOf(ctx, id)).toBe('published')
    for (const person of people.slice(1, 2)) await report(ctx, person, id)
    expect(await stateOf(ctx, id)).toBe('held')
    await decide(ctx, await makeModerator(ctx), { commentId: id, seen: await seen(ctx, id), ...approve })
    for (const person of people.slice(2)) expect(await report(ctx, person, id)).toBe('reported')
    expect(await stateOf(ctx, id)).toBe('published')
    expect(await told(ctx, first)).toEqual([
      'A moderator has looked at it, and it stays: it keeps to the rules. Thank you for telling us.',
    ])
  })

  it('at the same moment hold it once, and the counts are right', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { id, article } = await makeComment(ctx)
      const people = await Promise.all(Array.from({ length: 6 }, () => makePerson(ctx)))
      await Promise.allSettled(people.map((person) => report(ctx, person, id)))
      expect(await stateOf(ctx, id)).toBe('held')
      const held = await ctx.db
        .select()
        .from(moderationLog)
        .where(and(eq(moderationLog.commentId, id), eq(moderationLog.action, 'held')))
      expect(held).toHaveLength(1)
      const [counts] = await ctx.db.select().from(commentCounts).where(eq(commentCounts.articleId, article.id))
      expect(counts).toMatchObject({ published: 0, held: 1 })
    }
  })

  it('are one for each person and text, and a second one is told so', async () => {
    const { id, writer } = await makeComment(ctx)
    const person = await makePerson(ctx)
    expect(await report(ctx, person, id)).toBe('reported')
    expect(await report(ctx, person, id)).toBe('already')
    const many = await makePerson(ctx)
    expect((await Promise.all([report(ctx, many, id), report(ctx, many, id)])).toSorted()).toEqual([
      'already',
      'reported',
    ])
    await saveSettings(ctx, 'comments', { reportsThatHold: 9 })
    await editComment(ctx, writer, { commentId: id, text: 'Another text, as bad as the first.' })
    expect(await report(ctx, person, id)).toBe('reported')
    await saveSettings(ctx, 'comments', {})
  })

  it('a legal one needs a sentence; a visitor, the writer and whoever cannot read the thread make none', async () => {
    const { id, writer } = await makeComment(ctx)
    await expect(
      report(ctx, await makePerson(ctx), id, { reason: 'legal', explanation: 'Libel.' }),
    ).rejects.toMatchObject({
      fields: { explanation: 'Say in a sentence which law you think it breaks, and how.' },
    })
    await expect(report(ctx, null, id)).rejects.toMatchObject({ kind: 'unauthenticated' })
    await expect(report(ctx, writer, id)).rejects.toMatchObject({ kind: 'conflict' })
    await expect(report(ctx, await makePerson(ctx), id, { readsThread: false })).rejects.toMatchObject({
      kind: 'forbidden',
    })
  })

  it('twenty in an hour are enough', async () => {
    const article = await makeArticle(ctx)
    const person = await makePerson(ctx)
    const ids = await Promise.all(
      Array.from({ length: 21 }, async (_, count) =>
        write(ctx, await makePerson(ctx, { roles: ['author'] }), article.slug, { text: `Number ${count}.` }),
      ),
    )
    for (const id of ids.slice(1)) await report(ctx, person, id)
    await expect(report(ctx, person, ids[0] ?? '')).rejects.toMatchObject({ kind: 'too_many' })
  })

  it('the reporter is told when the comment went', async () => {
    const { id } = await makeComment(ctx)
    const person = await makePerson(ctx)
    await report(ctx, person, id)
    await decide(ctx, await makeModerator(ctx), { commentId: id, seen: await seen(ctx, id), ...rejectIt })
    expect(await told(ctx, person)).toEqual([
      'A moderator agreed, and the comment is no longer shown. Thank you for telling us.',
    ])
  })
})

describe('appeals', () => {
  const plea = 'I meant his stepmother, as the article says in its third paragraph.'

  it('bring a comment back when another moderator agrees, and tell its writer', async () => {
    const { id, writer } = await makeComment(ctx)
    const [first, second] = [await makeModerator(ctx), await makeModerator(ctx, 'Ada Kirkbride')]
    await decide(ctx, first, { commentId: id, seen: await seen(ctx, id), ...rejectIt })
    await fileAppeal(ctx, writer, { id, text: plea })
    await expect(fileAppeal(ctx, writer, { id, text: plea })).rejects.toMatchObject({ kind: 'conflict' })
    const appeal = (await openAppeals(ctx, { limit: 100 })).find(({ comment }) => comment?.id === id)
    if (!appeal) throw new Error('the appeal is not in the queue')
    await expect(decideAppeal(ctx, first, { appealId: appeal.id, outcome: 'upheld', note: '' })).rejects.toMatchObject({
      kind: 'forbidden',
    })
    await decideAppeal(ctx, second, { appealId: appeal.id, outcome: 'upheld', note: 'So it does.' })
    await expect(
      decideAppeal(ctx, second, { appealId: appeal.id, outcome: 'declined', note: '' }),
    ).rejects.toMatchObject({
      kind: 'conflict',
    })
    expect(await stateOf(ctx, id)).toBe('published')
    expect(await told(ctx, writer)).toContain(
      'You were right: your comment is published.\n\nThe moderator writes: So it does.',
    )
  })

  it('say of a comment that was removed meanwhile that it is not shown', async () => {
    const { id, writer } = await makeComment(ctx)
    await decide(ctx, await makeModerator(ctx), { commentId: id, seen: await seen(ctx, id), ...rejectIt })
    await fileAppeal(ctx, writer, { id, text: plea })
    await deleteOwnComment(ctx, writer.id, id)
    const appeal = (await openAppeals(ctx, { limit: 100 })).find(({ comment }) => comment?.id === id)
    const appealId = appeal?.id ?? ''
    await decideAppeal(ctx, await makeModerator(ctx), { appealId, outcome: 'upheld', note: '' })
    expect(await stateOf(ctx, id)).toBe('deleted')
    expect(await told(ctx, writer)).toContain(
      'You were right: the decision was wrong. You have removed your comment meanwhile, so it is not shown.',
    )
  })

  it('are not declined of what was put right meanwhile', async () => {
    const { id, writer } = await makeComment(ctx)
    const [first, second] = [await makeModerator(ctx), await makeModerator(ctx, 'Ada Kirkbride')]
    await decide(ctx, first, { commentId: id, seen: await seen(ctx, id), ...rejectIt })
    await fileAppeal(ctx, writer, { id, text: plea })
    await decide(ctx, first, { commentId: id, seen: await seen(ctx, id), verdict: 'approve' })
    const appeal = (await openAppeals(ctx, { limit: 100 })).find(({ comment }) => comment?.id === id)
    const appealId = appeal?.id ?? ''
    await expect(decideAppeal(ctx, second, { appealId, outcome: 'declined', note: '' })).rejects.toMatchObject({
      kind: 'conflict',
    })
    await decideAppeal(ctx, second, { appealId, outcome: 'upheld', note: '' })
    expect(await told(ctx, writer)).toContain('You were right: your comment is published.')
  })

  it('end a sanction; declined, they leave everything as it is', async () => {
    const { id, writer, article } = await makeComment(ctx)
    const [first, second] = [await makeModerator(ctx), await makeModerator(ctx, 'Ada Kirkbride')]
    await decide(ctx, first, { commentId: id, seen: await seen(ctx, id), ...rejectIt })
    await imposeSanction(ctx, first, {
      personId: writer.id,
      kind: 'ban',
      until: null,
      reason: 'Abuse.',
      note: '',
      commentId: id,
    })
    const [sanction] = (await commentsAtDesk(ctx, [id]))[0]?.writer?.sanctions ?? []
    if (!sanction) throw new Error('there is no sanction')
    await fileAppeal(ctx, writer, { id, text: plea })
    await fileAppeal(ctx, writer, { id: sanction.id, text: plea })
    for (const appeal of await openAppeals(ctx, { limit: 100 }))
      if (appeal.person.id === writer.id)
        await decideAppeal(ctx, second, {
          appealId: appeal.id,
          outcome: appeal.comment ? 'declined' : 'upheld',
          note: '',
        })
    expect(await stateOf(ctx, id)).toBe('rejected')
    expect((await postComment(ctx, writer, written(article.slug))).state).toBe('published')
  })

  it('are heard of nobody else’s comment, and of none that is published', async () => {
    const { id, writer } = await makeComment(ctx)
    expect(await appealable(ctx, writer.id, id)).toBeNull()
    await decide(ctx, await makeModerator(ctx), { commentId: id, seen: await seen(ctx, id), ...rejectIt })
    expect(await appealable(ctx, (await makePerson(ctx)).id, id)).toBeNull()
    await expect(fileAppeal(ctx, writer, { id, text: 'No!' })).rejects.toMatchObject({
      fields: { text: expect.any(String) },
    })
  })
})
