import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { articles } from '#db/schema/articles.ts'
import { previewLinks } from '#db/schema/newsroom.ts'
import { takeBack, throwAway } from '#lib/articles/begin.ts'
import { articleAtPreview, makePreviewLink, previewLinksOf, revokePreviewLink } from '#lib/articles/preview/links.ts'
import { previewOf } from '#lib/articles/preview/view.ts'
import { saveWorkingCopy, workingCopyOf } from '#lib/articles/working-copy.ts'
import { after, day } from '#lib/clock.ts'
import { testContext } from '#tests/support/context.ts'
import { aDraft, aNewsroom } from '../workflow/newsroom.ts'

const ctx = await testContext()
const { author, editor, moderator } = await aNewsroom(ctx)
const as = ({ id, roles }: typeof author) => ({ personId: id, roles })

test('a link shows its one article until it runs out, or is revoked; of its secret nothing is kept', async () => {
  const id = await aDraft(ctx, author)
  await aDraft(ctx, author)
  const token = await makePreviewLink(ctx, id, { label: 'The lawyers' }, as(author))
  expect(await articleAtPreview(ctx, token)).toBe(id)
  const kept = JSON.stringify(await ctx.db.select().from(previewLinks))
  expect(kept).not.toContain(token)
  expect(await articleAtPreview({ ...ctx, now: after(ctx.now, 7 * day) }, token)).toBeNull()
  const [link] = await previewLinksOf(ctx, id)
  expect(link).toMatchObject({ label: 'The lawyers', state: 'open' })
  await revokePreviewLink(ctx, link?.id ?? '', as(editor))
  expect(await articleAtPreview(ctx, token)).toBeNull()
  expect((await previewLinksOf(ctx, id))[0]?.state).toBe('revoked')
})

test('a link shows nothing of an article that was thrown away, until it is taken back', async () => {
  const id = await aDraft(ctx, author, { publishedAt: undefined })
  const token = await makePreviewLink(ctx, id, {}, as(author))
  await throwAway(ctx, id, author.id)
  expect(await articleAtPreview(ctx, token)).toBeNull()
  await takeBack(ctx, id, author.id)
  expect(await articleAtPreview(ctx, token)).toBe(id)
})

test('what is no token of ours shows nothing', async () => {
  for (const token of ['', '-', 'x'.repeat(43), 'x'.repeat(5000), '../desk', '%00'])
    expect(await articleAtPreview(ctx, token)).toBeNull()
})

test('only the article’s authors and editors show it around', async () => {
  const id = await aDraft(ctx, author)
  await expect(makePreviewLink(ctx, id, {}, as(moderator))).rejects.toMatchObject({ kind: 'forbidden' })
  await makePreviewLink(ctx, id, {}, as(editor))
  const [link] = await previewLinksOf(ctx, id)
  await expect(revokePreviewLink(ctx, link?.id ?? '', as(moderator))).rejects.toMatchObject({ kind: 'forbidden' })
})

test('it shows what is on the screen, with a visitor’s part of it apart from the whole', async () => {
  const id = await aDraft(ctx, author, { previewBlocks: 1 })
  await ctx.db.update(articles).set({ access: 'supporters' }).where(eq(articles.id, id))
  const copy = await workingCopyOf(ctx, id)
  if (copy === null) throw new Error('the article is not there')
  const { written, stamp, baseRevision } = copy
  const changed = { ...written, headline: 'On the screen' }
  await saveWorkingCopy(ctx, { articleId: id, written: changed, stamp, baseRevision, personId: author.id })
  const shown = await previewOf(ctx, id)
  expect(shown).toMatchObject({
    state: 'draft',
    view: { headline: 'On the screen', text: { kind: 'preview' }, authors: [{ biography: '' }] },
    whole: { kind: 'whole' },
  })
  expect(shown?.view.text.body.content).toHaveLength(1)
  expect(shown?.whole.body.content).toHaveLength(4)
})
