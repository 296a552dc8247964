import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { articles } from '#db/schema/articles.ts'
import { pictures } from '#db/schema/pictures.ts'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { takeBack, throwAway } from '#lib/articles/begin.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import { articleBySlug } from '#lib/articles/queries.ts'
import { assignArticle } from '#lib/articles/workflow/assign.ts'
import { stepsOf } from '#lib/articles/workflow/history.ts'
import { moveArticle } from '#lib/articles/workflow/move-article.ts'
import { articleAtWork } from '#lib/articles/workflow/people.ts'
import { waitingFor } from '#lib/articles/workflow/waiting.ts'
import { saveWorkingCopy, workingCopyOf } from '#lib/articles/working-copy.ts'
import type { Written } from '#lib/articles/written.ts'
import { after, day } from '#lib/clock.ts'
import { queuedJobs, testContext } from '#tests/support/context.ts'
import { unpublishArticle } from '#tests/support/standing.ts'
import { anArticle, byTest } from '../draft-article.ts'
import { aDraft, aNewsroom, move, newsroomMails } from './newsroom.ts'

const ctx = await testContext()
const { author, editor, second, moderator } = await aNewsroom(ctx)

async function aPicture(licensedUntil: string): Promise<string> {
  const [made] = await ctx.db
    .insert(pictures)
    .values({
      contentHash: crypto.randomUUID(),
      fileName: 'quay.jpg',
      mediaType: 'image/jpeg',
      width: 1200,
      height: 800,
      colour: '#336699',
      credit: 'Jo Ray',
      licence: 'agency',
      licensedUntil,
      createdAt: ctx.now,
    })
    .returning({ id: pictures.id })
  if (!made) throw new Error('no picture was made')
  return made.id
}

async function write(articleId: string, change: Partial<Written>): Promise<void> {
  const copy = await workingCopyOf(ctx, articleId)
  if (copy === null) throw new Error('the article is not there')
  const { written, stamp, baseRevision } = copy
  const saved = await saveWorkingCopy(ctx, {
    articleId,
    written: { ...written, ...change },
    stamp,
    baseRevision,
    personId: editor.id,
  })
  expect(saved.state).toBe('saved')
}

test('an article goes from its author’s draft to its readers and off again, each step told to whom it concerns', async () => {
  const id = await aDraft(ctx, author)
  expect(await move(ctx, id, author, 'submit', { note: 'As we spoke.' })).toBe('submitted')
  expect(await move(ctx, id, editor, 'take_into_edit')).toBe('in_edit')
  expect((await articleAtWork(ctx, id))?.assignedTo).toBe(editor.id)
  expect(await move(ctx, id, editor, 'send_back', { note: 'Who counted?' })).toBe('draft')
  expect(await move(ctx, id, author, 'submit')).toBe('submitted')
  expect(await move(ctx, id, editor, 'take_into_edit')).toBe('in_edit')
  expect(await move(ctx, id, editor, 'mark_ready')).toBe('ready')
  expect(await move(ctx, id, second, 'publish')).toBe('published')
  expect(await move(ctx, id, second, 'unpublish', { note: 'The lawyers ask.' })).toBe('unpublished')
  expect((await stepsOf(ctx, id)).map(({ kind, by }) => `${kind} by ${by}`).toReversed()).toEqual([
    'submit by Tamsin Okoro-Pell',
    'take_into_edit by Edwina Strand',
    'send_back by Edwina Strand',
    'submit by Tamsin Okoro-Pell',
    'take_into_edit by Edwina Strand',
    'mark_ready by Edwina Strand',
    'publish by Mathilde Orr',
    'unpublish by Mathilde Orr',
  ])
  expect(await newsroomMails(ctx)).toMatchObject([
    { happening: 'submitted', recipient: ctx.config.deskEmail, notes: [{ text: 'As we spoke.' }] },
    { happening: 'sent_back', recipient: author.email, by: 'Edwina Strand', notes: [{ text: 'Who counted?' }] },
    { happening: 'submitted', recipient: editor.email },
    { happening: 'published', recipient: author.email },
    { happening: 'taken_down', recipient: author.email },
  ])
  expect((await auditOf(ctx, [subjectOf('article', id)])).map(({ action }) => action)).toContain('sent an article back')
})

