import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { articles } from '#db/schema/articles.ts'
import { comments } from '#db/schema/comments.ts'
import { notices } from '#db/schema/notices.ts'
import { mails } from '#db/schema/platform.ts'
import { after, day, minute } from '#lib/clock.ts'
import { deleteOwnComment } from '#lib/comments/commands.ts'
import { followThread, unfollowThread } from '#lib/comments/following.ts'
import { decide } from '#lib/comments/moderation/decide.ts'
import { muteWriter } from '#lib/comments/muting.ts'
import { commentDigestMail, commentNoticeMail } from '#lib/comments/notices/emails/notice-mails.tsx'
import { sendDigests, tellOfComment } from '#lib/comments/notices/jobs.ts'
import { notify } from '#lib/comments/notices/notify.ts'
import { markSeen, noticesOf, unseenNotices } from '#lib/comments/notices/queries.ts'
import { setNoticeMail, unsubscribedBy, unsubscribeUrl } from '#lib/comments/notices/unsubscribe.ts'
import type { Person } from '#lib/people/model.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { runJobs, testContext } from '#tests/support/context.ts'
import { makeCommenter, write } from './conversation.ts'
import { makeComment, makeModerator, rejectIt, report, seen } from './moderating.ts'

const ctx = await testContext()

const told = (at = ctx) => runJobs(at, [tellOfComment])
const mailsTo = ({ email }: Person) =>
  ctx.db.select().from(mails).where(eq(mails.recipient, email)).orderBy(mails.createdAt, mails.id)
const kindsOf = async (person: Person) => (await noticesOf(ctx, person.id)).map(({ kind }) => kind)

describe('who is told of a comment', () => {
  it('whoever it answers, once, in the account and by mail', async () => {
    const { slug } = await makeArticle(ctx)
    const asked = await makeCommenter(ctx, 'Percival Anand-Holt')
    const answering = await makeCommenter(ctx, 'Sunniva Okafor')
    await followThread(ctx, asked.id, slug)
    const parentId = await write(ctx, asked, slug)
    const id = await write(ctx, answering, slug, { parentId, text: 'I was there, too.' })
    await told()
    await tellOfComment.run(ctx, { commentId: id })
    expect(await noticesOf(ctx, asked.id)).toMatchObject([
      { kind: 'reply', writer: 'Sunniva Okafor', headline: 'A headline', seen: false },
    ])
    const [mail, ...more] = await mailsTo(asked)
    expect(more).toEqual([])
    expect(await commentNoticeMail.render(mail?.data)).toMatchObject({
      subject: 'Sunniva Okafor answered your comment under “A headline”',
      text: expect.stringContaining('I was there, too.'),
      unsubscribe: unsubscribeUrl(ctx.config, asked.id),
    })
    expect(await kindsOf(answering)).toEqual([])
  })

  it('nobody of their own comment, nor of one that waits for a moderator', async () => {
    const { slug } = await makeArticle(ctx)
    const writer = await makeCommenter(ctx)
    await followThread(ctx, writer.id, slug)
    const parentId = await write(ctx, writer, slug)
    const own = await write(ctx, writer, slug, { parentId })
    await told()
    expect(await kindsOf(writer)).toEqual([])
    const other = await makeCommenter(ctx)
    await ctx.db.update(comments).set({ personId: other.id, state: 'held' }).where(eq(comments.id, own))
    await tellOfComment.run(ctx, { commentId: own })
    expect(await kindsOf(writer)).toEqual([])
  })

  it('whoever follows the thread; by one mail until they have looked', async () => {
    const { slug } = await makeArticle(ctx)
    const follower = await makePerson(ctx)
    const writer = await makeCommenter(ctx)
    await followThread(ctx, follower.id, slug)
    await write(ctx, writer, slug)
    await told()
    const soon = { ...ctx, now: after(ctx.now, minute) }
    await write(soon, writer, slug)
    await told(soon)
    expect(await kindsOf(follower)).toEqual(['followed', 'followed'])
    expect(await mailsTo(follower)).toHaveLength(1)
    await markSeen(ctx, follower.id, 'all')
    const then = { ...ctx, now: after(ctx.now, 2 * minute) }
    await write(then, writer, slug)
    await told(then)
    expect(await mailsTo(follower)).toHaveLength(2)
    await unfollowThread(ctx, follower.id, slug)
    await write(then, writer, slug)
    await told(then)
    expect(await kindsOf(follower)).toHaveLength(3)
  })

  it('nobody of somebody they have muted', async () => {
    const { slug } = await makeArticle(ctx)
    const asked = await makeCommenter(ctx)
    const rude = await makeCommenter(ctx)
    await followThread(ctx, asked.id, slug)
    const parentId = await write(ctx, asked, slug)
    const first = await write(ctx, rude, slug, { parentId })
    await told()
    await muteWriter(ctx, asked.id, first)
    await write(ctx, rude, slug, { parentId })
    await write(ctx, rude, slug)
    await told()
    expect(await kindsOf(asked)).toEqual(['reply'])
  })

  it('nobody who may not read what is said there, nor is let follow it', async () => {
    const { slug, id } = await makeArticle(ctx)
    const supporter = await makeCommenter(ctx)
    const patron = await makeCommenter(ctx, 'Percival Anand-Holt', 'patron')
    await followThread(ctx, supporter.id, slug)
    await ctx.db.update(articles).set({ access: 'patrons' }).where(eq(articles.id, id))
    await followThread(ctx, patron.id, slug)
    await expect(followThread(ctx, (await makeCommenter(ctx)).id, slug)).rejects.toMatchObject({ kind: 'forbidden' })
    await write(ctx, await makeCommenter(ctx, 'Sunniva Okafor', 'patron'), slug)
    await told()
    expect(await kindsOf(supporter)).toEqual([])
    expect(await kindsOf(patron)).toEqual(['followed'])
  })

  it('every one of hundreds who follow', async () => {
    const { slug } = await makeArticle(ctx)
    const followers = await Promise.all(Array.from({ length: 230 }, () => makePerson(ctx)))
    await Promise.all(followers.map(({ id }) => followThread(ctx, id, slug)))
    const commentId = await write(ctx, await makeCommenter(ctx), slug)
    await told()
    expect(await ctx.db.$count(notices, eq(notices.commentId, commentId))).toBe(230)
  })
})

