import { describe, expect, it } from 'vitest'
import { after, day, minute } from '#lib/clock.ts'
import { postComment } from '#lib/comments/commands.ts'
import {
  draftAt,
  draftsOf,
  forgetOldDrafts,
  longestDraft,
  removeDraft,
  saveDraft,
  saveDraftUnder,
} from '#lib/comments/drafts.ts'
import { makeArticle, makeMember, makePerson } from '#tests/support/factories.ts'
import { testContext } from '#tests/support/context.ts'
import { makeCommenter, write, written } from './conversation.ts'

const ctx = await testContext()

describe('what one has begun to write', () => {
  it('is kept for each place, and gone when it is posted there', async () => {
    const { slug, id: articleId } = await makeArticle(ctx)
    const writer = await makeCommenter(ctx)
    const parentId = await write(ctx, writer, slug)
    await saveDraft(ctx, writer.id, { articleId, parentId: null }, 'On the article')
    await saveDraft(ctx, writer.id, { articleId, parentId }, 'On a comment')
    await saveDraft(ctx, writer.id, { articleId, parentId: null }, 'On the article, more')
    expect((await draftsOf(ctx, writer.id)).map(({ text }) => text).toSorted()).toEqual([
      'On a comment',
      'On the article, more',
    ])
    await write(ctx, writer, slug, { parentId })
    expect(await draftAt(ctx, writer.id, { articleId, parentId })).toBe('')
    expect(await draftAt(ctx, writer.id, { articleId, parentId: null })).toBe('On the article, more')
  })

  it('stays with whoever’s membership ended while they wrote, and says why it was not posted', async () => {
    const { slug, id: articleId } = await makeArticle(ctx)
    const lapsed = await makePerson(ctx)
    await makeMember(ctx, lapsed, 'supporter', after(ctx.now, -minute))
    await expect(postComment(ctx, lapsed, written(slug, 'Written for an hour.'))).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('Your membership has ended'),
    })
    expect(await draftAt(ctx, lapsed.id, { articleId, parentId: null })).toBe('Written for an hour.')
  })

  it('is emptied by an empty text, cut where it is endless, and nobody else’s', async () => {
    const { id: articleId } = await makeArticle(ctx)
    const place = { articleId, parentId: null }
    const reader = await makePerson(ctx)
    await saveDraft(ctx, reader.id, place, 'x'.repeat(longestDraft + 1))
    const [draft] = await draftsOf(ctx, reader.id)
    expect(draft?.text).toHaveLength(longestDraft)
    await removeDraft(ctx, (await makePerson(ctx)).id, draft?.id ?? '')
    expect(await draftsOf(ctx, reader.id)).toHaveLength(1)
    await saveDraft(ctx, reader.id, place, '  ')
    expect(await draftsOf(ctx, reader.id)).toEqual([])
  })

  it('is not kept under an article that readers cannot see: its headline is no reader’s yet', async () => {
    const { slug: articleSlug } = await makeArticle(ctx, { state: 'draft' })
    const reader = await makePerson(ctx)
    await expect(
      saveDraftUnder(ctx, reader.id, { articleSlug, parentId: null, text: 'What is it about?' }),
    ).rejects.toMatchObject({ kind: 'not_found' })
    expect(await draftsOf(ctx, reader.id)).toEqual([])
  })

  it('is forgotten after a year', async () => {
    const { id: articleId } = await makeArticle(ctx)
    const reader = await makePerson(ctx)
    await saveDraft(ctx, reader.id, { articleId, parentId: null }, 'One day I shall post this.')
    await forgetOldDrafts({ ...ctx, now: after(ctx.now, 365 * day) })
    expect(await draftsOf(ctx, reader.id)).toHaveLength(1)
    await forgetOldDrafts({ ...ctx, now: after(ctx.now, 365 * day + 1) })
    expect(await draftsOf(ctx, reader.id)).toEqual([])
  })

  it('saved from two windows at once is one draft', async () => {
    const { id: articleId } = await makeArticle(ctx)
    const reader = await makePerson(ctx)
    await Promise.all(
      Array.from({ length: 8 }, (_, n) => saveDraft(ctx, reader.id, { articleId, parentId: null }, `Text ${n}`)),
    )
    expect(await draftsOf(ctx, reader.id)).toHaveLength(1)
  })
})
