import { desc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { articleRevisions, articles } from '#db/schema/articles.ts'
import type { Body, Inline } from '#lib/articles/body/document.ts'
import { fromHtml } from '#lib/articles/body/from-hast.ts'
import { replacePassage } from '#lib/articles/body/replace-passage.ts'
import { toHtml } from '#lib/articles/body/to-html.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import { articleWords, reviseArticle, wordsAtRevision, type Replacement } from '#lib/articles/revise.ts'
import { search } from '#lib/search/queries.ts'
import { inTransaction } from '#lib/context.ts'
import { after, day } from '#lib/clock.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { anArticle, byTest, paragraphs } from './draft-article.ts'

const ctx = await testContext()
const editor = (await makePerson(ctx, { roles: ['managing_editor'] })).id

const bodyOf = (html: string): Body => fromHtml(html).body

/** The text that comes of one replacement, as HTML. */
function replaced(html: string, passage: string, replacement: string): string {
  const { text, places } = replacePassage(bodyOf(html), passage, replacement)
  expect(places).toHaveLength(1)
  return toHtml(text)
}

describe('replacing a passage', () => {
  it.each([
    ['<p>The ferry left at seven.</p>', 'left at seven', 'left at six', '<p>The ferry left at six.</p>'],
    // Across marks, which stay where nothing changes.
    [
      '<p>The <em>old ferry</em> left <strong>at</strong> seven.</p>',
      'old ferry left at seven',
      'old ferry left at six',
      '<p>The <em>old ferry</em> left <strong>at</strong> six.</p>',
    ],
    // What comes in the place of linked words is linked.
    [
      '<p>See <a href="/articles/a">page nine</a> of it.</p>',
      'page nine of it',
      'page ten of it',
      '<p>See <a href="/articles/a">page ten</a> of it.</p>',
    ],
    // What is put in after a link is not.
    [
      '<p>See <a href="/articles/a">page nine</a> of it.</p>',
      'page nine of it',
      'page nine, the last of it',
      '<p>See <a href="/articles/a">page nine</a>, the last of it.</p>',
    ],
    // Shapes of quotation marks and runs of white space do not matter, and stay as the article has them.
    [
      '<p>She said: “It’s seven, I’m sure.”</p>',
      '"It\'s  seven,\nI\'m sure."',
      '"It\'s six, I\'m sure."',
      '<p>She said: “It’s six, I’m sure.”</p>',
    ],
    ['<p>One. Two. Three.</p>', 'Two.', '', '<p>One. Three.</p>'],
    ['<p>One.</p><p>Two.</p>', 'Two.', '', '<p>One.</p>'],
    ['<ul><li>One</li><li>Two</li></ul>', 'Two', 'Three', '<ul><li>One</li><li>Three</li></ul>'],
    ['<p>🚢 and 🚣 left.</p>', '🚢 and 🚣 left', '🚢 and 🚤 left', '<p>🚢 and 🚤 left.</p>'],
    ['<p>aaa b</p>', 'aaa b', 'aa b', '<p>aa b</p>'],
  ])('%s: %s → %s', (html, passage, replacement, wanted) => {
    expect(replaced(html, passage, replacement)).toBe(wanted)
  })

  it('keeps a footnote that is referred to within what changes, and finds words of a footnote', () => {
    const note = (text: string): Body => ({
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'At seven' },
            { type: 'footnoteReference', attrs: { id: '1' } },
            { type: 'text', text: ' sharp it left.' },
          ],
        },
        { type: 'footnotes', content: [{ type: 'footnote', attrs: { id: '1' }, content: [paragraphOf(text)] }] },
      ],
    })
    const within = replacePassage(note('By the clock.'), 'At seven sharp it', 'Early it').text.content[0]
    expect(within?.type === 'paragraph' && within.content).toEqual<Inline[]>([
      { type: 'text', text: 'Early' },
      { type: 'footnoteReference', attrs: { id: '1' } },
      { type: 'text', text: ' it left.' },
    ])
    expect(replacePassage(note('By the clock.'), 'the clock', 'the sun').text).toEqual(note('By the sun.'))
  })

  it('changes nothing of what stands in two places or none, and says where', () => {
    const body = paragraphs('The ferry left at seven.', 'At seven the ferry left.')
    expect(replacePassage(body, 'the river', 'the sea')).toEqual({ text: body, places: [] })
    const twice = replacePassage(body, 'ferry left', 'boat left')
    expect(twice.text).toEqual(body)
    expect(twice.places).toEqual(['The ferry left at seven.', 'At seven the ferry left.'])
    // Not across paragraphs.
    expect(replacePassage(body, 'at seven. At seven', 'x').places).toEqual([])
  })
})

