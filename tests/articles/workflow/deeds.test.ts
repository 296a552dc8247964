import { expect, test } from 'vitest'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { articleBySlug } from '#lib/articles/queries.ts'
import { setAccess } from '#lib/articles/access.ts'
import { doDeed } from '#lib/articles/workflow/deeds.ts'
import { stepsOf } from '#lib/articles/workflow/history.ts'
import type { Deed, Sight } from '#lib/articles/workflow/sight.ts'
import { placeOfWriting, saveWorkingCopy, workingCopyOf } from '#lib/articles/working-copy.ts'
import type { Written } from '#lib/articles/written.ts'
import { after, day } from '#lib/clock.ts'
import type { Person } from '#lib/people/model.ts'
import { testContext } from '#tests/support/context.ts'
import { aDraft, aNewsroom, move } from './newsroom.ts'

const ctx = await testContext()
const { author, editor, second } = await aNewsroom(ctx)

/** Writes as one who sees what stands there. @returns what stands there then */
async function write(articleId: string, who: Person, change: Partial<Written>) {
  const copy = await workingCopyOf(ctx, articleId)
  if (copy === null) throw new Error('the article is not there')
  const { written, stamp, baseRevision } = copy
  const saving = { articleId, written: { ...written, ...change }, stamp, baseRevision, personId: who.id }
  expect((await saveWorkingCopy(ctx, saving)).state).toBe('saved')
  return placeOfWriting(ctx, articleId)
}

async function carryOut(articleId: string, who: Person, deed: Deed, seen: Sight, onScreen?: object) {
  const place = { ...(await placeOfWriting(ctx, articleId)), ...onScreen }
  const staff = { personId: who.id, roles: who.roles }
  return doDeed(ctx, { articleId, deed, seen, onScreen: place, staff })
}

test('an update beside the text is a step of its history, once in the log, and may keep the date', async () => {
  const id = await aDraft(ctx, author, { slug: 'a-step' })
  await move(ctx, id, editor, 'publish')
  const before = await articleBySlug(ctx, 'a-step')
  await write(id, editor, { headline: 'A comma, moved' })
  await carryOut(id, editor, 'update-quietly', 'published')
  expect(await articleBySlug(ctx, 'a-step')).toMatchObject({
    headline: 'A comma, moved',
    updatedAt: before?.updatedAt,
  })
  expect((await stepsOf(ctx, id)).map(({ kind }) => kind)).toEqual(['update', 'publish'])
  const log = (await auditOf(ctx, [subjectOf('article', id)])).map(({ action }) => action)
  expect(log.filter((action) => action.startsWith('updated'))).toEqual(['updated a published article'])
})

test('an article that is scheduled is not changed into one that could not have been; a published one is held up by nothing', async () => {
  const id = await aDraft(ctx, author)
  await move(ctx, id, editor, 'schedule', { at: after(ctx.now, day) })
  await write(id, editor, { headline: 'Still ready' })
  await carryOut(id, editor, 'update', 'scheduled')
  await write(id, editor, { authors: [] })
  await expect(carryOut(id, editor, 'update', 'scheduled')).rejects.toMatchObject({ kind: 'invalid' })
  const published = await aDraft(ctx, author)
  await move(ctx, published, editor, 'publish')
  await write(published, editor, { authors: [] })
  await carryOut(published, editor, 'update', 'published')
})

test('what is saved as a draft’s revision does not come to readers because another published it meanwhile', async () => {
  const id = await aDraft(ctx, author, { slug: 'meanwhile-published' })
  await move(ctx, id, second, 'publish')
  await write(id, editor, { headline: 'Half a sentence' })
  await expect(carryOut(id, editor, 'save', 'hidden')).rejects.toMatchObject({ kind: 'conflict' })
  await expect(carryOut(id, editor, 'save', 'published')).rejects.toMatchObject({ kind: 'conflict' })
  expect((await articleBySlug(ctx, 'meanwhile-published'))?.headline).not.toBe('Half a sentence')
})

test('what another wrote a moment before goes to nobody unseen, by no move and no deed', async () => {
  const id = await aDraft(ctx, author, { slug: 'unseen' })
  const seen = await write(id, editor, { headline: 'As Edwina has it' })
  await write(id, second, { headline: 'As Mathilde has it' })
  const refused = {
    kind: 'conflict',
    message: expect.stringContaining('Mathilde Orr'),
    fields: { onScreen: 'Mathilde Orr' },
  }
  for (const asked of ['publish', 'submit', 'take_into_edit'] as const)
    await expect(move(ctx, id, editor, asked, { onScreen: seen })).rejects.toMatchObject(refused)
  const at = after(ctx.now, day)
  await expect(move(ctx, id, editor, 'schedule', { at, onScreen: seen })).rejects.toMatchObject(refused)
  for (const deed of ['save', 'discard'] as const)
    await expect(carryOut(id, editor, deed, 'hidden', seen)).rejects.toMatchObject(refused)
  expect((await workingCopyOf(ctx, id))?.written.headline).toBe('As Mathilde has it')
  await move(ctx, id, editor, 'publish', { onScreen: await placeOfWriting(ctx, id) })
  expect((await articleBySlug(ctx, 'unseen'))?.headline).toBe('As Mathilde has it')
})

test('what another saved as a revision is as unseen; who wrote it is said, were it oneself in another window', async () => {
  const id = await aDraft(ctx, author)
  const seen = await placeOfWriting(ctx, id)
  await write(id, second, { headline: 'Saved by Mathilde' })
  await carryOut(id, second, 'save', 'hidden')
  await expect(move(ctx, id, editor, 'publish', { onScreen: seen })).rejects.toMatchObject({
    fields: { onScreen: 'Mathilde Orr' },
  })
  await expect(move(ctx, id, second, 'publish', { onScreen: seen })).rejects.toMatchObject({
    message: expect.stringContaining('you, in another window,'),
  })
})

test('a choice of access by another leaves every word as it was seen', async () => {
  const id = await aDraft(ctx, author)
  const seen = await write(id, editor, { headline: 'As it is seen' })
  await setAccess(ctx, { articleId: id, access: 'patrons', revision: seen.revision, personId: second.id })
  expect(await move(ctx, id, editor, 'publish', { onScreen: seen })).toBe('published')
})
