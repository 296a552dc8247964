import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { articles, authors, redirects } from '#db/schema/articles.ts'
import { auditOf } from '#lib/audit/audit.ts'
import { setAccess } from '#lib/articles/access.ts'
import { beginArticle, takeBack, throwAway } from '#lib/articles/begin.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import { articleAtDesk, findArticles } from '#lib/articles/desk.ts'
import { revisionsOf } from '#lib/articles/history.ts'
import { leave, notePresence } from '#lib/articles/presence.ts'
import { articleBySlug } from '#lib/articles/queries.ts'
import { setAsideOf, copySetAside } from '#lib/articles/set-aside.ts'
import { newSlug } from '#lib/articles/slugs.ts'
import {
  commitWorkingCopy,
  discardWorkingCopy,
  placeOfWriting,
  restoreIntoWorkingCopy,
  saveWorkingCopy,
  workingCopyOf,
  writtenAtRevision,
} from '#lib/articles/working-copy.ts'
import { addressFor, findCredits, makeCredit, requireEdit, requireOpen } from '#lib/articles/writing.ts'
import type { Written } from '#lib/articles/written.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import type { Person } from '#lib/people/model.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { anArticle, byTest } from './draft-article.ts'

const ctx = await testContext()
const ada = await makePerson(ctx, { name: 'Ada Quill', roles: ['editor'] })
const bob = await makePerson(ctx, { name: 'Bob Lim', roles: ['editor'] })
const author = await makePerson(ctx, { name: 'Tam Okoro', roles: ['author'] })
const staffOf = ({ id, roles }: Person) => ({ personId: id, roles })

async function begun(slug: string, given: Parameters<typeof anArticle>[0] = {}) {
  const { id } = await saveArticle(ctx, anArticle({ slug, ...given }), byTest)
  return id
}

async function save(articleId: string, person: Person, change: Partial<Written>, more: object = {}) {
  const copy = await workingCopyOf(ctx, articleId)
  if (copy === null) throw new Error('the article is not there')
  const { stamp, baseRevision, written } = copy
  return saveWorkingCopy(ctx, {
    articleId,
    written: { ...written, ...change },
    stamp,
    baseRevision,
    personId: person.id,
    ...more,
  })
}

const commit = (articleId: string, person: Person, more: { keepsDate?: boolean } = {}, within: Context = ctx) =>
  inTransaction(within, (tx) => commitWorkingCopy(tx, { articleId, personId: person.id, reason: 'Saved', ...more }))

test('what another had written into an unseen article becomes a revision of theirs before it is written over', async () => {
  const id = await begun('two-hands', { state: 'draft' })
  await save(id, ada, { headline: 'By Ada' })
  await save(id, bob, { headline: 'By Ada and Bob' })
  expect(await revisionsOf(ctx, id, { limit: 5 })).toMatchObject([
    { number: 2, reason: 'Written', personId: ada.id },
    { number: 1 },
  ])
  expect(await writtenAtRevision(ctx, id, 2)).toMatchObject({ headline: 'By Ada' })
  expect(await workingCopyOf(ctx, id)).toMatchObject({ baseRevision: 2, revision: 2, personId: bob.id })
})

test('of an article that readers see it stays one working copy', async () => {
  const id = await begun('two-hands-in-sight')
  await save(id, ada, { headline: 'By Ada' })
  await save(id, bob, { headline: 'By Ada and Bob' })
  expect(await revisionsOf(ctx, id, { limit: 5 })).toHaveLength(1)
  expect(await articleBySlug(ctx, 'two-hands-in-sight')).toMatchObject({ headline: anArticle().headline })
})

test('a saving whose answer was lost is known again by its stamp', async () => {
  const id = await begun('lost-answer')
  const as = crypto.randomUUID()
  await save(id, ada, { headline: 'Heard' }, { as })
  const second = await save(id, ada, { headline: 'Heard, and more' }, { stamp: null, unanswered: [as] })
  expect(second).toMatchObject({ state: 'saved' })
  expect(
    await save(id, bob, { headline: 'Another' }, { stamp: null, unanswered: [crypto.randomUUID()] }),
  ).toMatchObject({ state: 'overtaken', copy: { written: { headline: 'Heard, and more' } } })
})

