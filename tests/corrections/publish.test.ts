import { and, eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { caseEvents, cases } from '#db/schema/cases.ts'
import { corrections } from '#db/schema/corrections.ts'
import { mails } from '#db/schema/platform.ts'
import { saveArticle, type ArticleInput } from '#lib/articles/commands.ts'
import { articleBySlug } from '#lib/articles/queries.ts'
import { clearCache, clearCacheJob } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { after, day } from '#lib/clock.ts'
import { letCorrectionsLeave } from '#lib/corrections/jobs.ts'
import { previewCorrection, publishCorrection, type CorrectionToPublish } from '#lib/corrections/publish.ts'
import {
  allCorrections,
  correctionsOf,
  correctionsOnFrontPage,
  differencesOf,
  repliedTo,
} from '#lib/corrections/queries.ts'
import { anArticle, byTest, paragraphs } from '#tests/articles/draft-article.ts'
import { correctionOf, facts } from './asked.ts'
import { queuedJobs, runJobs, testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { unpublishArticle } from '#tests/support/standing.ts'

// Nothing is dated back: these happen now.
const ctx = await testContext({ now: new Date() })
const personId = (await makePerson(ctx, { roles: ['managing_editor'] })).id

async function published(slug: string, given: Partial<ArticleInput> = {}) {
  const { id } = await saveArticle(ctx, anArticle({ slug, ...given }), byTest)
  return id
}

const asked = (articleId: string, given?: Partial<CorrectionToPublish>) => correctionOf(articleId, personId, given)

async function aCase(articleId: string): Promise<string> {
  const id = v7()
  await ctx.db.insert(cases).values({
    id,
    kind: 'correction',
    articleId,
    name: 'Robin Averill',
    email: `${id}@example.org`,
    message: 'It was the other paragraph.',
    details: {},
    submissionId: v7(),
    receivedAt: ctx.now,
    dueAt: after(ctx.now, 28 * day),
    changedAt: ctx.now,
  })
  return id
}

const shownOf = async (articleId: string) => (await correctionsOf(ctx, [articleId])).get(articleId) ?? []

describe('publishing a correction', () => {
  it('changes the article, stands on it, and is kept with what was recommended', async () => {
    const id = await published('published')
    const one = await publishCorrection(ctx, asked(id))
    expect(one).toMatchObject({ number: 1, slug: 'published' })
    expect(one.changed).toEqual(expect.arrayContaining([tags.article(id), tags.front, tags.corrections]))
    expect(JSON.stringify((await articleBySlug(ctx, 'published'))?.text.body)).toContain('The other paragraph')
    expect((await articleBySlug(ctx, 'published'))?.updatedAt).toEqual(ctx.now)
    expect(await shownOf(id)).toEqual([
      expect.objectContaining({ number: 1, kind: 'correction', changedWords: true, follows: null, reply: null }),
    ])
    expect((await differencesOf(ctx, id)).get(one.id)).toEqual([
      {
        part: 'text',
        paragraphs: [
          [
            { is: 'same', words: 'The ' },
            { is: 'gone', words: 'second' },
            { is: 'new', words: 'other' },
            { is: 'same', words: ' paragraph.' },
          ],
        ],
      },
    ])
    const [row] = await ctx.db.select().from(corrections).where(eq(corrections.id, one.id))
    expect(row).toMatchObject({
      revisionBefore: 1,
      revisionAfter: 2,
      prominenceReason: 'A detail.',
      guidance: { underHeadline: false, frontPageDays: 0, daysStood: 3, onFrontPage: false },
    })
    const announced = (await queuedJobs(ctx, clearCacheJob.name)).map(({ data }) => JSON.stringify(data))
    expect(announced.some((data) => data.includes('"corrections"') && data.includes(tags.article(id)))).toBe(true)
  })

  it('is one, however often its form is sent', async () => {
    const id = await published('twice')
    const same = asked(id)
    const [one, other] = await Promise.all([publishCorrection(ctx, same), publishCorrection(ctx, same)])
    expect(one.id).toBe(other.id)
    expect(await shownOf(id)).toHaveLength(1)
    const further = {
      ...same,
      revision: 2,
      replacements: [],
      facts: { ...facts, note: 'And another thing was wrong.' },
    }
    expect((await publishCorrection(ctx, further)).number).toBe(2)
  })

  it('refuses, with nothing done, when the article was changed since', async () => {
    const id = await published('changed-since')
    await publishCorrection(ctx, asked(id))
    const before = await queuedJobs(ctx)
    await expect(publishCorrection(ctx, asked(id, { replacements: [] }))).rejects.toMatchObject({ kind: 'conflict' })
    expect(await shownOf(id)).toHaveLength(1)
    expect(await queuedJobs(ctx)).toEqual(before)
  })

  it('can be followed by another, of the same article only', async () => {
    const id = await published('followed')
    const first = await publishCorrection(ctx, asked(id))
    await publishCorrection(ctx, asked(id, { revision: 2, replacements: [], follows: first.id }))
    expect(await shownOf(id)).toEqual([
      expect.objectContaining({ number: 2, follows: 1, changedWords: false }),
      expect.objectContaining({ number: 1, follows: null }),
    ])
    const stranger = await published('stranger')
    await expect(publishCorrection(ctx, asked(stranger, { follows: first.id }))).rejects.toMatchObject({
      kind: 'invalid',
    })
  })

  it('numbers those that come at once one after the other', async () => {
    const id = await published('numbered')
    const results = await Promise.allSettled(
      [1, 2, 3].map(() => publishCorrection(ctx, asked(id, { replacements: [] }))),
    )
    expect(results.every(({ status }) => status === 'fulfilled')).toBe(true)
    expect((await shownOf(id)).map(({ number }) => number)).toEqual([3, 2, 1])
  })

  it('publishes its case, and tells the reader where', async () => {
    const id = await published('with-a-case')
    const caseId = await aCase(id)
    const { id: correction } = await publishCorrection(ctx, asked(id, { caseId, finding: 'partly_upheld' }))
    const [row] = await ctx.db.select().from(cases).where(eq(cases.id, caseId))
    expect(row).toMatchObject({ state: 'published', finding: 'partly_upheld' })
    const events = await ctx.db
      .select({ details: caseEvents.details, text: caseEvents.text })
      .from(caseEvents)
      .where(and(eq(caseEvents.caseId, caseId), eq(caseEvents.kind, 'published')))
    expect(events).toEqual([
      { text: facts.note, details: { from: 'received', to: 'published', finding: 'partly_upheld', correction } },
    ])
    const [mail] = await ctx.db
      .select()
      .from(mails)
      .where(and(eq(mails.recipient, row?.email ?? ''), eq(mails.kind, 'case-letter')))
    const { text } = z.object({ text: z.string() }).parse(mail?.data)
    expect(text).toContain('Dear Robin Averill')
    expect(text).toContain(facts.note)
    expect(text).toContain('https://magazine.example/articles/with-a-case#correction-1')
  })

  it('tells those, too, whose cases went on in it, at once or through another', async () => {
    const id = await published('with-two-cases')
    const [caseId, merged, before] = [await aCase(id), await aCase(id), await aCase(id)]
    const merge = (one: string, into: string) =>
      ctx.db.update(cases).set({ mergedInto: into, state: 'closed', closedAt: ctx.now }).where(eq(cases.id, one))
    await merge(before, merged)
    await merge(merged, caseId)
    await publishCorrection(ctx, asked(id, { caseId }))
    for (const one of [caseId, merged, before])
      expect(
        await ctx.db
          .select()
          .from(mails)
          .where(eq(mails.recipient, `${one}@example.org`)),
      ).toHaveLength(1)
    const [row] = await ctx.db.select({ state: cases.state }).from(cases).where(eq(cases.id, merged))
    expect(row?.state).toBe('closed')
  })

  it.each(['declined', 'closed'] as const)('does nothing of it when the case is %s', async (state) => {
    const id = await published(`case-${state}`)
    const caseId = await aCase(id)
    await ctx.db.update(cases).set({ state, closedAt: ctx.now, finding: 'not_upheld' }).where(eq(cases.id, caseId))
    await expect(publishCorrection(ctx, asked(id, { caseId }))).rejects.toMatchObject({ kind: 'conflict' })
    expect(await shownOf(id)).toEqual([])
    const [row] = await ctx.db.select().from(cases).where(eq(cases.id, caseId))
    expect(row).toMatchObject({ state, finding: 'not_upheld' })
  })

  it('does nothing of it when the case is not there', async () => {
    const id = await published('no-case')
    await expect(publishCorrection(ctx, asked(id, { caseId: v7() }))).rejects.toMatchObject({ kind: 'not_found' })
    expect(await shownOf(id)).toEqual([])
    expect(JSON.stringify((await articleBySlug(ctx, 'no-case'))?.text.body)).toContain('The second paragraph')
  })

  it('stands on the front page until its time is over, which clears the pages', async () => {
    const id = await published('front')
    await publishCorrection(ctx, asked(id, { facts: { ...facts, frontPageDays: 2 } }))
    const onFront = async (now: Date) =>
      (await correctionsOnFrontPage({ ...ctx, now })).map(({ article }) => article?.id)
    expect(await onFront(after(ctx.now, 2 * day - 1))).toContain(id)
    expect(await onFront(after(ctx.now, 2 * day))).not.toContain(id)
    await runJobs(ctx, [clearCache])
    await runJobs(ctx, [letCorrectionsLeave])
    expect(await queuedJobs(ctx, clearCacheJob.name)).toEqual([])
    const then = { ...ctx, now: after(ctx.now, 2 * day) }
    await runJobs(then, [letCorrectionsLeave])
    expect((await queuedJobs(ctx, clearCacheJob.name)).map(({ data }) => data)).toEqual([{ tags: [tags.corrections] }])
  })
})

describe('a correction of an article that not everybody reads', () => {
  const long = 'Nobody on the quay that night had counted more than eleven of the crates before the lights went out.'
  const restricted = { access: 'supporters', previewBlocks: 1 } as const

  it('is refused while its note quotes what is behind the gate', async () => {
    const id = await published('behind-the-gate', {
      ...restricted,
      body: paragraphs('The first paragraph.', 'The second paragraph.', 'The third paragraph.', long, 'The end.'),
    })
    const quoting = { ...facts, note: `We said “${long}”, which was wrong.` }
    const fault = { kind: 'invalid', fields: { note: expect.stringContaining('only members read') } }
    await expect(publishCorrection(ctx, asked(id, { facts: quoting }))).rejects.toMatchObject(fault)
    await expect(previewCorrection(ctx, asked(id, { facts: quoting }))).rejects.toMatchObject(fault)
    expect(await shownOf(id)).toEqual([])
    await publishCorrection(ctx, asked(id))
    const listed = await allCorrections(ctx, { limit: 100 })
    const leaked = JSON.stringify([listed, await shownOf(id)])
    expect(leaked).not.toContain('The other paragraph')
    expect(leaked).not.toContain('The second paragraph')
  })
})

describe('a right of reply', () => {
  it('as an article of its own is linked both ways, under the same topics', async () => {
    const id = await published('replied-to', { access: 'patrons' })
    const reply = {
      author: 'Councillor Prudence Ashdown',
      headline: 'The clock in the mud',
      standfirst: '',
      text: 'I was there.\n\nIt was  not\nmud.',
    }
    const caseId = await aCase(id)
    const asReply = { replacements: [], facts: { ...facts, kind: 'right_of_reply' as const }, reply, caseId }
    await publishCorrection(ctx, asked(id, asReply))
    const [shown] = await shownOf(id)
    const [event] = await ctx.db
      .select({ details: caseEvents.details })
      .from(caseEvents)
      .where(and(eq(caseEvents.caseId, caseId), eq(caseEvents.kind, 'published')))
    expect(event?.details).toMatchObject({ correction: shown?.id, reply: shown?.reply?.id })
    expect(shown?.reply).toMatchObject({ headline: reply.headline })
    const answer = await articleBySlug(ctx, shown?.reply?.slug ?? '')
    expect(answer).toMatchObject({
      access: 'public',
      authors: [{ name: reply.author }],
      topics: [{ name: 'Science' }],
    })
    expect(JSON.stringify(answer?.text.body)).toContain('"It was not mud."')
    expect(await repliedTo(ctx, answer?.id ?? '')).toMatchObject({ slug: 'replied-to' })
    expect(await repliedTo(ctx, id)).toBeNull()
    await unpublishArticle(ctx, { articleId: answer?.id ?? '', personId })
    expect((await shownOf(id))[0]?.reply).toBeNull()
  })

  it('takes nobody else’s address, and is nobody else’s for the name of whoever replies', async () => {
    const id = await published('taken-address', { authors: [{ name: 'Somebody Else', biography: 'Writes for us.' }] })
    const reply = { author: 'Somebody Else', headline: 'Taken address', standfirst: '', text: 'No.' }
    await publishCorrection(ctx, asked(id, { replacements: [], facts: { ...facts, kind: 'right_of_reply' }, reply }))
    expect((await articleBySlug(ctx, 'taken-address'))?.id).toBe(id)
    expect((await shownOf(id))[0]?.reply?.slug).toBe('taken-address-2')
    expect((await articleBySlug(ctx, 'taken-address-2'))?.authors).toMatchObject([
      { name: 'Somebody Else', slug: 'somebody-else-2', biography: '' },
    ])
  })
})