test('a move takes what is on the screen with it: publishing publishes what was written', async () => {
  const id = await aDraft(ctx, author, { slug: 'on-the-screen' })
  await write(id, { headline: 'What is on the screen' })
  await move(ctx, id, editor, 'publish')
  expect(await articleBySlug(ctx, 'on-the-screen')).toMatchObject({
    headline: 'What is on the screen',
    publishedAt: ctx.now,
    updatedAt: ctx.now,
  })
})

test('what is written beside a published article stays unseen until it is updated, and is not lost when it is taken down', async () => {
  const id = await aDraft(ctx, author, { slug: 'beside-it' })
  await move(ctx, id, editor, 'publish')
  await write(id, { headline: 'Not yet' })
  expect((await articleBySlug(ctx, 'beside-it'))?.headline).toBe(anArticle().headline)
  await move(ctx, id, editor, 'unpublish')
  expect((await workingCopyOf(ctx, id))?.written.headline).toBe('Not yet')
  await move(ctx, id, editor, 'publish')
  expect((await articleBySlug(ctx, 'beside-it'))?.headline).toBe('Not yet')
  await write(id, { headline: 'Now' })
  await move(ctx, id, editor, 'update')
  expect((await articleBySlug(ctx, 'beside-it'))?.headline).toBe('Now')
})

test('of two editors who move the same article, the second is told who was first, and nothing is done twice', async () => {
  const id = await aDraft(ctx, author)
  await move(ctx, id, author, 'submit')
  const asked = { articleId: id, move: 'take_into_edit', seen: 'submitted' } as const
  const outcomes = await Promise.allSettled(
    [editor, second].map(({ id: personId, roles }) => moveArticle(ctx, { ...asked, staff: { personId, roles } })),
  )
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const refused = outcomes.find((outcome) => outcome.status === 'rejected')
  expect(refused?.reason).toMatchObject({
    kind: 'conflict',
    message: expect.stringMatching(/^Meanwhile (Edwina Strand|Mathilde Orr) moved this article: it is now “In edit”/),
  })
  expect((await stepsOf(ctx, id)).filter(({ kind }) => kind === 'take_into_edit')).toHaveLength(1)
})

test('nobody moves what is not theirs to move', async () => {
  const id = await aDraft(ctx, author)
  await expect(move(ctx, id, moderator, 'submit')).rejects.toMatchObject({ kind: 'forbidden' })
  await expect(move(ctx, id, author, 'publish')).rejects.toMatchObject({ kind: 'forbidden' })
  const others = await aDraft(ctx, second)
  await expect(move(ctx, others, author, 'submit')).rejects.toMatchObject({ kind: 'forbidden' })
  await move(ctx, id, author, 'submit')
  await move(ctx, id, editor, 'take_into_edit')
  await expect(move(ctx, id, author, 'take_back')).rejects.toMatchObject({ kind: 'forbidden' })
})

test('sending back asks for a word', async () => {
  const id = await aDraft(ctx, author)
  await move(ctx, id, author, 'submit')
  await expect(move(ctx, id, editor, 'send_back', { note: ' ' })).rejects.toMatchObject({
    fields: { note: 'Say why, in a sentence or two.' },
  })
})

test('what is missing holds publishing back, whoever asks and however; what is only warned of is confirmed once', async () => {
  const bare = await aDraft(ctx, author, { authors: [], standfirst: '' })
  await expect(move(ctx, bare, editor, 'publish')).rejects.toMatchObject({
    kind: 'invalid',
    fields: { checklist: 'Author: It has no author.' },
  })
  expect((await articleAtWork(ctx, bare))?.state).toBe('draft')
  const id = await aDraft(ctx, author, { standfirst: '' })
  await expect(move(ctx, id, editor, 'publish', { confirmed: false })).rejects.toMatchObject({
    fields: { confirmed: expect.stringContaining('Standfirst: ') },
  })
  expect(await move(ctx, id, editor, 'publish', { confirmed: true })).toBe('published')
})

test('imports are held up by no checklist', async () => {
  const { id } = await saveArticle(ctx, anArticle({ slug: 'imported', authors: [], standfirst: '' }), byTest)
  expect((await articleAtWork(ctx, id))?.state).toBe('published')
})

test('what readers have seen keeps the day they first saw it; a draft’s date from elsewhere is no such day', async () => {
  const { id } = await saveArticle(ctx, anArticle({ slug: 'seen-before' }), byTest)
  await unpublishArticle(ctx, { articleId: id, personId: editor.id })
  await move(ctx, id, editor, 'take_into_edit')
  await move(ctx, id, editor, 'publish')
  expect((await articleAtWork(ctx, id))?.publishedAt).toEqual(new Date('2026-01-10T08:00:00Z'))
  const draft = await aDraft(ctx, author, { publishedAt: new Date('2020-01-01T08:00:00Z') })
  await move(ctx, draft, editor, 'publish')
  expect((await articleAtWork(ctx, draft))?.publishedAt).toEqual(ctx.now)
})