function paragraphOf(text: string) {
  return { type: 'paragraph' as const, content: [{ type: 'text' as const, text }] }
}

function revise(articleId: string, revision: number, replacements: Replacement[], now = ctx.now) {
  return inTransaction({ ...ctx, now }, (tx) =>
    reviseArticle(tx, { articleId, revision, replacements, personId: editor, reason: 'Correction' }),
  )
}

const six: Replacement = { part: 'text', passage: 'The second paragraph', replacement: 'The zebra paragraph' }

describe('revising an article', () => {
  it('changes its words, keeps both states, and tells readers when', async () => {
    const { id } = await saveArticle(ctx, anArticle({ slug: 'revised' }), byTest)
    const later = after(ctx.now, day)
    const revised = await revise(
      id,
      1,
      [
        six,
        { part: 'headline', passage: 'mud', replacement: 'sand' },
        { part: 'standfirst', passage: '', replacement: 'Another.' },
      ],
      later,
    )
    expect(revised).toMatchObject({ revisionBefore: 1, revisionAfter: 2, headline: 'The clock in the sand' })
    expect(await wordsAtRevision(ctx, id, 1)).toMatchObject({ headline: 'The clock in the mud' })
    expect(await wordsAtRevision(ctx, id, 2)).toMatchObject({ standfirst: 'Another.' })
    const [row] = await ctx.db.select().from(articles).where(eq(articles.id, id))
    expect(row).toMatchObject({ headline: 'The clock in the sand', updatedAt: later })
    expect((await search({ ...ctx, now: later }, { q: 'zebra' })).results).toHaveLength(1)
  })

  it('refuses when another revision came since, and changes nothing', async () => {
    const { id } = await saveArticle(ctx, anArticle({ slug: 'overtaken' }), byTest)
    await revise(id, 1, [six])
    await expect(revise(id, 1, [six])).rejects.toMatchObject({ kind: 'conflict' })
    expect((await articleWords(ctx, id))?.revision).toBe(2)
  })

  it('of two at once one is refused', async () => {
    const { id } = await saveArticle(ctx, anArticle({ slug: 'at-once' }), byTest)
    const both = await Promise.allSettled([revise(id, 1, [six]), revise(id, 1, [six])])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('keeps how an article was that has no revision yet', async () => {
    const { id } = await makeArticle(ctx)
    expect((await articleWords(ctx, id))?.revision).toBe(0)
    const revised = await revise(id, 0, [{ part: 'text', passage: 'A paragraph', replacement: 'One paragraph' }])
    expect(revised).toMatchObject({ revisionBefore: 1, revisionAfter: 2 })
    const rows = await ctx.db
      .select({ number: articleRevisions.number, personId: articleRevisions.personId })
      .from(articleRevisions)
      .where(eq(articleRevisions.articleId, id))
      .orderBy(desc(articleRevisions.number))
    expect(rows).toEqual([
      { number: 2, personId: editor },
      { number: 1, personId: null },
    ])
    expect((await wordsAtRevision(ctx, id, 1))?.body).toEqual(paragraphs('A paragraph.'))
  })

  it('without a change of words makes no revision, and readers are told all the same', async () => {
    const { id } = await saveArticle(ctx, anArticle({ slug: 'same-words' }), byTest)
    const later = after(ctx.now, day)
    expect(await revise(id, 1, [], later)).toMatchObject({ revisionBefore: 1, revisionAfter: 1 })
    const [row] = await ctx.db.select({ at: articles.updatedAt }).from(articles).where(eq(articles.id, id))
    expect(row?.at).toEqual(later)
  })

  it('says which replacement is at fault', async () => {
    const { id } = await saveArticle(ctx, anArticle({ slug: 'faults' }), byTest)
    const faults = async (...replacements: Replacement[]) => {
      const refusal: unknown = await revise(id, 1, replacements).catch((reason: unknown) => reason)
      return refusal instanceof Error && 'fields' in refusal ? refusal.fields : null
    }
    expect(await faults(six, { part: 'text', passage: 'paragraph', replacement: 'x' })).toEqual({
      'replacements.1.passage': expect.stringContaining('This stands in 4 places: “The first paragraph.”'),
    })
    expect(await faults({ part: 'text', passage: '', replacement: 'x' })).toHaveProperty(['replacements.0.passage'])
    expect(await faults({ part: 'headline', passage: '', replacement: '' })).toHaveProperty([
      'replacements.0.replacement',
    ])
    expect((await articleWords(ctx, id))?.revision).toBe(1)
  })

  it('only of an article that readers can see', async () => {
    const { id } = await makeArticle(ctx, { state: 'draft' })
    await expect(revise(id, 0, [])).rejects.toMatchObject({ kind: 'conflict' })
  })
})
