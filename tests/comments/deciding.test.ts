import { and, eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { articles } from '#db/schema/articles.ts'
import { commentCounts, comments } from '#db/schema/comments.ts'
import { commentReports, moderationLog } from '#db/schema/moderation.ts'
import { notices } from '#db/schema/notices.ts'
import { after, day, minute } from '#lib/clock.ts'
import { editComment } from '#lib/comments/editing.ts'
import { postComment } from '#lib/comments/commands.ts'
import { likeComment } from '#lib/comments/likes.ts'
import { appealable, decideAppeal, fileAppeal, openAppeals } from '#lib/comments/moderation/appeals.ts'
import { commentsAtDesk } from '#lib/comments/moderation/at-desk.ts'
import { decide, decideMany, type Verdict } from '#lib/comments/moderation/decide.ts'
import { moderationLogOf } from '#lib/comments/moderation/log.ts'
import { takenFor, undoneWithin, type Seen } from '#lib/comments/moderation/model.ts'
import { noteOn } from '#lib/comments/moderation/people.ts'
import { pickComment } from '#lib/comments/moderation/pick.ts'
import { queueCounts, queueOf } from '#lib/comments/moderation/queues.ts'
import { reportComment } from '#lib/comments/moderation/reports.ts'
import { endSanction, imposeSanction, tellOfSuspensionOver, warn } from '#lib/comments/moderation/sanctions.ts'
import { takeComment } from '#lib/comments/moderation/takes.ts'
import { changeThread, threadRules } from '#lib/comments/moderation/thread.ts'
import { undo, undoBatch } from '#lib/comments/moderation/undo.ts'
import type { Context } from '#lib/context.ts'
import type { Person, StaffRole } from '#lib/people/model.ts'
import { saveSettings } from '#lib/settings/commands.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { runJobs, testContext } from '#tests/support/context.ts'
import { makeCommenter, write, written } from './conversation.ts'

const ctx = await testContext()
const later = (ms: number): Context => ({ ...ctx, now: after(ctx.now, ms) })

const moderator = (name = 'Moses Quillfeather') => makePerson(ctx, { name, roles: ['moderator'] })
const approve: Verdict = { verdict: 'approve' }
const rejectIt: Verdict = { verdict: 'reject', reason: 'abuse', note: 'Please leave his mother out of it.' }

async function seen(commentId: string): Promise<Seen> {
  const [comment] = await commentsAtDesk(ctx, [commentId])
  if (!comment) throw new Error('there is no such comment')
  return { state: comment.state, revision: comment.revision, decision: comment.lastDecision?.id ?? null }
}

async function stateOf(commentId: string): Promise<string | undefined> {
  const [row] = await ctx.db.select({ state: comments.state }).from(comments).where(eq(comments.id, commentId))
  return row?.state
}

async function told(person: Person): Promise<string[]> {
  const rows = await ctx.db.select({ text: notices.text }).from(notices).where(eq(notices.personId, person.id))
  return rows.map(({ text }) => text)
}

/** Nobody else has written the same. */
async function aComment(text = `His mother should have told him so ${v7()}.`) {
  const article = await makeArticle(ctx)
  const writer = await makeCommenter(ctx)
  return { article, writer, id: await write(ctx, writer, article.slug, { text }) }
}

const report = (
  person: Person | null,
  commentId: string,
  given: { reason?: 'abuse' | 'legal'; explanation?: string } = {},
) => reportComment(ctx, person, { commentId, reason: 'abuse', explanation: '', readsThread: true, ...given })

describe('a decision', () => {
  it('takes a comment off the page with its count, tells the writer why, and is in the log', async () => {
    const { id, writer, article } = await aComment()
    await decide(ctx, await moderator(), { commentId: id, seen: await seen(id), ...rejectIt })
    expect(await stateOf(id)).toBe('rejected')
    const [counts] = await ctx.db.select().from(commentCounts).where(eq(commentCounts.articleId, article.id))
    expect(counts).toMatchObject({ published: 0, held: 0 })
    expect(await told(writer)).toEqual([
      'A moderator has decided not to show your comment. It attacks or belittles somebody.\n\nThe moderator writes: Please leave his mother out of it.',
    ])
    const [line] = await moderationLogOf(ctx, { commentId: id, limit: 1 })
    expect(line).toMatchObject({ action: 'rejected', actor: { name: 'Moses Quillfeather' }, isUndoable: true })
  })

  it('publishes what was held, and what was rejected comes back with a word to its writer', async () => {
    const { id, writer } = await aComment('A SHAME AND A DISGRACE, I SAY TO YOU')
    expect(await stateOf(id)).toBe('held')
    const by = await moderator()
    await decide(ctx, by, { commentId: id, seen: await seen(id), ...approve })
    expect(await told(writer)).toEqual([])
    await decide(ctx, by, { commentId: id, seen: await seen(id), ...rejectIt })
    await decide(ctx, by, { commentId: id, seen: await seen(id), ...approve })
    expect(await stateOf(id)).toBe('published')
    expect(await told(writer)).toContain('A moderator has looked at your comment again, and it is published.')
  })

  it('on what another moderator has decided meanwhile is refused, and says who did what', async () => {
    const { id } = await aComment()
    const before = await seen(id)
    await decide(ctx, await moderator('Ada Kirkbride'), { commentId: id, seen: before, ...approve })
    await expect(decide(ctx, await moderator(), { commentId: id, seen: before, ...rejectIt })).rejects.toMatchObject({
      kind: 'conflict',
      message: 'Ada Kirkbride has approved it meanwhile. Nothing was changed by you; look at it again.',
    })
  })

  it('on a text that its writer has changed, or removed, is refused', async () => {
    const { id, writer } = await aComment()
    const before = await seen(id)
    await editComment(ctx, writer, { commentId: id, text: 'His father should have told him so.' })
    await expect(decide(ctx, await moderator(), { commentId: id, seen: before, ...approve })).rejects.toMatchObject({
      message: 'Its writer has changed the text meanwhile. Read it again before you decide.',
    })
  })

  it('of two at the same moment, one counts and the other is told', async () => {
    const [ada, moses] = [await moderator('Ada Kirkbride'), await moderator()]
    for (let round = 0; round < 5; round += 1) {
      const { id, article } = await aComment()
      const before = await seen(id)
      const outcomes = await Promise.allSettled([
        decide(ctx, ada, { commentId: id, seen: before, ...approve }),
        decide(ctx, moses, { commentId: id, seen: before, ...rejectIt }),
      ])
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      const isUp = outcomes[0]?.status === 'fulfilled'
      expect(await stateOf(id)).toBe(isUp ? 'published' : 'rejected')
      const [counts] = await ctx.db.select().from(commentCounts).where(eq(commentCounts.articleId, article.id))
      expect(counts?.published).toBe(isUp ? 1 : 0)
    }
  })

  it('on several does each that it can', async () => {
    const [one, two] = [await aComment(), await aComment()]
    const by = await moderator()
    const chosen = [
      { commentId: one.id, seen: await seen(one.id) },
      { commentId: two.id, seen: { ...(await seen(two.id)), revision: 7 } },
    ]
    const batch = '018a0000-0000-7000-8000-000000000001'
    const { done, refused } = await decideMany(ctx, by, chosen, rejectIt, batch)
    expect([done.length, refused.length]).toEqual([1, 1])
    expect(await undoBatch(ctx, by, batch)).toEqual([one.article.id])
    expect([await stateOf(one.id), await stateOf(two.id)]).toEqual(['published', 'published'])
  })
})

describe('undo', () => {
  it('puts the comment, its reports and its place among newcomers back', async () => {
    const { id } = await aComment()
    const reporter = await makePerson(ctx)
    await report(reporter, id)
    const by = await moderator()
    const { logId } = await decide(ctx, by, { commentId: id, seen: await seen(id), ...rejectIt })
    await undo(ctx, by, logId)
    expect(await stateOf(id)).toBe('published')
    const [waiting] = await ctx.db.select().from(commentReports).where(eq(commentReports.commentId, id))
    expect(waiting).toMatchObject({ decidedAt: null, outcome: null })
    expect((await queueOf(ctx, { queue: 'new', q: '', limit: 1000 })).map(({ commentId }) => commentId)).toContain(id)
    await expect(undo(ctx, by, logId)).rejects.toMatchObject({ message: 'That was undone already.' })
  })

  it('is for whoever did it, for some minutes, and not over what came after', async () => {
    const { id } = await aComment()
    const by = await moderator()
    const first = await decide(ctx, by, { commentId: id, seen: await seen(id), ...rejectIt })
    await expect(undo(ctx, await moderator(), first.logId)).rejects.toMatchObject({ kind: 'conflict' })
    await expect(undo(later(undoneWithin + minute), by, first.logId)).rejects.toMatchObject({
      message: 'That cannot be undone any more. You can decide anew.',
    })
    await decide(ctx, by, { commentId: id, seen: await seen(id), ...approve })
    await expect(undo(ctx, by, first.logId)).rejects.toMatchObject({
      message: 'Something else has happened to that comment since. Look at it again.',
    })
  })

  it('ends the sanction, and lets the one before it go on', async () => {
    const { id, writer, article } = await aComment()
    const by = await moderator()
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
    await expect(postComment(later(2 * day), writer, written(article.slug))).resolves.toMatchObject({
      state: 'published',
    })
  })

  it('takes a pick, and a closed thread, back', async () => {
    const { id, article } = await aComment()
    const editor = await makePerson(ctx, { roles: ['editor'] })
    const { logId } = await pickComment(ctx, editor, { commentId: id, picked: true })
    await undo(ctx, editor, logId)
    expect((await commentsAtDesk(ctx, [id]))[0]?.isPicked).toBe(false)
    const by = await moderator()
    const closed = await changeThread(ctx, by, article.id, { to: 'closed' })
    await undo(ctx, by, closed.logId)
    expect(await threadRules(ctx, article.id)).toMatchObject({ comments: 'open' })
  })
})

describe('sanctions at every write', () => {
  it.each([
    ['a ban', 'ban', 'A moderator has ended your right to comment here. The moderator writes: Enough.'],
    ['a suspension', 'suspension', 'You are suspended from commenting. The moderator writes: Enough.'],
  ] as const)(
    '%s refuses a comment, an answer, an edit and a like, with the moderator’s words',
    async (_, kind, message) => {
      const { id, writer, article } = await aComment()
      const other = await write(ctx, await makeCommenter(ctx), article.slug, { text: 'Somebody else’s.' })
      await imposeSanction(ctx, await moderator(), {
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
      expect((await told(writer)).join()).toContain('The moderator writes: Enough.')
    },
  )

  it('pre-moderation holds what is written, and what is edited', async () => {
    const { id, writer, article } = await aComment()
    await imposeSanction(ctx, await moderator(), {
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
    const { writer, article } = await aComment()
    const by = await moderator()
    const until = after(ctx.now, day)
    await imposeSanction(ctx, by, {
      personId: writer.id,
      kind: 'suspension',
      until,
      reason: 'Abuse.',
      note: '',
      commentId: null,
    })
    await runJobs(later(day + minute), [tellOfSuspensionOver])
    expect(await told(writer)).toContain('Your suspension is over: you may comment again.')
    expect((await postComment(later(day + minute), writer, written(article.slug))).state).toBe('published')
  })

  it('who writes while a sanction is imposed is before it or refused', async () => {
    const by = await moderator()
    for (let round = 0; round < 5; round += 1) {
      const { writer, article } = await aComment()
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
      if (posted.status === 'rejected') expect(posted.reason).toMatchObject({ kind: 'forbidden' })
      await expect(postComment(ctx, writer, written(article.slug))).rejects.toMatchObject({ kind: 'forbidden' })
    }
  })

  it('needs a reason, an end that is to come, and somebody who is no staff', async () => {
    const { writer } = await aComment()
    const by = await moderator()
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

describe('reports', () => {
  it('of three different people hold a comment until a moderator has looked; then no more of them do', async () => {
    const { id } = await aComment()
    const people = await Promise.all(Array.from({ length: 7 }, () => makePerson(ctx)))
    for (const person of people.slice(0, 2)) await report(person, id)
    expect(await stateOf(id)).toBe('published')
    for (const person of people.slice(2, 3)) await report(person, id)
    expect(await stateOf(id)).toBe('held')
    await decide(ctx, await moderator(), { commentId: id, seen: await seen(id), ...approve })
    for (const person of people.slice(3)) expect(await report(person, id)).toBe('reported')
    expect(await stateOf(id)).toBe('published')
    expect(await told(people[0] ?? fail())).toEqual([
      'A moderator has looked at it, and it stays: it keeps to the rules. Thank you for telling us.',
    ])
  })

  it('at the same moment hold it once, and the counts are right', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { id, article } = await aComment()
      const people = await Promise.all(Array.from({ length: 6 }, () => makePerson(ctx)))
      await Promise.allSettled(people.map((person) => report(person, id)))
      expect(await stateOf(id)).toBe('held')
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
    const { id, writer } = await aComment()
    const person = await makePerson(ctx)
    expect(await report(person, id)).toBe('reported')
    expect(await report(person, id)).toBe('already')
    const many = await makePerson(ctx)
    expect((await Promise.all([report(many, id), report(many, id)])).toSorted()).toEqual(['already', 'reported'])
    await saveSettings(ctx, 'comments', { reportsThatHold: 9 })
    await editComment(ctx, writer, { commentId: id, text: 'Another text, as bad as the first.' })
    expect(await report(person, id)).toBe('reported')
    await saveSettings(ctx, 'comments', {})
  })

  it('a legal one needs a sentence; a visitor, the writer and whoever cannot read the thread make none', async () => {
    const { id, writer } = await aComment()
    await expect(report(await makePerson(ctx), id, { reason: 'legal', explanation: 'Libel.' })).rejects.toMatchObject({
      fields: { explanation: 'Say in a sentence which law you think it breaks, and how.' },
    })
    await expect(report(null, id)).rejects.toMatchObject({ kind: 'unauthenticated' })
    await expect(report(writer, id)).rejects.toMatchObject({ kind: 'conflict' })
    await expect(
      reportComment(ctx, await makePerson(ctx), {
        commentId: id,
        reason: 'abuse',
        explanation: '',
        readsThread: false,
      }),
    ).rejects.toMatchObject({ kind: 'forbidden' })
  })

  it('twenty in an hour are enough', async () => {
    const { article } = await aComment()
    const person = await makePerson(ctx)
    const writer = await makePerson(ctx, { roles: ['author'] })
    for (let count = 0; count < 21; count += 1) {
      const { id } = await postComment(
        later(count * 11 * minute),
        writer,
        written(article.slug, `Number ${count}.`),
      ).catch(async () =>
        postComment(ctx, await makePerson(ctx, { roles: ['author'] }), written(article.slug, `Number ${count}.`)),
      )
      if (count < 20) await report(person, id)
      else await expect(report(person, id)).rejects.toMatchObject({ kind: 'too_many' })
    }
  })

  it('the reporter is told when the comment went', async () => {
    const { id } = await aComment()
    const person = await makePerson(ctx)
    await report(person, id)
    await decide(ctx, await moderator(), { commentId: id, seen: await seen(id), ...rejectIt })
    expect(await told(person)).toEqual([
      'A moderator agreed, and the comment is no longer shown. Thank you for telling us.',
    ])
  })
})

describe('appeals', () => {
  const plea = 'I meant his stepmother, as the article says in its third paragraph.'

  it('bring a comment back when another moderator agrees, and tell its writer', async () => {
    const { id, writer } = await aComment()
    const [first, second] = [await moderator(), await moderator('Ada Kirkbride')]
    await decide(ctx, first, { commentId: id, seen: await seen(id), ...rejectIt })
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
    expect(await stateOf(id)).toBe('published')
    expect(await told(writer)).toContain(
      'You were right: your comment is published.\n\nThe moderator writes: So it does.',
    )
  })

  it('end a sanction; declined, they leave everything as it is', async () => {
    const { id, writer, article } = await aComment()
    const [first, second] = [await moderator(), await moderator('Ada Kirkbride')]
    await decide(ctx, first, { commentId: id, seen: await seen(id), ...rejectIt })
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
    expect(await stateOf(id)).toBe('rejected')
    expect((await postComment(ctx, writer, written(article.slug))).state).toBe('published')
  })

  it('are heard of nobody else’s comment, and of none that is published', async () => {
    const { id, writer } = await aComment()
    expect(await appealable(ctx, writer.id, id)).toBeNull()
    await decide(ctx, await moderator(), { commentId: id, seen: await seen(id), ...rejectIt })
    expect(await appealable(ctx, (await makePerson(ctx)).id, id)).toBeNull()
    await expect(fileAppeal(ctx, writer, { id, text: 'No!' })).rejects.toMatchObject({
      fields: { text: expect.any(String) },
    })
  })
})

describe('a comment that is taken', () => {
  it('is one moderator’s for some minutes, then anybody’s, and can be taken over', async () => {
    const { id } = await aComment()
    const [ada, moses] = [await moderator('Ada Kirkbride'), await moderator()]
    expect(await takeComment(ctx, ada, id)).toBeNull()
    expect(await takeComment(ctx, moses, id)).toMatchObject({ name: 'Ada Kirkbride' })
    expect(await takeComment(ctx, ada, id)).toBeNull()
    expect(await takeComment(ctx, moses, id, { over: true })).toBeNull()
    expect(await takeComment(ctx, ada, id)).toMatchObject({ name: 'Moses Quillfeather' })
    expect(await takeComment(later(takenFor), ada, id)).toBeNull()
  })
})

describe('queues', () => {
  it('go on page by page without a comment twice or left out, and their counts are what they hold', async () => {
    for (let count = 0; count < 7; count += 1) {
      const { id } = await aComment('A SHAME AND A DISGRACE, I SAY TO ALL OF YOU')
      await ctx.db
        .update(comments)
        .set({ createdAt: after(ctx.now, count % 2) })
        .where(eq(comments.id, id))
    }
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
      if (queue !== 'all') expect((await queueCounts(ctx))[queue]).toBe(whole.length)
    }
  })

  it('are narrowed by state, article, person and words', async () => {
    const { id, article, writer } = await aComment('The floccinaucinihilipilification of moss is complete.')
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
    const { article, writer } = await aComment()
    const by = await moderator()
    const post = (at: Context) => postComment(at, writer, written(article.slug, `At ${at.now.toISOString()}.`))
    await changeThread(ctx, by, article.id, { to: 'days', days: 2 })
    await expect(post(later(day))).resolves.toMatchObject({ state: 'published' })
    await expect(post(later(2 * day))).rejects.toMatchObject({ kind: 'conflict' })
    await saveSettings(ctx, 'comments', { closeAfterDays: 1 })
    await ctx.db
      .update(articles)
      .set({ publishedAt: after(ctx.now, -5 * day) })
      .where(eq(articles.id, article.id))
    await changeThread(ctx, by, article.id, { to: 'open' })
    await expect(post(later(minute))).resolves.toMatchObject({ state: 'published' })
    await changeThread(ctx, by, article.id, { to: 'closed' })
    await expect(post(later(minute))).rejects.toMatchObject({ kind: 'conflict' })
    await saveSettings(ctx, 'comments', {})
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
    const { id, writer, article } = await aComment()
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
    const before = await seen(id)
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

function fail(): never {
  throw new Error('nobody is there')
}
