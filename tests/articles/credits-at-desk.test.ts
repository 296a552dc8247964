import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { houseAds } from '#db/schema/ads.ts'
import { articleAuthors, articleTopics, authors, topics } from '#db/schema/articles.ts'
import {
  authorList,
  authorOnFile,
  authorsOfPerson,
  connectAuthor,
  disconnectAuthor,
  makeAuthor,
  mergeAuthors,
  saveAuthor,
} from '#lib/articles/authors.ts'
import { authorInputSchema } from '#lib/articles/credit-input.ts'
import { presentIds } from '#lib/articles/internal/moved-credits.ts'
import { authorBySlug, byAuthor, redirectFor, topicBySlug } from '#lib/articles/queries.ts'
import { makeTopic, mergeTopics, moved, moveTopic, saveTopic, topicList } from '#lib/articles/topics.ts'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { day, after } from '#lib/clock.ts'
import { search } from '#lib/search/queries.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { newFolder, withFront } from '#tests/importers/new-folder.ts'

const { ctx, importText } = await newFolder()
const editor = await makePerson(ctx, { roles: ['editor'] })
const by = { actorId: editor.id }
const said = { slug: '', biography: '', pictureId: null }

describe('an author', () => {
  it('is made with an address from the name, which no other can have', async () => {
    const { id } = await makeAuthor(ctx, { ...said, name: 'Wilfred Tarn' }, by)
    expect(await authorOnFile(ctx, id)).toMatchObject({ slug: 'wilfred-tarn', articles: 0 })
    await expect(makeAuthor(ctx, { ...said, name: 'Wilfred Tarn' }, by)).rejects.toThrow('has the address')
    await expect(makeAuthor(ctx, { ...said, name: '。' }, by)).rejects.toThrow('Choose an address')
  })

  it('renamed is found under the new name and at the old address; the chain of addresses stays short', async () => {
    const { id } = await makeAuthor(ctx, { ...said, name: 'Ann One' }, by)
    const { id: articleId } = await makeArticle(ctx)
    await ctx.db.insert(articleAuthors).values({ articleId, authorId: id, position: 0 })
    await saveAuthor(ctx, id, { ...said, name: 'Ann Zwölf', slug: 'ann-two' }, editor.id)
    await saveAuthor(ctx, id, { ...said, name: 'Ann Zwölf', slug: 'ann-three' }, editor.id)
    expect(await redirectFor(ctx, '/authors/ann-one')).toBe('/authors/ann-three')
    expect(await redirectFor(ctx, '/authors/ann-two')).toBe('/authors/ann-three')
    await saveAuthor(ctx, id, { ...said, name: 'Ann Zwölf', slug: 'ann-one' }, editor.id)
    expect(await redirectFor(ctx, '/authors/ann-one')).toBeNull()
    expect((await search(ctx, { q: 'zwölf' })).results.map((one) => one.article.id)).toEqual([articleId])
  })

  it('made one with another gives it all it has, and leads there; what the other has already stays', async () => {
    const reader = await makePerson(ctx)
    const { id: gone } = await makeAuthor(
      ctx,
      { ...said, name: 'J. Smithers', biography: 'Writes on tides.' },
      { ...by, personId: reader.id },
    )
    const { id: kept } = await makeAuthor(ctx, { ...said, name: 'Jane Smithers' }, by)
    const both = await makeArticle(ctx)
    const one = await makeArticle(ctx)
    await ctx.db.insert(articleAuthors).values([
      { articleId: both.id, authorId: gone, position: 0 },
      { articleId: both.id, authorId: kept, position: 1 },
      { articleId: one.id, authorId: gone, position: 0 },
    ])
    await mergeAuthors(ctx, { fromId: gone, intoId: kept, actorId: editor.id })
    expect(await authorOnFile(ctx, kept)).toMatchObject({
      articles: 2,
      biography: 'Writes on tides.',
      person: { id: reader.id },
    })
    expect(await authorOnFile(ctx, gone)).toBeNull()
    expect(await authorBySlug(ctx, 'j-smithers')).toBeNull()
    expect(await redirectFor(ctx, '/authors/j-smithers')).toBe('/authors/jane-smithers')
    expect((await byAuthor(ctx, kept, { limit: 10 })).map((card) => card.id).toSorted()).toEqual(
      [both.id, one.id].toSorted(),
    )
    expect((await authorList(ctx, 'smithers')).map(({ name }) => name)).toEqual(['Jane Smithers'])
    await expect(mergeAuthors(ctx, { fromId: gone, intoId: kept, actorId: editor.id })).rejects.toThrow('not here')
    await expect(mergeAuthors(ctx, { fromId: kept, intoId: kept, actorId: editor.id })).rejects.toThrow('the same')
    expect((await auditOf(ctx, [subjectOf('author', kept)])).map(({ action }) => action)).toContain(
      'made one author of two',
    )
  })

  it('renamed or made one with another is not made anew by an import that is run again', async () => {
    const front = (title: string) => `title: ${title}\nslug: imported\nauthors: [Old Spelling]\ntopics: [Old Topic]`
    expect(await importText(withFront(front('One')))).toMatchObject({ result: 'created' })
    const [author] = await authorList(ctx, 'old spelling')
    const topic = (await topicList(ctx)).find(({ name }) => name === 'Old Topic')
    if (!author || !topic) throw new Error('nothing was imported')
    await saveAuthor(ctx, author.id, { ...said, name: 'New Spelling', slug: 'new-spelling' }, editor.id)
    const { id: into } = await makeTopic(ctx, { name: 'Kept Topic', slug: '', description: '' }, editor.id)
    await mergeTopics(ctx, { fromId: topic.id, intoId: into, actorId: editor.id })
    expect(await importText(withFront(front('Two')))).toMatchObject({ result: 'updated' })
    expect(await authorList(ctx, 'spelling')).toMatchObject([{ name: 'New Spelling', articles: 1 }])
    expect((await topicList(ctx)).find(({ id }) => id === into)?.articles).toBe(1)
  })

  it('is connected to one account by address or by a name that only one has', async () => {
    const [one, other] = [await makePerson(ctx), await makePerson(ctx)]
    const { id } = await makeAuthor(ctx, { ...said, name: 'Twin Name', slug: 'twin-1' }, by)
    await makeAuthor(ctx, { ...said, name: 'Twin Name', slug: 'twin-2' }, by)
    const connect = (personId: string, name: string) => connectAuthor(ctx, { personId, name, actorId: editor.id })
    await expect(connect(one.id, 'twin name')).rejects.toThrow('Several')
    await expect(connect(one.id, 'nobody')).rejects.toThrow('No author')
    await connect(one.id, 'twin-1')
    expect(await authorsOfPerson(ctx, one.id)).toMatchObject([{ slug: 'twin-1' }])
    await expect(connect(other.id, 'twin-1')).rejects.toThrow('Another account')
    await disconnectAuthor(ctx, { personId: one.id, authorId: id, actorId: editor.id })
    await expect(disconnectAuthor(ctx, { personId: one.id, authorId: id, actorId: editor.id })).rejects.toThrow('not')
    await connect(other.id, 'twin-1')
  })

  it('has an address of plain letters, or none', () => {
    const parse = (slug: string) => authorInputSchema.safeParse({ ...said, name: 'A', slug }).success
    expect(['', 'a-b', 'A-B', 'a b', '../x', 'ä'].map(parse)).toEqual([true, true, true, false, false, false])
  })
})

