import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { articleBySlug } from '#lib/articles/queries.ts'
import { newMagazine, upload } from './new-magazine.ts'
import { exportOf } from './wordpress-export.ts'

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
