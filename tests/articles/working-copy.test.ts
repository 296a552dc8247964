import { expect, test } from 'vitest'
import { saveArticle } from '#lib/articles/commands.ts'
import { articleAtDesk } from '#lib/articles/desk.ts'
import { articleBySlug } from '#lib/articles/queries.ts'
import { copySetAside, setAsideOf } from '#lib/articles/set-aside.ts'
import { commitWorkingCopy, discardWorkingCopy, saveWorkingCopy, workingCopyOf } from '#lib/articles/working-copy.ts'
import type { Written } from '#lib/articles/written.ts'
import { inTransaction } from '#lib/context.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { publishArticle } from '#tests/support/standing.ts'
import { anArticle, byTest, paragraphs } from './draft-article.ts'

const ctx = await testContext()
const editor = await makePerson(ctx, { roles: ['editor'] })
const other = await makePerson(ctx, { roles: ['editor'] })

async function opened(slug: string) {
  const { id } = await saveArticle(ctx, anArticle({ slug }), byTest)
  const copy = await workingCopyOf(ctx, id)
  if (copy === null) throw new Error('the article is not there')
  const { stamp, baseRevision } = copy
  const save = (change: Partial<Written>, seen: string | null, person = editor) =>
    saveWorkingCopy(ctx, {
      articleId: id,
      written: { ...copy.written, ...change },
      stamp: seen,
      baseRevision,
      personId: person.id,
    })
  return { id, copy, stamp, save }
}

const commit = (articleId: string) =>
  inTransaction(ctx, (tx) => commitWorkingCopy(tx, { articleId, personId: editor.id, reason: 'Saved' }))

test('what is written is kept beside the article, unseen by readers, until it is made its next revision', async () => {
  const { id, save } = await opened('written-beside')
  const first = await save({ headline: 'A better headline' }, null)
  expect(first.state).toBe('saved')
  expect(await articleBySlug(ctx, 'written-beside')).toMatchObject({ headline: anArticle().headline })
  expect(await workingCopyOf(ctx, id)).toMatchObject({
    written: { headline: 'A better headline' },
    personId: editor.id,
  })
  expect(await commit(id)).toContain(`article:${id}`)
  expect(await articleBySlug(ctx, 'written-beside')).toMatchObject({ headline: 'A better headline' })
  expect(await workingCopyOf(ctx, id)).toMatchObject({ stamp: null, revision: 2, baseRevision: 2 })
  expect(await commit(id)).toEqual([])
})

test('of two who save over the same state one is told what the other wrote, and nothing is lost', async () => {
  const { id, save } = await opened('two-at-once')
  const outcomes = await Promise.all([save({ headline: 'Mine' }, null), save({ headline: 'Theirs' }, null, other)])
  expect(outcomes.map(({ state }) => state).toSorted()).toEqual(['overtaken', 'saved'])
  const kept = await workingCopyOf(ctx, id)
  const told = outcomes.find((one) => one.state === 'overtaken')
  expect(told).toMatchObject({ copy: { written: { headline: kept?.written.headline }, stamp: kept?.stamp } })
  // Whoever was told may save over it, knowing.
  expect(await save({ headline: 'Both' }, kept?.stamp ?? null)).toMatchObject({ state: 'saved' })
})

test('a copy saved elsewhere meanwhile is not mistaken for the one that was seen', async () => {
  const { id, save } = await opened('saved-and-begun-again')
  const first = await save({ headline: 'One' }, null)
  await commit(id)
  expect(await save({ headline: 'Two' }, first.state === 'saved' ? first.stamp : null)).toMatchObject({
    state: 'overtaken',
    copy: { stamp: null, revision: 2 },
  })
})

test('what was changed beside the copy is not undone by it', async () => {
  const { id, save } = await opened('changed-beside')
  await save({ body: paragraphs('Rewritten.') }, null)
  await saveArticle(ctx, anArticle({ slug: 'changed-beside', access: 'patrons', previewBlocks: 1 }), byTest)
  expect((await workingCopyOf(ctx, id))?.movedFrom).toMatchObject({ previewBlocks: 3 })
  await expect(commit(id)).rejects.toMatchObject({ kind: 'conflict' })
  expect(await workingCopyOf(ctx, id)).toMatchObject({ baseRevision: 1, revision: 2 })
  await discardWorkingCopy(ctx, id, editor.id)
  expect(await workingCopyOf(ctx, id)).toMatchObject({ stamp: null, revision: 2 })
  expect(await articleAtDesk(ctx, id)).toMatchObject({ access: 'patrons' })
})

test('related articles and headlines for other places are part of it', async () => {
  const { id: besideId } = await saveArticle(ctx, anArticle({ slug: 'beside-it' }), byTest)
  const { id, save } = await opened('with-company')
  await save({ related: [besideId, crypto.randomUUID(), id], shortHeadline: 'Short', pictureAlt: 'A quay' }, null)
  await commit(id)
  expect((await workingCopyOf(ctx, id))?.written).toMatchObject({
    related: [besideId],
    shortHeadline: 'Short',
    pictureAlt: 'A quay',
  })
  await publishArticle(ctx, { articleId: id, personId: editor.id })
  expect((await workingCopyOf(ctx, id))?.written.related).toEqual([besideId])
})

test('what somebody else wrote and cannot be a revision yet holds nobody up, and is not lost', async () => {
  await saveArticle(ctx, anArticle({ slug: 'taken-by-another' }), byTest)
  const { id } = await saveArticle(ctx, anArticle({ slug: 'held-up', state: 'draft' }), byTest)
  const copy = await workingCopyOf(ctx, id)
  if (copy === null) throw new Error('the article is not there')
  const { stamp, baseRevision, written } = copy
  const theirs = { ...written, slug: 'taken-by-another', headline: 'Theirs' }
  const first = await saveWorkingCopy(ctx, { articleId: id, written: theirs, stamp, baseRevision, personId: other.id })
  if (first.state !== 'saved') throw new Error('the first was not saved')
  const mine = { ...written, headline: 'Mine' }
  const second = { articleId: id, written: mine, stamp: first.stamp, baseRevision, personId: editor.id }
  expect(await saveWorkingCopy(ctx, second)).toMatchObject({ state: 'saved', copy: { written: { headline: 'Mine' } } })
  const [kept] = await setAsideOf(ctx, id)
  expect(kept).toMatchObject({ personId: other.id, reason: 'Written' })
  expect(await copySetAside(ctx, id, kept?.id ?? '')).toMatchObject({ headline: 'Theirs' })
})