describe('a topic', () => {
  const input = (name: string) => ({ name, slug: '', description: '' })

  it('moves in the masthead, into it and out of it', async () => {
    await ctx.db.update(topics).set({ position: null })
    const ids: string[] = []
    for (const name of ['Alpha', 'Beta', 'Gamma']) ids.push((await makeTopic(ctx, input(name), editor.id)).id)
    const order = async () =>
      (await topicList(ctx))
        .filter(({ position }) => position !== null)
        .map(({ name, position }) => `${position} ${name}`)
    const move = (at: number, way: 'up' | 'down' | 'in' | 'out') =>
      moveTopic(ctx, { id: ids[at] ?? '', move: way, actorId: editor.id })
    for (const at of [0, 1, 2]) await move(at, 'in')
    expect(await order()).toEqual(['0 Alpha', '1 Beta', '2 Gamma'])
    expect(await move(2, 'up')).toMatchObject({ place: 2, changed: expect.arrayContaining(['topics']) })
    expect(await order()).toEqual(['0 Alpha', '1 Gamma', '2 Beta'])
    expect(await move(0, 'up')).toMatchObject({ place: 1, changed: [] })
    expect(await move(2, 'out')).toMatchObject({ place: null })
    expect(await order()).toEqual(['0 Alpha', '1 Beta'])
  })

  it('moved over its ends stays', () => {
    expect(moved(['a', 'b'], 'a', 'up')).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 'b', 'down')).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 'a', 'in')).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 'c', 'down')).toEqual(['a', 'b', 'c'])
  })

  it('renamed or made one with another leads on, and house ads stand where they stood', async () => {
    const { id } = await makeTopic(ctx, input('Rivers'), editor.id)
    const { id: into } = await makeTopic(ctx, input('Waters'), editor.id)
    const ad = v7()
    await ctx.db.insert(houseAds).values({
      id: ad,
      advertiser: 'A shop',
      headline: 'Boats',
      text: '',
      link: 'https://example.org/',
      topicSlugs: ['rivers'],
      startsAt: ctx.now,
      endsAt: after(ctx.now, day),
    })
    const both = await makeArticle(ctx)
    await ctx.db.insert(articleTopics).values([
      { articleId: both.id, topicId: id, position: 0, publishedAt: ctx.now },
      { articleId: both.id, topicId: into, position: 1, publishedAt: ctx.now },
    ])
    await saveTopic(ctx, id, { name: 'Rivers', slug: 'streams', description: '' }, editor.id)
    const slugsOfAd = async () => (await ctx.db.select().from(houseAds).where(eq(houseAds.id, ad)))[0]?.topicSlugs
    expect(await slugsOfAd()).toEqual(['streams'])
    await mergeTopics(ctx, { fromId: id, intoId: into, actorId: editor.id })
    expect(await slugsOfAd()).toEqual(['waters'])
    expect(await topicBySlug(ctx, 'streams')).toBeNull()
    for (const old of ['rivers', 'streams']) expect(await redirectFor(ctx, `/topics/${old}`)).toBe('/topics/waters')
    expect((await topicList(ctx)).find((one) => one.id === into)?.articles).toBe(1)
  })
})

it('an article saved from what was written before two authors became one is credited to the one there is', async () => {
  const { id: gone } = await makeAuthor(ctx, { ...said, name: 'Gone Now' }, by)
  const { id: kept } = await makeAuthor(ctx, { ...said, name: 'Kept Here' }, by)
  await mergeAuthors(ctx, { fromId: gone, intoId: kept, actorId: editor.id })
  expect(await presentIds(ctx, 'author', [gone, kept])).toEqual([kept])
  expect((await ctx.db.select().from(authors).where(eq(authors.id, gone)))[0]?.mergedInto).toBe(kept)
})