test('a change of who may read it is no conflict with what is being written', async () => {
  const id = await begun('access-beside')
  await save(id, ada, { headline: 'Going on' })
  await setAccess(ctx, { articleId: id, access: 'patrons', revision: 1, personId: bob.id })
  expect(await workingCopyOf(ctx, id)).toMatchObject({ baseRevision: 2, revision: 2, movedFrom: null })
  await commit(id, ada)
  // Nor is what was written a conflict with a choice of access made from before it.
  expect(await setAccess(ctx, { articleId: id, access: 'public', revision: 2, personId: bob.id })).toMatchObject({
    state: 'saved',
  })
})

test('what is not chosen where two had written is set aside, theirs and mine', async () => {
  const id = await begun('not-chosen')
  await save(id, ada, { headline: 'By Ada' })
  const mine = { ...((await workingCopyOf(ctx, id))?.written ?? failed()), headline: 'By Bob' }
  await save(id, bob, { headline: 'By both' }, { settles: mine })
  const aside = await setAsideOf(ctx, id)
  expect(new Set(aside.map(({ personId }) => personId))).toEqual(new Set([ada.id, bob.id]))
  const headlines = await Promise.all(aside.map(async (one) => (await copySetAside(ctx, id, one.id))?.headline))
  expect(new Set(headlines)).toEqual(new Set(['By Ada', 'By Bob']))
})

test('what is discarded can be had again, and a revision comes back to be worked on, not to readers', async () => {
  const id = await begun('discarded')
  await save(id, ada, { headline: 'Second thoughts' })
  await discardWorkingCopy(ctx, id, ada.id)
  expect(await workingCopyOf(ctx, id)).toMatchObject({ stamp: null, written: { headline: anArticle().headline } })
  const [aside] = await setAsideOf(ctx, id)
  expect(await copySetAside(ctx, id, aside?.id ?? '')).toMatchObject({ headline: 'Second thoughts' })
  await save(id, ada, { headline: 'Published anew', slug: 'discarded-anew' })
  await commit(id, ada)
  const first = (await writtenAtRevision(ctx, id, 1)) ?? failed()
  await restoreIntoWorkingCopy(ctx, { articleId: id, written: first, personId: ada.id, what: 'revision 1' })
  expect((await workingCopyOf(ctx, id))?.written).toMatchObject({ headline: first.headline, slug: 'discarded-anew' })
  expect(await articleBySlug(ctx, 'discarded-anew')).toMatchObject({ headline: 'Published anew' })
  expect((await auditOf(ctx, [`article ${id}`])).map(({ action }) => action)).toEqual(
    expect.arrayContaining(['updated a published article', 'discarded what was not saved of an article']),
  )
})

test('a small change keeps the date that readers see', async () => {
  const id = await begun('small-change', { updatedAt: new Date('2026-01-11T08:00:00Z') })
  await save(id, ada, { headline: 'A comma, moved' })
  await commit(id, ada, { keepsDate: true })
  expect((await articleBySlug(ctx, 'small-change'))?.updatedAt).toEqual(new Date('2026-01-11T08:00:00Z'))
  await save(id, ada, { headline: 'News' })
  await commit(id, ada)
  expect((await articleBySlug(ctx, 'small-change'))?.updatedAt).toEqual(ctx.now)
})

test('readers never get an article without a headline, nor one made of names that a browser says', async () => {
  const id = await begun('forged')
  await save(id, ada, { headline: ' ' })
  await expect(commit(id, ada)).rejects.toMatchObject({ fields: { headline: 'Write a headline.' } })
  const [known] = (await workingCopyOf(ctx, id))?.written.authors ?? []
  await save(id, ada, {
    headline: 'Said by a browser',
    authors: [
      { id: known?.id ?? '', slug: 'forged', name: 'A forged name' },
      { id: crypto.randomUUID(), slug: 'nobody', name: 'Nobody' },
    ],
    pictureId: crypto.randomUUID(),
  })
  expect((await workingCopyOf(ctx, id))?.written).toMatchObject({ authors: [known], pictureId: null })
})

test('who has an article open is told of each other, until they leave or fall silent', async () => {
  const id = await begun('company')
  const tab = crypto.randomUUID()
  expect(await notePresence(ctx, { articleId: id, tab, personId: ada.id, hasTyped: false })).toEqual([])
  const other = { articleId: id, tab: crypto.randomUUID(), personId: bob.id }
  const soon = { ...ctx, now: new Date(ctx.now.getTime() + 1_000) }
  expect(await notePresence(soon, { ...other, hasTyped: true })).toMatchObject([{ name: 'Ada Quill', isSelf: false }])
  const second = { articleId: id, tab: crypto.randomUUID(), personId: ada.id, hasTyped: false }
  expect(await notePresence(soon, second)).toMatchObject([{ isSelf: true }, { name: 'Bob Lim', typedAt: soon.now }])
  await leave(ctx, id, tab, ada.id)
  const later = { ...ctx, now: new Date(ctx.now.getTime() + 40_000) }
  expect(await notePresence(later, { ...second, hasTyped: false })).toMatchObject([{ name: 'Bob Lim' }])
  const muchLater = { ...ctx, now: new Date(ctx.now.getTime() + 120_000) }
  expect(await notePresence(muchLater, { ...second, hasTyped: false })).toEqual([])
})