test('an article is scheduled, moved, and taken off the schedule; a time that is past is refused beside its field', async () => {
  const id = await aDraft(ctx, author)
  const at = after(ctx.now, day)
  await expect(move(ctx, id, editor, 'schedule', { at: ctx.now })).rejects.toMatchObject({
    fields: { at: 'That time is past. Choose a later one, or publish it now.' },
  })
  expect(await move(ctx, id, editor, 'schedule', { at })).toBe('scheduled')
  expect(await queuedJobs(ctx, 'article-publish')).toHaveLength(1)
  expect(await move(ctx, id, editor, 'unschedule')).toBe('ready')
  expect((await articleAtWork(ctx, id))?.publishedAt).toBeNull()
  await move(ctx, id, editor, 'schedule', { at })
  expect(await move(ctx, id, editor, 'publish')).toBe('published')
  expect((await articleAtWork(ctx, id))?.publishedAt).toEqual(ctx.now)
})

test('an article is assigned to whoever edits, who is told unless it was they who did it', async () => {
  const id = await aDraft(ctx, author)
  const count = async () => (await newsroomMails(ctx)).filter(({ happening }) => happening === 'assigned').length
  const before = await count()
  await assignArticle(ctx, id, second.id, editor.id)
  expect(await count()).toBe(before + 1)
  await assignArticle(ctx, id, editor.id, editor.id)
  expect(await count()).toBe(before + 1)
  await expect(assignArticle(ctx, id, moderator.id, editor.id)).rejects.toMatchObject({
    fields: { assignedTo: expect.any(String) },
  })
  await assignArticle(ctx, id, null, editor.id)
  const [row] = await ctx.db.select({ to: articles.assignedTo }).from(articles).where(eq(articles.id, id))
  expect(row?.to).toBeNull()
})

test('what was thrown away is moved nowhere, waits for nobody and has no day, until it is taken back', async () => {
  const id = await aDraft(ctx, author)
  await ctx.db.update(articles).set({ publishedAt: null }).where(eq(articles.id, id))
  await move(ctx, id, editor, 'take_into_edit')
  const today = { start: ctx.now, end: after(ctx.now, day) }
  const waiting = async () => (await waitingFor(ctx, editor.id, today)).mine
  const before = await waiting()
  await throwAway(ctx, id, editor.id)
  expect(await waiting()).toBe(before - 1)
  await expect(move(ctx, id, editor, 'publish')).rejects.toThrow('This article was thrown away. Take it back first.')
  await takeBack(ctx, id, editor.id)
  expect(await move(ctx, id, editor, 'mark_ready')).toBe('ready')
})

test('moved to another time from where its text is not seen, an article brings nothing in that was begun since', async () => {
  const id = await aDraft(ctx, author, { headline: 'As it was scheduled' })
  const at = after(ctx.now, day)
  await move(ctx, id, editor, 'schedule', { at })
  await write(id, { headline: '' })
  await move(ctx, id, editor, 'schedule', { at: after(at, day), leavesText: true })
  expect(await articleAtWork(ctx, id)).toMatchObject({ headline: 'As it was scheduled', publishedAt: after(at, day) })
  expect(await workingCopyOf(ctx, id)).toMatchObject({ written: { headline: '' }, baseRevision: 3, revision: 3 })
})

test('a picture holds an article back from a day on which its licence will have ended', async () => {
  const id = await aDraft(ctx, author)
  const pictureId = await aPicture('2026-12-31')
  await write(id, { pictureId, pictureAlt: 'A quay' })
  const past = move(ctx, id, editor, 'schedule', { at: new Date('2027-01-01T12:00:00Z') })
  await expect(past).rejects.toMatchObject({ kind: 'invalid', message: expect.stringContaining('Licence') })
  expect(await move(ctx, id, editor, 'schedule', { at: new Date('2026-12-30T12:00:00Z') })).toBe('scheduled')
})

test('who is credited and is no author on the staff any more moves nothing', async () => {
  const id = await aDraft(ctx, moderator)
  await expect(move(ctx, id, moderator, 'submit')).rejects.toMatchObject({ kind: 'forbidden' })
})
