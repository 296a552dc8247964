import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { articleRevisions, articles } from '#db/schema/articles.ts'
import { moderationLog } from '#db/schema/moderation.ts'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { beginArticle, takeBack, throwAway } from '#lib/articles/begin.ts'
import { articleAtDesk, saveDeskNotes } from '#lib/articles/desk.ts'
import { mayDeleteForGood } from '#lib/articles/policy.ts'
import { deleteForGood } from '#lib/articles/removal.ts'
import { planArticle } from '#lib/articles/workflow/assign.ts'
import { testContext } from '#tests/support/context.ts'
import { aDraft, aNewsroom, move } from './workflow/newsroom.ts'

const ctx = await testContext()
const { author, editor } = await aNewsroom(ctx)

/** A draft as the desk begins one: without a date. */
async function begun(headline = 'Begun'): Promise<string> {
  const id = await aDraft(ctx, author, { headline })
  await ctx.db.update(articles).set({ publishedAt: null }).where(eq(articles.id, id))
  return id
}

const log = async (id: string) => (await auditOf(ctx, [subjectOf('article', id)])).map(({ action }) => action)

test('what was thrown away is deleted for good, and the log keeps what it was called and by whom', async () => {
  const id = await begun('Never mind')
  await move(ctx, id, author, 'submit')
  await expect(deleteForGood(ctx, id, editor.id)).rejects.toMatchObject({ kind: 'conflict' })
  await throwAway(ctx, id, editor.id)
  await deleteForGood(ctx, id, editor.id)
  expect(await articleAtDesk(ctx, id)).toBeNull()
  const rows = await ctx.db.select().from(articleRevisions).where(eq(articleRevisions.articleId, id))
  expect(rows).toEqual([])
  const [noted] = await auditOf(ctx, [subjectOf('article', id)])
  expect(noted).toMatchObject({
    action: 'deleted an article for good',
    actorId: editor.id,
    details: { headline: 'Never mind' },
  })
  await expect(deleteForGood(ctx, id, editor.id)).rejects.toMatchObject({ kind: 'not_found' })
})

test('what readers ever saw is not deleted, nor what was taken back', async () => {
  const id = await aDraft(ctx, author)
  await move(ctx, id, editor, 'publish')
  await move(ctx, id, editor, 'unpublish')
  // As if by a way that the desk does not offer.
  await ctx.db.update(articles).set({ thrownAwayAt: ctx.now, publishedAt: null }).where(eq(articles.id, id))
  await expect(deleteForGood(ctx, id, editor.id)).rejects.toMatchObject({
    message: expect.stringContaining('published'),
  })
  // The database holds to it by itself.
  const gone = ctx.db.delete(articleRevisions).where(eq(articleRevisions.articleId, id))
  await expect(gone).rejects.toMatchObject({ cause: { code: '23001' } })
  const kept = await begun()
  await throwAway(ctx, kept, author.id)
  await takeBack(ctx, kept, author.id)
  await expect(deleteForGood(ctx, kept, editor.id)).rejects.toMatchObject({ kind: 'conflict' })
  const also = ctx.db.delete(articleRevisions).where(eq(articleRevisions.articleId, kept))
  await expect(also).rejects.toMatchObject({ cause: { code: '23001' } })
})

test('editors delete for good, authors do not', () => {
  const may = (role: 'author' | 'editor' | 'managing_editor' | 'administrator') => mayDeleteForGood({ roles: [role] })
  expect([may('author'), may('editor'), may('managing_editor'), may('administrator')]).toEqual([
    false,
    true,
    true,
    false,
  ])
})

test('a planned day and the desk’s notes are on record, once for each change', async () => {
  const id = await aDraft(ctx, author)
  await planArticle(ctx, id, '2026-03-01', editor.id)
  await planArticle(ctx, id, '2026-03-01', editor.id)
  await planArticle(ctx, id, null, editor.id)
  await saveDeskNotes(ctx, id, 'Ring the harbour master.', editor.id)
  await saveDeskNotes(ctx, id, 'Ring the harbour master.', editor.id)
  expect(await log(id)).toEqual([
    'changed the notes on an article',
    'planned an article for no day',
    'planned an article',
  ])
  const entries = await auditOf(ctx, [subjectOf('article', id)])
  expect(JSON.stringify(entries)).not.toContain('harbour master')
  expect(entries.map(({ details }) => details)).toEqual([
    { letters: 24 },
    { from: '2026-03-01', to: null },
    { from: null, to: '2026-03-01' },
  ])
})

test('begun twice at once under one id it is one article', async () => {
  const id = v7()
  await Promise.all([beginArticle(ctx, { id, personId: author.id }), beginArticle(ctx, { id, personId: author.id })])
  expect(await log(id)).toEqual(['began an article'])
})

test('what was not thrown away is not taken back, and a draft that is on record stays', async () => {
  const id = await begun()
  await takeBack(ctx, id, editor.id)
  expect(await log(id)).toEqual([])
  await throwAway(ctx, id, editor.id)
  await ctx.db.insert(moderationLog).values({ articleId: id, actorId: editor.id, action: 'closed_thread', at: ctx.now })
  await expect(deleteForGood(ctx, id, editor.id)).rejects.toMatchObject({
    kind: 'conflict',
    message: expect.stringContaining('log of moderators'),
  })
})