describe('mails about conversations', () => {
  it('do not say what a comment says that not everybody may read', async () => {
    const { slug, id } = await makeArticle(ctx)
    const asked = await makeCommenter(ctx, 'Percival Anand-Holt', 'patron')
    const answering = await makeCommenter(ctx, 'Sunniva Okafor', 'patron')
    await ctx.db.update(articles).set({ access: 'patrons' }).where(eq(articles.id, id))
    const parentId = await write(ctx, asked, slug)
    await write(ctx, answering, slug, { parentId, text: 'For patrons only.' })
    await told()
    const [mail] = await mailsTo(asked)
    expect(JSON.stringify(mail?.data)).not.toContain('For patrons only.')
  })

  it('are not sent of a comment removed meanwhile, nor after an unsubscription', async () => {
    const { slug } = await makeArticle(ctx)
    const asked = await makeCommenter(ctx)
    const answering = await makeCommenter(ctx)
    const parentId = await write(ctx, asked, slug)
    const id = await write(ctx, answering, slug, { parentId })
    await told()
    const [mail] = await mailsTo(asked)
    expect(await commentNoticeMail.stillDue(ctx, mail?.data)).toBe(true)
    await setNoticeMail(ctx, asked.id, 'none')
    expect(await commentNoticeMail.stillDue(ctx, mail?.data)).toBe(false)
    await setNoticeMail(ctx, asked.id, 'immediate')
    await deleteOwnComment(ctx, answering.id, id)
    expect(await commentNoticeMail.stillDue(ctx, mail?.data)).toBe(false)
  })

  it('come once a day to whoever wants that, with nothing a digest told before', async () => {
    const { slug } = await makeArticle(ctx)
    const asked = await makeCommenter(ctx)
    const answering = await makeCommenter(ctx, 'Sunniva Okafor')
    await setNoticeMail(ctx, asked.id, 'digest')
    const parentId = await write(ctx, asked, slug)
    for (const text of ['First.', 'Second.']) await write(ctx, answering, slug, { parentId, text })
    await told()
    expect(await mailsTo(asked)).toEqual([])
    await sendDigests.run(ctx, {})
    await sendDigests.run(ctx, {})
    const tomorrow = { ...ctx, now: after(ctx.now, day) }
    await sendDigests.run(tomorrow, {})
    const [digest, ...more] = await mailsTo(asked)
    expect(more).toEqual([])
    const rendered = await commentDigestMail.render(digest?.data)
    expect(rendered.subject).toContain('2 things new')
    expect(rendered.text).toContain('First.')
    await write(tomorrow, answering, slug, { parentId, text: 'Third.' })
    await told(tomorrow)
    await sendDigests.run(tomorrow, {})
    expect(await mailsTo(asked)).toHaveLength(2)
  })

  it('tell once a day, too, what became of a report, also when the comment is not shown any more', async () => {
    const { id: commentId } = await makeComment(ctx)
    const reporter = await makePerson(ctx)
    await setNoticeMail(ctx, reporter.id, 'digest')
    await report(ctx, reporter, commentId)
    await decide(ctx, await makeModerator(ctx), { commentId, seen: await seen(ctx, commentId), ...rejectIt })
    await sendDigests.run(ctx, {})
    const [digest] = await mailsTo(reporter)
    const { text } = await commentDigestMail.render(digest?.data)
    expect(text).toContain('A moderator agreed')
    expect(text).not.toContain('His mother')
  })

  it('leave for tomorrow what comes after the digest of the day', async () => {
    const { slug } = await makeArticle(ctx)
    const asked = await makeCommenter(ctx)
    const answering = await makeCommenter(ctx)
    await setNoticeMail(ctx, asked.id, 'digest')
    const parentId = await write(ctx, asked, slug)
    await write(ctx, answering, slug, { parentId, text: 'Before the digest.' })
    await told()
    await sendDigests.run(ctx, {})
    await write(ctx, answering, slug, { parentId, text: 'After the digest.' })
    await told()
    await sendDigests.run(ctx, {})
    expect(await mailsTo(asked)).toHaveLength(1)
    await sendDigests.run({ ...ctx, now: after(ctx.now, day) }, {})
    const [, second] = await mailsTo(asked)
    expect((await commentDigestMail.render(second?.data)).text).toContain('After the digest.')
  })

  it('of what concerns one’s right to comment come whatever one chose', async () => {
    const { slug } = await makeArticle(ctx)
    const writer = await makeCommenter(ctx)
    await setNoticeMail(ctx, writer.id, 'none')
    const commentId = await write(ctx, writer, slug)
    const notice = { personId: writer.id, kind: 'moderation', commentId, text: 'Please stay civil.' } as const
    await notify(ctx, { ...notice, event: 'warned 1' })
    await notify(ctx, { ...notice, event: 'warned 1' })
    const [mail, ...more] = await mailsTo(writer)
    expect(more).toEqual([])
    expect(await commentNoticeMail.render(mail?.data)).toMatchObject({
      unsubscribe: null,
      text: expect.stringContaining('Please stay civil.'),
    })
  })

  it('end by a link that only we can have made', async () => {
    const person = await makePerson(ctx)
    const token = new URL(unsubscribeUrl(ctx.config, person.id)).searchParams.get('t') ?? ''
    expect(unsubscribedBy(ctx.config, token)).toBe(person.id)
    for (const forged of ['', token.slice(1), `${token}x`, `${Buffer.from(person.id).toString('base64url')}.`])
      expect(unsubscribedBy(ctx.config, forged)).toBeNull()
    expect(unsubscribedBy({ ...ctx.config, authSecret: 'another-another-another-another-' }, token)).toBeNull()
  })
})

describe('notices in the account', () => {
  it('are counted until they are seen, each or all', async () => {
    const { slug } = await makeArticle(ctx)
    const asked = await makeCommenter(ctx)
    const parentId = await write(ctx, asked, slug)
    const answer = await write(ctx, await makeCommenter(ctx), slug, { parentId })
    await write(ctx, await makeCommenter(ctx), slug, { parentId })
    await told()
    expect(await unseenNotices(ctx, asked.id)).toBe(2)
    await markSeen(ctx, asked.id, { commentId: answer })
    expect(await unseenNotices(ctx, asked.id)).toBe(1)
    await markSeen(ctx, asked.id, 'all')
    expect(await unseenNotices(ctx, asked.id)).toBe(0)
    expect(await ctx.db.$count(notices, and(eq(notices.personId, asked.id)))).toBe(2)
  })
})
