import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { articleBySlug } from '#lib/articles/queries.ts'
import { Refusal } from '#lib/errors.ts'
import { newMagazine, upload } from './new-magazine.ts'
import { exportedItem, exportOf } from '#scripts/bench/exports/wordpress.ts'

const { ctx, folder, importItems, importXml, shown } = await newMagazine()

describe('HTML and XML that mean harm', () => {
  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a handler', '<p onclick="alert(1)" onmouseover=alert(1)>x</p><img src=x onerror=alert(1)>'],
    [
      'an address that runs',
      '<a href="javascript:alert(1)">x</a><a href=" java&#10;script:alert(1)">x</a><a href="vbscript:x">x</a>',
    ],
    [
      'data',
      '<a href="data:text/html,<script>alert(1)</script>">x</a><img src="data:image/svg+xml,<svg onload=alert(1)>">',
    ],
    [
      'a frame',
      '<iframe src="javascript:alert(1)"></iframe><iframe srcdoc="<script>alert(1)</script>"></iframe><object data="javascript:alert(1)"></object><embed src="data:text/html,alert(1)">',
    ],
    ['a drawing', '<svg onload="alert(1)"><script>alert(1)</script><a xlink:href="javascript:alert(1)">x</a></svg>'],
    ['style', '<style>@import url(//evil.example/alert)</style><p style="background:url(javascript:alert(1))">x</p>'],
    ['broken tags', '<p><<script>alert(1)//<</script><b><i></b><img src="x" alt="`><script>alert(1)</script>`">'],
    [
      'a shortcode',
      '[embed]javascript:alert(1)[/embed][youtube=javascript:alert(1)][audio src="javascript:alert(1)"][caption]<script>alert(1)</script>[/caption]',
    ],
    [
      'a block',
      '<!-- wp:cover {"url":"https:\\/\\/x.example\\/\\"onload=alert(1)"} --><p>x</p><!-- /wp:cover --><!-- wp:html --><script>alert(1)</script><!-- /wp:html -->',
    ],
    ['a footnote', '<sup data-fn="x\\" onclick=alert(1)">1</sup><!-- wp:footnotes /-->'],
  ])('%s is inert', async (_, content) => {
    const meta = {
      footnotes: JSON.stringify([{ id: 'x', content: '<script>alert(1)</script><a href="javascript:alert(1)">y</a>' }]),
    }
    const html = await shown(content, {
      meta,
      title: 'T <script>alert(1)</script>',
      excerpt: '<img src=x onerror=alert(1)>',
    })
    expect(html).not.toMatch(/<script|<iframe|<svg|<object|<embed|<style|<form/i)
    expect(html).not.toMatch(/(?:href|src)="\s*(?:javascript|data|vbscript)/i)
    expect(html).not.toMatch(/<[^>]*\son\w+=/i)
    expect((await articleBySlug(ctx, 'a'))?.headline).not.toContain('<')
  })

  test('entities that grow without end stay what they are', async () => {
    const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('')
    const xml = exportOf([{ id: 1, slug: 'a' }])
      .replace('<rss', `<!DOCTYPE rss [<!ENTITY l0 "ha">${laughs}]>\n<rss`)
      .replace('<title><![CDATA[Post 1]]></title>', '<title>&l9;</title>')
    await importXml(xml)
    expect((await articleBySlug(ctx, 'a'))?.headline).toBe('&l9;')
  })

  test('elements and shortcodes without end are refused or read in time, and hinder nobody', async () => {
    const report = await importItems(
      { id: 1, slug: 'a', content: '<blockquote>'.repeat(50_000) },
      { id: 2, slug: 'b', content: `${'[su_box x="1"]'.repeat(20_000)}x` },
      { id: 3, slug: 'c', content: `${'<!-- wp:group -->'.repeat(50_000)}x` },
      { id: 4, slug: 'd' },
    )
    expect(report.counts.created + report.counts.refused).toBe(4)
    expect(await articleBySlug(ctx, 'd')).not.toBeNull()
  })

  test.each([
    ['markers of blocks', '<!-- wp:a { '.repeat(80_000)],
    ['markers of blocks without end', `${'<!-- wp:a {} '.repeat(80_000)}-->`],
    ['shared blocks', `<!-- wp:block {${'"ref":1 '.repeat(80_000)}} /-->`],
    ['attributes of a shortcode', `[gallery ${'a'.repeat(800_000)}/]`],
    ['“more” without end', '<!--more'.repeat(100_000)],
    ['brackets', '['.repeat(800_000)],
    ['line ends', `x${'\n '.repeat(80_000)}y`],
  ])('a megabyte of %s is read in the time of a megabyte', async (_, content) => {
    const report = await importItems({ id: 1, slug: 'a', content }, { id: 2, slug: 'b' })
    expect(report.counts).toMatchObject({ created: 2 })
  })

  test('what would not fit into memory, or not into an article, is refused by itself', async () => {
    const report = await importItems(
      { id: 1, title: 'Tags', content: '<p>x</p>'.repeat(150_000) },
      { id: 2, title: 'Words', content: 'word '.repeat(1_050_000) },
      { id: 3, slug: 'long', content: '<p>Of eels and their rivers, at length.</p>'.repeat(5_000) },
    )
    expect(report.refused).toEqual([
      { what: expect.stringContaining('Tags'), why: expect.stringMatching(/^The text has too many elements/) },
      { what: expect.stringContaining('Words'), why: expect.stringMatching(/^Its text is too long/) },
    ])
    expect((await articleBySlug(ctx, 'long'))?.wordCount).toBe(35_000)
  })

  test.each([
    ['elements within elements', '<x>'.repeat(100_000) + '</x>'.repeat(100_000)],
    ['an attribute twice', '<x y="1" y="2"/>'],
    ['a tag that never ends', '<x y="'],
    ['the end of something else', '</channel>'],
    ['signs for less', '<'.repeat(10_000)],
    ['names that are no names', '<__proto__><polluted>1</polluted></__proto__>'],
  ])('%s in the middle of the file cost one post', async (_, broken) => {
    const items = [1, 2, 3].map((id) => exportedItem({ id, slug: `post-${id}` }))
    items[1] = items[1]?.replace('</item>', `${broken}</item>`) ?? ''
    const report = await importXml(exportOf([], items.join('\n')))
    expect(report.counts).toMatchObject({ created: 2, refused: 1 })
    expect(report.refused[0]?.why.length).toBeLessThan(300)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test('an item without end takes no other with it', async () => {
    const items = [1, 2, 3].map((id) => exportedItem({ id, slug: `post-${id}` }))
    const report = await importXml(exportOf([], items.join('\n').replace('</item>', '')))
    expect(report.counts).toMatchObject({ created: 2, refused: 1 })
  })

  test('characters that XML has no place for, and elements that stand twice, do no harm', async () => {
    const content = 'One\0 two\u0001 &#0; three'
    const xml = exportOf([{ id: 1, slug: 'a', title: 'A\0B\u0007', content, comments: [{ id: 1, content: 'C\0D' }] }])
    const report = await importXml(xml.replace('</item>', '<title>Another</title></item>'))
    expect(report.refused).toEqual([])
    expect(await articleBySlug(ctx, 'a')).toMatchObject({ headline: 'AB' })
  })

  test('entities of the file’s own are never fetched, and never expanded', async () => {
    const xml = exportOf([{ id: 1, slug: 'a' }])
    const withDoctype = (subset: string) => importXml(xml.replace('<rss', `<!DOCTYPE rss [${subset}]>\n<rss`))
    for (const subset of ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY % x SYSTEM "http://127.0.0.1:1/">%x;'])
      await expect(withDoctype(subset)).rejects.toBeInstanceOf(Refusal)
    await withDoctype('<!ENTITY x "y">'.repeat(5_000))
    expect((await articleBySlug(ctx, 'a'))?.headline).toBe('Post 1')
  })

  test('the name of an upload leads nowhere outside of its folder', async () => {
    const secret = await sharp({ create: { width: 70, height: 20, channels: 3, background: '#258' } })
      .jpeg()
      .toBuffer()
    await writeFile(join(folder, 'secret.jpg'), secret)
    const report = await importItems(
      { id: 1, slug: 'a', meta: { _thumbnail_id: '11' }, content: '<img src="/wp-content/uploads/%2e%2e/secret.jpg">' },
      upload(11, '../../../secret.jpg'),
      upload(12, '..%2F..%2F..%2Fsecret.jpg', { parent: 1 }),
    )
    expect(report.came.map(({ what }) => what)).not.toContain('pictures')
  })
})
