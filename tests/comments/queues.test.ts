import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { articles } from '#db/schema/articles.ts'
import { comments } from '#db/schema/comments.ts'
import { after, day, minute } from '#lib/clock.ts'
import { postComment } from '#lib/comments/commands.ts'
import { commentsAtDesk } from '#lib/comments/moderation/at-desk.ts'
import { decide } from '#lib/comments/moderation/decide.ts'
import { takenFor } from '#lib/comments/moderation/model.ts'
import { noteOn } from '#lib/comments/moderation/people.ts'
import { pickComment } from '#lib/comments/moderation/pick.ts'
import { queueCounts, queueOf } from '#lib/comments/moderation/queues.ts'
import { endSanction, imposeSanction, warn } from '#lib/comments/moderation/sanctions.ts'
import { takeComment } from '#lib/comments/moderation/takes.ts'
import { changeThread, saveThread, threadRules } from '#lib/comments/moderation/thread.ts'
import type { Context } from '#lib/context.ts'
import type { StaffRole } from '#lib/people/model.ts'
import { saveSettings } from '#lib/settings/commands.ts'
import { makePerson } from '#tests/support/factories.ts'
import { testContext } from '#tests/support/context.ts'
import { makeCommenter, write, written } from './conversation.ts'
import { later, makeComment, makeModerator, rejectIt, seen } from './moderating.ts'

const ctx = await testContext()

describe('a comment that is taken', () => {
  it('is one moderator’s for some minutes, then anybody’s, and can be taken over', async () => {
    const { id } = await makeComment(ctx)
    const [ada, moses] = [await makeModerator(ctx, 'Ada Kirkbride'), await makeModerator(ctx)]
    expect(await takeComment(ctx, ada, id)).toBeNull()
    expect(await takeComment(ctx, moses, id)).toMatchObject({ name: 'Ada Kirkbride' })
    expect(await takeComment(ctx, ada, id)).toBeNull()
    expect(await takeComment(ctx, moses, id, { over: true })).toBeNull()
    expect(await takeComment(ctx, ada, id)).toMatchObject({ name: 'Moses Quillfeather' })
    expect(await takeComment(later(ctx, takenFor), ada, id)).toBeNull()
  })
})

describe('queues', () => {
  it('go on page by page without a comment twice or left out, and their counts are what they hold', async () => {
    for (let count = 0; count < 7; count += 1) {
      const { id } = await makeComment(ctx, 'A SHAME AND A DISGRACE, I SAY TO ALL OF YOU')
      await ctx.db
        .update(comments)
        .set({ createdAt: after(ctx.now, count % 2) })
        .where(eq(comments.id, id))
    }
    const counts = await queueCounts(ctx)
    for (const queue of ['held', 'new', 'reported', 'all'] as const) {
      const whole = await queueOf(ctx, { queue, q: '', limit: 1000 })
      const paged: string[] = []
      for (let place: { at: Date; id: string } | undefined; ;) {
        const page = await queueOf(ctx, { queue, q: '', limit: 3, after: place })
        paged.push(...page.map(({ commentId }) => commentId))
        place = page.at(-1)?.place
        if (page.length < 3) break
      }
      expect(paged).toEqual(whole.map(({ commentId }) => commentId))
      expect(new Set(paged).size).toBe(paged.length)
      expect({ ...counts, all: whole.length }[queue]).toBe(whole.length)
    }
  })

  it('are narrowed by state, article, person and words', async () => {
    const { id, article, writer } = await makeComment(ctx, 'The floccinaucinihilipilification of moss is complete.')
    const of = async (given: Partial<Parameters<typeof queueOf>[1]>) =>
      (await queueOf(ctx, { queue: 'all', q: '', limit: 50, ...given })).map(({ commentId }) => commentId)
    expect(await of({ articleId: article.id })).toEqual([id])
    expect(await of({ personId: writer.id })).toEqual([id])
    expect(await of({ q: 'floccinaucinihilipilification' })).toEqual([id])
    expect(await of({ articleId: article.id, state: 'rejected' })).toEqual([])
  })
})

