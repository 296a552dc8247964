import { and, eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { articles, articleTopics, topics } from '#db/schema/articles.ts'
import { comments } from '#db/schema/comments.ts'
import { commentFindings, moderationLog, newcomerComments } from '#db/schema/moderation.ts'
import { after, day, hour, minute } from '#lib/clock.ts'
import { editComment } from '#lib/comments/editing.ts'
import { postComment } from '#lib/comments/commands.ts'
import { judge, judgeBy } from '#lib/comments/moderation/judge.ts'
import { hold, reject, type Phase } from '#lib/comments/moderation/phase.ts'
import type { Context } from '#lib/context.ts'
import type { Person } from '#lib/people/model.ts'
import { saveSettings } from '#lib/settings/commands.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { testContext } from '#tests/support/context.ts'
import { makeCommenter, written } from './conversation.ts'

const ctx = await testContext()

/** What the phases say of a text by this person, under an article of its own. */
async function judged(
  text: string,
  given: { person?: Person; articleId?: string; waits?: boolean; ctx?: Context; commentId?: string } = {},
) {
  const person = given.person ?? (await makeCommenter(ctx))
  const articleId = given.articleId ?? (await makeArticle(ctx)).id
  return judge(given.ctx ?? ctx, {
    articleId,
    person: { id: person.id, isStaff: person.roles.length > 0 },
    commentId: given.commentId ?? null,
    text,
    waits: given.waits ?? false,
  })
}

/** A comment put straight into its table. */
async function earlier(
  person: Person,
  given: { text?: string; state?: 'published' | 'rejected'; ago?: number } = {},
): Promise<void> {
  const { id: articleId } = await makeArticle(ctx)
  await ctx.db.insert(comments).values({
    articleId,
    personId: person.id,
    text: given.text ?? `Something else entirely, number ${v7()}.`,
    state: given.state ?? 'published',
    submissionId: v7(),
    createdAt: after(ctx.now, -(given.ago ?? 2 * day)),
  })
}

const harmless = 'I was there that morning, and it rained until noon.'

describe('what is said', () => {
  it('a harmless comment is published, and nothing is held against it', async () => {
    expect(await judged(harmless)).toEqual({ state: 'published', findings: [] })
  })

  it.each([
    ['too short to say anything', 'k.', 'It is too short to say anything.'],
    ['nothing but signs', '!?!', 'It is too short to say anything.'],
    ['shouting', 'THIS IS AN OUTRAGE AND YOU ALL KNOW IT', 'Most of it is in capitals.'],
    ['one character over and over', `No${'o'.repeat(30)}.`, 'It repeats one character over and over.'],
    [
      'three links',
      'See https://a.example, https://b.example and https://c.example for it.',
      'It has 3 links; 2 are allowed.',
    ],
  ])('%s is held', async (_, text, reason) => {
    const { state, findings } = await judged(text)
    expect(state).toBe('held')
    expect(findings.map((one) => one.reason)).toContain(reason)
  })

  it.each([
    ['a name in capitals', 'NATO and the BBC said so, and I believe them.'],
    ['a line of dashes', 'So much for that.\n\n--------------------\n\nAnd now for this.'],
    ['two links', 'See https://a.example and https://b.example for it.'],
  ])('%s is published', async (_, text) => {
    expect((await judged(text)).state).toBe('published')
  })

  it('banned words reject and suspect words hold, and every one is named', async () => {
    await saveSettings(ctx, 'comments', { bannedWords: ['snollygoster', 'fopdoodle'], suspectWords: ['cad'] })
    const { state, findings } = await judged('What a ѕnоllygоster, what a f0pd00dle, what a c a d he is!')
    expect(state).toBe('rejected')
    expect(findings.map(({ reason }) => reason)).toEqual([
      'It has the banned word “snollygoster”.',
      'It has the banned word “fopdoodle”.',
      'It has the suspect word “cad”.',
    ])
    expect((await judged('A snollygooster, perhaps; or a masked sn*llygoster.')).state).toBe('held')
    expect((await judged('The cadence of the cadet’s academy.')).state).toBe('published')
    await saveSettings(ctx, 'comments', {})
  })
})

describe('who says it, and how often', () => {
  it('the same again by the same person is held, and so is nearly the same', async () => {
    const person = await makeCommenter(ctx)
    const text = 'The council never asked the people of Invermorrow what they wanted done with the money.'
    await earlier(person, { text })
    expect((await judged(text.toUpperCase().toLowerCase(), { person })).findings).toMatchObject([
      { phase: 'repetition', reason: 'This person has written the same lately.' },
    ])
    expect((await judged(text.replace('never', 'had never'), { person })).findings).toMatchObject([
      { phase: 'repetition', reason: 'This person has written nearly the same lately.' },
    ])
    expect((await judged('The council did ask, and more than once, as the minutes show.', { person })).state).toBe(
      'published',
    )
  })

  it('a few words may be said again, but not all week', async () => {
    const person = await makeCommenter(ctx)
    await earlier(person, { text: 'I quite agree.' })
    expect((await judged('I quite agree.', { person })).state).toBe('published')
    await earlier(person, { text: 'I quite agree!' })
    await earlier(person, { text: 'i quite agree' })
    expect((await judged('I quite agree.', { person })).state).toBe('held')
  })

  it('one text by several people is held', async () => {
    const text = 'Sign the petition to save the lift at Invermorrow station now.'
    for (const ago of [hour, 2 * hour]) await earlier(await makeCommenter(ctx), { text, ago })
    expect((await judged(text)).findings).toMatchObject([{ reason: 'Several people have written exactly this today.' }])
  })

  it('many in a short time are held', async () => {
    const person = await makeCommenter(ctx)
    for (let count = 0; count < 8; count += 1) await earlier(person, { ago: 2 * minute })
    expect((await judged(harmless, { person })).findings).toMatchObject([
      { phase: 'rate', reason: 'It is this person’s comment number 9 within 5 minutes.' },
    ])
    expect((await judged(harmless, { person, ctx: { ...ctx, now: after(ctx.now, 10 * minute) } })).state).toBe(
      'published',
    )
  })

  it('the first comments of a newcomer are held, as many as the setting says', async () => {
    await saveSettings(ctx, 'comments', { firstHeld: 2 })
    const person = await makeCommenter(ctx)
    expect((await judged(harmless, { person })).findings).toMatchObject([{ phase: 'newcomer' }])
    await earlier(person)
    expect((await judged(harmless, { person })).state).toBe('held')
    await earlier(person)
    expect((await judged(harmless, { person })).state).toBe('published')
    await saveSettings(ctx, 'comments', {})
  })

  it('two of the last ten rejected hold the next one; older ones are forgotten', async () => {
    const person = await makeCommenter(ctx)
    await earlier(person, { state: 'rejected', ago: 9 * day })
    await earlier(person, { state: 'rejected', ago: 8 * day })
    expect((await judged(harmless, { person })).findings).toMatchObject([
      { phase: 'history', reason: '2 of this person’s last 2 comments were rejected.' },
    ])
    for (let count = 0; count < 9; count += 1) await earlier(person)
    expect((await judged(harmless, { person })).state).toBe('published')
  })

  it('staff answer for what they write: nothing is asked', async () => {
    await saveSettings(ctx, 'comments', { moderation: 'pre' })
    expect(await judged('k', { person: await makePerson(ctx, { roles: ['author'] }) })).toEqual({
      state: 'published',
      findings: [],
    })
    await saveSettings(ctx, 'comments', {})
  })
})

describe('what waits for a moderator whatever it says: the most specific rule wins', () => {
  async function under(
    article: 'pre' | 'post' | null,
    ofTopics: ('pre' | 'post' | null)[],
    site: 'pre' | 'post',
    waits = false,
  ) {
    const { id: articleId } = await makeArticle(ctx)
    await ctx.db.update(articles).set({ moderation: article }).where(eq(articles.id, articleId))
    for (const [position, moderation] of ofTopics.entries()) {
      const topicId = v7()
      await ctx.db.insert(topics).values({ id: topicId, slug: `t-${topicId}`, name: 'Ferries', moderation })
      await ctx.db.insert(articleTopics).values({ articleId, topicId, position })
    }
    await saveSettings(ctx, 'comments', { moderation: site })
    const { state, findings } = await judged(harmless, { articleId, waits })
    await saveSettings(ctx, 'comments', {})
    return { state, reason: findings[0]?.reason }
  }

  it.each([
    [
      'the person’s, over everything',
      'post',
      ['post'],
      'post',
      true,
      'Everything this person writes waits for a moderator.',
    ],
    [
      'the article’s, over its topics and the site',
      'pre',
      ['post'],
      'post',
      false,
      'Comments under this article wait for a moderator.',
    ],
    ['the article’s, also to open', 'post', ['pre'], 'pre', false, undefined],
    [
      'a topic’s, over the site',
      null,
      ['pre', null],
      'post',
      false,
      'Comments under articles on Ferries wait for a moderator.',
    ],
    ['a topic’s, also to open', null, [null, 'post'], 'pre', false, undefined],
    [
      'the careful one of two topics',
      null,
      ['post', 'pre'],
      'post',
      false,
      'Comments under articles on Ferries wait for a moderator.',
    ],
    ['the site’s, where nothing else speaks', null, [null], 'pre', false, 'Every comment waits for a moderator.'],
    ['none, where nothing speaks', null, [], 'post', false, undefined],
  ] as const)('%s', async (_, article, ofTopics, site, waits, reason) => {
    expect(await under(article, [...ofTopics], site, waits)).toEqual({
      state: reason === undefined ? 'published' : 'held',
      reason,
    })
  })
})

describe('all phases run, and every reason is kept', () => {
  const saying = (name: string, found: ReturnType<typeof hold>[]): Phase => ({ name, examine: async () => found })
  const failing: Phase = {
    name: 'failing',
    examine: async () => {
      throw new Error('out of order')
    },
  }
  const candidate = {
    articleId: v7(),
    person: { id: v7(), isStaff: false },
    commentId: null,
    text: harmless,
    waits: false,
  }

  it('a rejection wins over a hold, and neither hides the other', async () => {
    const all = [saying('one', [hold('A.'), hold('B.')]), saying('two', [reject('C.')]), saying('three', [])]
    expect(await judgeBy(all, ctx, candidate)).toEqual({
      state: 'rejected',
      findings: [
        { phase: 'one', verdict: 'hold', reason: 'A.' },
        { phase: 'one', verdict: 'hold', reason: 'B.' },
        { phase: 'two', verdict: 'reject', reason: 'C.' },
      ],
    })
  })

  it('a phase that fails holds, and the others are heard', async () => {
    const { state, findings } = await judgeBy([failing, saying('two', [hold('C.')])], ctx, candidate)
    expect(state).toBe('held')
    expect(findings.map(({ phase }) => phase)).toEqual(['failing', 'two'])
    expect(findings[0]?.reason).toBe('This check failed, so it was not made.')
  })

  it('what was found stands with the comment, in the log, and is found anew after an edit', async () => {
    const person = await makeCommenter(ctx)
    const article = await makeArticle(ctx)
    const posted = await postComment(ctx, person, written(article.slug, 'A DISGRACE, A DISGRACE, I SAY'))
    expect(posted.state).toBe('held')
    await editComment(ctx, person, { commentId: posted.id, text: 'K' })
    const found = await ctx.db
      .select({ revision: commentFindings.revision, phase: commentFindings.phase })
      .from(commentFindings)
      .where(eq(commentFindings.commentId, posted.id))
    expect(found).toEqual([
      { revision: 1, phase: 'length' },
      { revision: 2, phase: 'length' },
    ])
    const log = await ctx.db
      .select()
      .from(moderationLog)
      .where(and(eq(moderationLog.commentId, posted.id), eq(moderationLog.revision, 1)))
    expect(log).toMatchObject([
      { action: 'held', actorId: null, reason: 'Most of it is in capitals.', personId: person.id },
    ])
    const waiting = await ctx.db.select().from(newcomerComments).where(eq(newcomerComments.commentId, posted.id))
    expect(waiting).toHaveLength(1)
  })
})
