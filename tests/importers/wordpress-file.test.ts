import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { articles } from '#db/schema/articles.ts'
import { articleBySlug } from '#lib/articles/queries.ts'
import { importWordPress } from '#lib/importers/wordpress/import.ts'
import { formatReport } from '#lib/importers/run/format.ts'
import { newMagazine, upload } from './new-magazine.ts'
import { exportedItem, exportOf } from '#scripts/bench/exports/wordpress.ts'

const { ctx, folder, uploads, importItems, importXml } = await newMagazine()

describe('pictures', () => {
  test('the featured one comes with what the export says of it', async () => {
    await importItems(
      { id: 1, slug: 'a', meta: { _thumbnail_id: '11' } },
      upload(11, 'gr%C3%B6%C3%9Fe.jpg', {
        excerpt: "It's <em>long</em>",
        meta: { _wp_attachment_image_alt: 'An eel', _media_credit: 'Jo Ray' },
      }),
    )
    expect((await articleBySlug(ctx, 'a'))?.picture).toMatchObject({
      width: 40,
      alt: 'An eel',
      caption: 'It’s long',
      credit: 'Jo Ray',
    })
  })

  test('without a file are left out and counted, and never looked for outside the folder', async () => {
    const report = await importItems({
      id: 1,
      slug: 'a',
      content:
        '<img src="https://old.example/wp-content/uploads/none.jpg"><img src="https://old.example/wp-content/uploads/..%2f..%2fetc%2fpasswd"> Text',
    })
    expect(report.leftOut).toEqual([{ what: 'picture', why: 'no file for it among the uploads', count: 2 }])
    expect((await articleBySlug(ctx, 'a'))?.text.body.content.map((node) => node.type)).toEqual(['paragraph'])
  })

  test('that are none are left out with the reason', async () => {
    await writeFile(join(uploads, 'bad.jpg'), 'not a picture')
    const report = await importItems({ id: 1, content: '<img src="/wp-content/uploads/bad.jpg">' })
    expect(report.leftOut).toMatchObject([
      { what: 'picture', why: expect.stringMatching(/^This file is not a picture/) },
    ])
  })
})

describe('the file', () => {
  test('may hold anything in its text that looks like its own tags', async () => {
    const content = 'Before <code>&lt;/item&gt;</code> </item><item> <!-- <item> --> ]]> after'
    await importItems({ id: 1, slug: 'a', title: '</item> &lt;item&gt;', content }, { id: 2, slug: 'b' })
    expect(
      await ctx.db.select({ slug: articles.slug, headline: articles.headline }).from(articles).orderBy(articles.slug),
    ).toEqual([
      { slug: 'a', headline: '<item>' },
      { slug: 'b', headline: 'Post 2' },
    ])
    expect(JSON.stringify((await articleBySlug(ctx, 'a'))?.text.body)).toContain(']]> after')
  })

  test('is read piece by piece, however its pieces are cut', async () => {
    const long = `${`<p>${'é漢 ]] '.repeat(300)}</p>`.repeat(1_500)}<p>end</p>`
    await importItems({ id: 1, slug: 'a', content: long }, { id: 2, slug: 'b' })
    expect((await articleBySlug(ctx, 'a'))?.text.body.content).toHaveLength(1_501)
    expect(await articleBySlug(ctx, 'b')).not.toBeNull()
  })

  test('defines no entities', async () => {
    const xml = exportOf([{ id: 1, slug: 'a' }]).replace(
      '<title><![CDATA[Post 1]]></title>',
      '<title>A &x; &lol; &amp;amp; B &#128031;</title>',
    )
    await importXml(xml.replace('<rss', '<!DOCTYPE rss [<!ENTITY lol "lol">]>\n<rss'))
    expect((await articleBySlug(ctx, 'a'))?.headline).toBe('A &x; &lol; & B 🐟')
    await expect(
      importXml(xml.replace('<rss', '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<rss')),
    ).rejects.toMatchObject({ kind: 'invalid', message: expect.stringContaining('External entities') })
  })

  test.each([
    ['', 'The file is not an export of WordPress'],
    ['<html><body>Sign in</body></html>', 'The file is not an export of WordPress'],
    ['<rss><channel><item></item></channel></rss>', 'The file is not an export of WordPress'],
    [exportOf([{ id: 1 }]).split('</wp:post_type>')[0] ?? '', 'The file ends within the item that begins on line'],
    [exportOf([{ id: 1 }]).replace('</channel></rss>', ''), 'The file ends before its list of items does'],
  ])('%#: is refused when it is none, or not complete', async (xml, reason) => {
    await expect(importXml(xml)).rejects.toMatchObject({ kind: 'invalid', message: expect.stringContaining(reason) })
    expect(await ctx.db.select({ slug: articles.slug }).from(articles)).toEqual([])
  })

  test('that is not there is refused', async () => {
    await expect(importWordPress(ctx, join(folder, 'none.xml'))).rejects.toMatchObject({ kind: 'not_found' })
  })

  test('one post that cannot be read does not hinder the others', async () => {
    const report = await importXml(
      exportOf(
        [
          { id: 1, title: 'Deep', content: '<div>'.repeat(200_000) },
          { id: 2, slug: 'b' },
        ],
        exportedItem({ id: 3, slug: 'c' }).replace('</title>', '</titel>'),
      ),
    )
    expect(report.refused).toMatchObject([
      { what: expect.stringMatching(/line \d+/) },
      {
        what: expect.stringMatching(/^“Deep” \(post 1, line \d+\)$/),
        why: 'The text is nested too deeply to be read.',
      },
    ])
    expect(await articleBySlug(ctx, 'b')).not.toBeNull()
  })
})

test('the report says how much came, what was left out, and what became of each', async () => {
  const items = [
    { id: 1, content: '<iframe></iframe>' },
    { id: 2, type: 'product' },
    { id: 3, content: '<b>'.repeat(99_999) },
  ]
  const text = formatReport(await importItems(...items)).replace(/, line \d+/g, '')
  expect(text).toBe(
    [
      '     1  new',
      '     1  refused',
      '     1  left out',
      'With them',
      '     1  articles without text',
      '     2  old addresses that lead on',
      '     1  authors',
      'Left out',
      '     1  product  only posts and pages are articles; --kinds product has these come, too',
      '     1  iframe   an article cannot hold it',
      'Refused, by name',
      '  “Post 3” (post 3): The text is nested too deeply to be read.',
      'New, by name',
      '  /articles/post-1  “Post 1” (post 1)',
      '      left out: 1 × iframe, an article cannot hold it',
      'Left out, by name',
      '  “Post 2” (product 2): only posts and pages are articles; --kinds product has these come, too',
    ].join('\n'),
  )
})