describe('closing a thread', () => {
  it('now, in some days, and opening it again, also where the magazine’s own time is over', async () => {
    const { article, writer } = await makeComment(ctx)
    const by = await makeModerator(ctx)
    const post = (at: Context) => postComment(at, writer, written(article.slug, `At ${at.now.toISOString()}.`))
    await changeThread(ctx, by, article.id, { to: 'days', days: 2 })
    await expect(post(later(ctx, day))).resolves.toMatchObject({ state: 'published' })
    await expect(post(later(ctx, 2 * day))).rejects.toMatchObject({ kind: 'conflict' })
    await saveSettings(ctx, 'comments', { closeAfterDays: 1 })
    await ctx.db
      .update(articles)
      .set({ publishedAt: after(ctx.now, -5 * day) })
      .where(eq(articles.id, article.id))
    await changeThread(ctx, by, article.id, { to: 'open' })
    await expect(post(later(ctx, minute))).resolves.toMatchObject({ state: 'published' })
    await changeThread(ctx, by, article.id, { to: 'closed' })
    await expect(post(later(ctx, minute))).rejects.toMatchObject({ kind: 'conflict' })
    await saveSettings(ctx, 'comments', {})
  })

  it('together with its moderation: all of it or nothing, and nothing where nothing is asked for', async () => {
    const { article } = await makeComment(ctx)
    const by = await makeModerator(ctx)
    const beyond = { moderation: 'pre', thread: { to: 'days', days: 1e12 } } as const
    await expect(saveThread(ctx, by, article.id, beyond)).rejects.toThrow('Invalid time value')
    expect(await threadRules(ctx, article.id)).toMatchObject({ moderation: null, closeAt: null })
    await saveThread(ctx, by, article.id, { moderation: 'pre', thread: { to: 'days', days: 2 } })
    const set = { comments: 'open', moderation: 'pre', closeAt: after(ctx.now, 2 * day) }
    expect(await threadRules(ctx, article.id)).toMatchObject(set)
    expect(await saveThread(ctx, by, article.id, { moderation: 'pre', thread: null })).toEqual([])
    expect(await threadRules(ctx, article.id)).toMatchObject(set)
    const author = await makePerson(ctx, { roles: ['author'] })
    await expect(saveThread(ctx, author, article.id, { moderation: null, thread: null })).rejects.toThrow(
      'Only editors',
    )
  })
})

describe('who may do what', () => {
  const roles: { roles: StaffRole[]; moderates: boolean; picks: boolean }[] = [
    { roles: [], moderates: false, picks: false },
    { roles: ['author'], moderates: false, picks: false },
    { roles: ['fulfilment'], moderates: false, picks: false },
    { roles: ['editor'], moderates: false, picks: true },
    { roles: ['managing_editor'], moderates: false, picks: true },
    { roles: ['moderator'], moderates: true, picks: true },
    { roles: ['administrator'], moderates: true, picks: true },
  ]

  it.each(roles)('$roles', async ({ roles: held, moderates, picks }) => {
    const actor = await makePerson(ctx, { roles: held })
    const { id, writer, article } = await makeComment(ctx)
    const about = { personId: writer.id, commentId: id, reason: 'A reason.', note: 'A note.' }
    const outcome = async (attempt: () => Promise<unknown>) =>
      attempt().then(
        () => true,
        (reason: unknown) => {
          if (reason instanceof Error && 'kind' in reason && reason.kind === 'forbidden') return false
          throw reason
        },
      )
    expect(await outcome(() => pickComment(ctx, actor, { commentId: id, picked: true }))).toBe(picks)
    expect(await outcome(() => changeThread(ctx, actor, article.id, { to: 'closed' }))).toBe(picks)
    const before = await seen(ctx, id)
    for (const attempt of [
      () => takeComment(ctx, actor, id),
      () => decide(ctx, actor, { commentId: id, seen: before, ...rejectIt }),
      () => warn(ctx, actor, about),
      () => imposeSanction(ctx, actor, { ...about, kind: 'ban', until: null }),
      () => noteOn(ctx, actor, writer.id, 'A note.'),
    ])
      expect(await outcome(attempt)).toBe(moderates)
    const [sanction] = (await commentsAtDesk(ctx, [id]))[0]?.writer?.sanctions ?? []
    expect(sanction !== undefined).toBe(moderates)
    const any = sanction?.id ?? id
    expect(await outcome(() => endSanction(ctx, actor, { sanctionId: any, reason: '' }))).toBe(moderates)
  })
})

it('an editor who is no moderator is not told what a removed comment said, not in what answers it either', async () => {
  const { id, article } = await makeComment(ctx, 'Her address is 4 Mill Lane, by the weir.')
  const answer = await write(ctx, await makeCommenter(ctx), article.slug, { parentId: id })
  await decide(ctx, await makeModerator(ctx), { commentId: id, seen: await seen(ctx, id), ...rejectIt })
  const [forModerators] = await commentsAtDesk(ctx, [answer], { moderates: true })
  expect(forModerators?.answers?.text).toContain('Mill Lane')
  const [forEditors] = await commentsAtDesk(ctx, [answer], { moderates: false })
  expect(forEditors?.answers).toMatchObject({ id, text: '' })
})
