import { asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { commentCounts, comments } from '#db/schema/comments.ts'
import { people } from '#db/schema/people.ts'
import { articleBySlug } from '#lib/articles/queries.ts'
import { claimImported } from '#lib/comments/imported.ts'
import { parseComment } from '#lib/comments/markup.ts'
import { commentText } from '#lib/importers/wordpress/comment-text.ts'
import { makePerson } from '#tests/support/factories.ts'
import { emptyTables } from '#tests/support/empty-tables.ts'
import { newMagazine } from './new-magazine.ts'
import type { ExportedComment } from '#scripts/bench/exports/wordpress.ts'

const { ctx, importItems } = await newMagazine()

const bring = (given: ExportedComment[]) => importItems({ id: 1, slug: 'eels', comments: given })

async function thread() {
  const rows = await ctx.db.select().from(comments).orderBy(asc(comments.createdAt), asc(comments.id))
  const textOf = new Map(rows.map(({ id, text }) => [id, text]))
  return rows.map(({ text, depth, parentId, attachedTo, importedName }) => ({
    text,
    depth,
    answers: parentId === null ? null : textOf.get(parentId),
    under: attachedTo === null ? null : textOf.get(attachedTo),
    name: importedName,
  }))
}

describe('comments of a WordPress export', () => {
  test('keep their threads, whatever their order in the file and however deep', async () => {
    await bring([
      { id: 4, parent: 3, content: 'Four', date: '2020-03-05 04:00:00' },
      { id: 1, content: 'One', date: '2020-03-05 01:00:00', author: 'Ana Díaz' },
      { id: 3, parent: 2, content: 'Three', date: '2020-03-05 03:00:00' },
      { id: 2, parent: 1, content: 'Two', date: '2020-03-05 02:00:00' },
    ])
    expect(await thread()).toEqual([
      { text: 'One', depth: 0, answers: null, under: null, name: 'Ana Díaz' },
      { text: 'Two', depth: 1, answers: 'One', under: 'One', name: 'Visitor' },
      { text: 'Three', depth: 2, answers: 'Two', under: 'Two', name: 'Visitor' },
      { text: 'Four', depth: 2, answers: 'Three', under: 'Two', name: 'Visitor' },
    ])
    const view = await articleBySlug(ctx, 'eels')
    expect(view?.commentCount).toBe(4)
  })

  test('what waited there waits here; spam, trash and pingbacks stay away, counted', async () => {
    const report = await bring([
      { id: 1, content: 'Fine.' },
      { id: 2, content: 'Waits.', approved: '0' },
      { id: 3, content: 'Cheap watches', approved: 'spam' },
      { id: 4, content: 'Gone', approved: 'trash' },
      { id: 5, content: '[...] a link [...]', type: 'pingback' },
      { id: 6, content: '<img src=x onerror=alert(1)>' },
    ])
    expect(
      await ctx.db.select({ published: commentCounts.published, held: commentCounts.held }).from(commentCounts),
    ).toEqual([{ published: 1, held: 1 }])
    expect(report.leftOut.map(({ what }) => what).toSorted()).toEqual([
      'comment',
      'comment (spam)',
      'comment (trash)',
      'pingback',
    ])
    expect(report.came).toContainEqual({ what: 'comments created', count: 2 })
  })

  test('come again without doubling; a new text comes, a decision made here stays', async () => {
    const given = [
      { id: 1, content: 'One' },
      { id: 2, parent: 1, content: 'Two' },
    ]
    await bring(given)
    await ctx.db.update(comments).set({ state: 'rejected' }).where(eq(comments.text, 'Two'))
    const report = await bring([
      { id: 1, content: 'One, corrected' },
      given[1] ?? { id: 2, content: '' },
      { id: 3, content: 'Three' },
    ])
    expect(report.came).toEqual(
      expect.arrayContaining([
        { what: 'comments updated', count: 1 },
        { what: 'comments unchanged', count: 1 },
        { what: 'comments created', count: 1 },
      ]),
    )
    const rows = await ctx.db
      .select({ text: comments.text, state: comments.state })
      .from(comments)
      .orderBy(comments.sourceRef)
    expect(rows).toEqual([
      { text: 'One, corrected', state: 'published' },
      { text: 'Two', state: 'rejected' },
      { text: 'Three', state: 'published' },
    ])
  })

  test('are theirs whose address has been shown to be theirs, now or when they first sign in', async () => {
    const known = await makePerson(ctx, { name: 'Robin Averill' })
    await ctx.db.update(people).set({ emailVerified: ctx.now }).where(eq(people.id, known.id))
    const unproven = await makePerson(ctx, { name: null })
    await bring([
      { id: 1, content: 'Mine.', email: known.email.toUpperCase() },
      { id: 2, content: 'Perhaps mine.', email: unproven.email, author: 'Ana Díaz' },
      { id: 3, content: 'Nobody’s.' },
    ])
    const writers = async () =>
      ctx.db
        .select({ text: comments.text, personId: comments.personId, name: comments.importedName })
        .from(comments)
        .orderBy(comments.sourceRef)
    expect(await writers()).toEqual([
      { text: 'Mine.', personId: known.id, name: null },
      { text: 'Perhaps mine.', personId: null, name: 'Ana Díaz' },
      { text: 'Nobody’s.', personId: null, name: 'Visitor' },
    ])
    expect(JSON.stringify(await ctx.db.select().from(comments))).not.toContain(unproven.email)
    expect(await claimImported(ctx, (await makePerson(ctx)).id)).toBe(0)
    expect(await claimImported(ctx, unproven.id)).toBe(1)
    expect(await claimImported(ctx, unproven.id)).toBe(0)
    expect((await writers())[1]).toMatchObject({ personId: unproven.id, name: null })
    expect(await ctx.db.select({ name: people.name }).from(people).where(eq(people.id, unproven.id))).toEqual([
      { name: 'Ana Díaz' },
    ])
    await emptyTables(ctx, 'comments')
  })
})

describe('the HTML of an old comment', () => {
  test.each([
    ['Two lines\nand a half.\n\nA paragraph.', 'Two lines\nand a half.\n\nA paragraph.'],
    ['<strong>Loud</strong>, <em>quiet</em>', '**Loud**, *quiet*'],
    ['<blockquote>One.\n\nTwo.</blockquote>Three.', '> One.\n>\n> Two.\n\nThree.'],
    ['See <a href="https://example.org/a_(b)">this</a>', 'See [this](https://example.org/a_%28b%29)'],
    ['<a href="javascript:alert(1)">press</a>', 'press'],
    ['5 * 3 * 2', String.raw`5 \* 3 \* 2`],
    ['<ul><li>one</li><li>two</li></ul>', '• one\n\n• two'],
    ['<script>alert(1)</script>', ''],
    ['AT&amp;T &lt;b&gt;', 'AT&T <b>'],
  ])('%j', (html, text) => {
    expect(commentText(html)).toBe(text)
  })

  test('reads as it looked there', () => {
    expect(parseComment(commentText('5 * 3 * 2 <em>is</em> thirty'))).toEqual([
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: '5 * 3 * 2 ' },
          { type: 'emphasis', content: [{ type: 'text', text: 'is' }] },
          { type: 'text', text: ' thirty' },
        ],
      },
    ])
  })
})
