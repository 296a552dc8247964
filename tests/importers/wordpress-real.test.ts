import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { toHtml } from '#lib/articles/body/to-html.ts'
import { articleBySlug, redirectFor } from '#lib/articles/queries.ts'
import { importWordPress } from '#lib/importers/wordpress/import.ts'
import type { ImportReport } from '#lib/importers/run/report.ts'
import { newMagazine } from './new-magazine.ts'

const themeUnitTest = '../shared/input/wordpress-theme-unit-test.xml'
const smallExport = '../shared/input/wordpress-small-export.xml'

const { ctx } = await newMagazine()

function cameOf({ came }: ImportReport, what: string): number {
  return came.find((row) => row.what === what)?.count ?? 0
}

function skippedOf({ leftOut }: ImportReport, what: string): number {
  return leftOut.find((row) => row.what === what)?.count ?? 0
}

async function html(slug: string): Promise<string> {
  const view = await articleBySlug(ctx, slug)
  return view === null ? '' : toHtml(view.text.body)
}

describe.skipIf(!existsSync(themeUnitTest))('the theme unit test (skipped where ../shared/input is absent)', () => {
  test('comes whole, says what did not, and comes again without a change', async () => {
    const report = await importWordPress(ctx, themeUnitTest)
    expect(report.counts.created).toBe(79)
    expect(report.refused).toEqual([])
    expect(['upload', 'menu entry', 'video'].map((what) => skippedOf(report, what))).toEqual([37, 70, 7])
    expect(report.items.filter(({ name }) => name.includes('(page '))).toHaveLength(21)
    const notesOf = (words: string) => report.items.filter(({ notes }) => notes.some((note) => note.includes(words)))
    expect(['a password there', 'at the top'].map((words) => notesOf(words).length)).toEqual([1, 1])
    expect([cameOf(report, 'comments created'), skippedOf(report, 'pingback'), skippedOf(report, 'trackback')]).toEqual(
      [29, 2, 2],
    )
    expect(skippedOf(report, 'picture')).toBe(113)

    expect(await articleBySlug(ctx, 'title-with-special-characters')).toMatchObject({
      headline: 'Markup: Title With Special Characters ~`!@#$%^&*()-_=+{}[]/\\;:’“?,.>',
    })
    expect(await articleBySlug(ctx, 'markup-title-with-markup')).toMatchObject({
      headline: 'Markup: Title With Markup',
    })
    expect(await articleBySlug(ctx, 'edge-case-no-title')).toMatchObject({
      headline: 'This post has no title, but it still…',
    })
    expect(await articleBySlug(ctx, 'edge-case-no-content')).toMatchObject({ wordCount: 0 })
    expect((await articleBySlug(ctx, 'edge-case-many-tags'))?.topics.length).toBeGreaterThan(30)
    expect(await articleBySlug(ctx, 'template-comments-disabled')).toMatchObject({ commentSetting: 'closed' })
    for (const hidden of ['scheduled', 'draft', 'template-password-protected'])
      expect(await articleBySlug(ctx, hidden)).toBeNull()
    expect(await redirectFor(ctx, '/2018/11/02/block-category-embeds/')).toBe('/articles/blocks-embeds')

    expect(await html('edge-case-nested-and-mixed-lists')).toContain(
      '<ol><li>ordered item</li><li>ordered item<ul><li><strong>unordered</strong></li><li><strong>unordered</strong><ol><li>ordered item</li>',
    )
    expect(await html('block-quotes')).toContain(
      '<blockquote><p>Gutenberg is more than an editor.</p><p><em>The Gutenberg Team</em></p></blockquote>',
    )
    expect(await html('block-quotes')).toContain('<aside class="pull-quote"><p>a solid color style</p>')
    expect(await html('markup-html-tags-and-formatting')).toContain(
      '<tr><th scope="row"><a href="http://example.org/" rel="noopener">Jane Doe</a></th><td>$100K</td>',
    )
    expect(await html('template-paginated')).not.toContain('nextpage')

    const again = await importWordPress(ctx, themeUnitTest)
    expect(again.counts).toMatchObject({ created: 0, updated: 0, unchanged: 79 })
  })
})

describe.skipIf(!existsSync(smallExport))(
  'an export of WordPress 3.1 (skipped where ../shared/input is absent)',
  () => {
    test('comes whole', async () => {
      const report = await importWordPress(ctx, smallExport)
      expect(report.counts.created).toBe(11)
      expect(report.items.filter(({ name }) => name.includes('(page '))).toHaveLength(5)
      expect(await articleBySlug(ctx, 'private-post')).toBeNull()
      const many = await articleBySlug(ctx, 'many-categories')
      expect(many?.topics).toHaveLength(27)
      expect(many?.topics.at(-1)).toMatchObject({ name: '远征手记', slug: 'eternity' })
      expect(await redirectFor(ctx, '/?p=22')).toBe('/articles/many-categories')
    })
  },
)