test('an article is begun once, credited to whoever begins it, and thrown away only while readers never saw it', async () => {
  await ctx.db.insert(authors).values({ slug: 'tam-okoro', name: 'Tam Okoro', personId: author.id, createdAt: ctx.now })
  const id = crypto.randomUUID()
  await beginArticle(ctx, { id, personId: author.id })
  await beginArticle(ctx, { id, personId: author.id })
  expect(await articleAtDesk(ctx, id)).toMatchObject({ state: 'draft', byline: 'Tam Okoro', revision: 1 })
  const found = (given: object) => findArticles(ctx, { q: '', limit: 100, ...given })
  await save(id, author, { headline: 'What it is called so far' })
  expect(await found({ writtenBy: author.id })).toMatchObject([
    { id, headline: 'What it is called so far', hasWorkingCopy: true },
  ])
  await throwAway(ctx, id, author.id)
  expect(await found({ writtenBy: author.id })).toEqual([])
  expect(await found({ isThrownAway: true })).toMatchObject([{ id }])
  await takeBack(ctx, id, author.id)
  expect(await found({ writtenBy: author.id })).toHaveLength(1)
  await expect(throwAway(ctx, await begun('seen-by-readers'), ada.id)).rejects.toMatchObject({ kind: 'conflict' })
})

test('authors open their own and change it while it is theirs; to others’ articles there is nothing', async () => {
  const own = crypto.randomUUID()
  await beginArticle(ctx, { id: own, personId: author.id })
  const others = await begun('of-others', { state: 'draft' })
  await requireEdit(ctx, staffOf(author), own)
  await expect(requireOpen(ctx, staffOf(author), others)).rejects.toMatchObject({ kind: 'not_found' })
  await requireEdit(ctx, staffOf(ada), others)
  await ctx.db.update(articles).set({ state: 'published', publishedAt: ctx.now }).where(eq(articles.id, own))
  await requireOpen(ctx, staffOf(author), own)
  await expect(requireEdit(ctx, staffOf(author), own)).rejects.toMatchObject({ kind: 'forbidden' })
})

test('an address that another article has is told with one that is free; names are found and, by editors, made', async () => {
  const id = await begun('wants-an-address')
  await begun('taken-address')
  expect(await addressFor(ctx, id, 'taken-address')).toEqual({ isFree: false, suggestion: 'taken-address-2' })
  expect(await addressFor(ctx, id, 'wants-an-address')).toMatchObject({ isFree: true })
  await ctx.db.insert(redirects).values([
    { path: '/articles/once-anothers', target: '/articles/taken-address', createdAt: ctx.now },
    { path: '/articles/once-its-own', target: '/articles/wants-an-address', createdAt: ctx.now },
  ])
  expect(await addressFor(ctx, id, 'once-anothers')).toEqual({ isFree: false, suggestion: 'once-anothers-2' })
  expect(await addressFor(ctx, id, 'once-its-own')).toMatchObject({ isFree: true })
  expect(await newSlug(ctx, 'Once its own')).toBe('once-its-own-2')
  await expect(makeCredit(ctx, staffOf(author), 'topics', 'Tides')).rejects.toMatchObject({ kind: 'forbidden' })
  const { credit, changed } = await makeCredit(ctx, staffOf(ada), 'topics', 'Tides & mud')
  expect(changed).toContain(`topic-slug:${credit.slug}`)
  expect(await findCredits(ctx, 'topics', 'tides &')).toEqual([credit])
  expect(await findCredits(ctx, 'topics', '%')).toEqual([])
})

test('a page that looks is told which copy and which revision there are', async () => {
  const id = await begun('looked-at')
  expect(await placeOfWriting(ctx, id)).toEqual({ stamp: null, revision: 1 })
  const as = crypto.randomUUID()
  await save(id, ada, { headline: 'Seen' }, { as })
  expect(await placeOfWriting(ctx, id)).toEqual({ stamp: as, revision: 1 })
})

function failed(): never {
  throw new Error('there is none')
}
