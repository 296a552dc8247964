import { describe, expect, test } from 'vitest'
import { articles } from '#db/schema/articles.ts'
import { articleBySlug } from '#lib/articles/queries.ts'
import { newMagazine, upload } from './new-magazine.ts'

const { ctx, importItems, shown } = await newMagazine()

describe('classic content', () => {
  test.each([
    [
      'line ends',
      'One\nstill one\n\nTwo<br />\nstill two\n\n\n\nThree',
      '<p>One<br>still one</p><p>Two<br>still two</p><p>Three</p>',
    ],
    ['Windows line ends', 'One\r\n\r\nTwo', '<p>One</p><p>Two</p>'],
    [
      'lists and headings between',
      'One\n<h2>Two</h2>\n<ul>\n\t<li>a</li>\n\t<li>b\n<ol>\n\t<li>c</li>\n</ol>\n</li>\n</ul>\nThree',
      '<p>One</p><h2 id="two">Two</h2><ul><li>a</li><li>b<ol><li>c</li></ol></li></ul><p>Three</p>',
    ],
    [
      'quotations',
      '<blockquote>One\n\nTwo</blockquote>\nThree',
      '<blockquote><p>One</p><p>Two</p></blockquote><p>Three</p>',
    ],
    ['an emphasis over two paragraphs', '<em>One\n\nTwo</em>', '<p><em>One</em></p><p><em>Two</em></p>'],
    ['code', '<pre>a\n\n  b</pre>', '<pre><code>a\n\n  b</code></pre>'],
    ['pages', 'One\n\n<!--nextpage-->\n\nTwo', '<p>One</p><p>Two</p>'],
    [
      'an address by itself',
      'https://video.example/1\n\nText https://video.example/2',
      '<p><a href="https://video.example/1" rel="noopener">https://video.example/1</a></p><p>Text https://video.example/2</p>',
    ],
    [
      'links to the old site, which become paths',
      '<a href="https://old.example/2020/03/b/#more">b</a> <a href="../c/">c</a> <a href="/wp-content/uploads/d.pdf">d</a>',
      '<p><a href="/2020/03/b/#more">b</a> <a href="/2020/03/c/">c</a> <a href="https://old.example/wp-content/uploads/d.pdf" rel="noopener">d</a></p>',
    ],
    [
      'typewriter’s marks',
      `"He said 'no'," it's said -- in the '90s... <code>"x"</code> "<em>Yes</em>"`,
      '<p>“He said ‘no’,” it’s said – in the ’90s… <code>"x"</code> “<em>Yes</em>”</p>',
    ],
    ['RTL text and emoji', 'مرحبا 👋\n\n한국어', '<p dir="auto">مرحبا 👋</p><p>한국어</p>'],
  ])('%s', async (_, content, html) => {
    expect(await shown(content)).toBe(html)
  })

  test('the more tag says how much is the preview', async () => {
    await importItems({ id: 1, slug: 'a', content: 'One\n\nTwo\n\n<!--more Read on-->\n\nThree' })
    expect(await ctx.db.select({ preview: articles.previewBlocks }).from(articles)).toEqual([{ preview: 2 }])
  })
})

describe('shortcodes', () => {
  const eel = 'https://old.example/wp-content/uploads/2020/03/eel-300x200.jpg'

  test.each([
    [
      'captions',
      `[caption id="attachment_1" width="300"]<a href="${eel}"><img src="${eel}" alt="An eel" /></a> It is <a href="/long">long</a>.[/caption] After`,
      '<figure><img src="/35" alt="An eel" width="2" height="1"><figcaption>It is long.</figcaption></figure><p>After</p>',
    ],
    [
      'captions of old',
      `[caption id="a" caption="It isn&#039;t short."]<img src="${eel}" alt="" />[/caption]`,
      '<figure><img src="/35" alt="The whole eel" width="2" height="1"><figcaption>It isn’t short.</figcaption></figure>',
    ],
    [
      'galleries by number',
      '[gallery ids="12,11,99"]',
      '<figure><img src="/35" alt="Mud" width="2" height="1"><figcaption>Much “mud”</figcaption></figure><figure><img src="/35" alt="The whole eel" width="2" height="1"></figure>',
    ],
    [
      'galleries of the post’s own',
      '[gallery]',
      '<figure><img src="/35" alt="Mud" width="2" height="1"><figcaption>Much “mud”</figcaption></figure>',
    ],
    [
      'others, whose text stays',
      'A [contact-form-7 id="1"] B [su_box title="x"]kept [x y="1"/][/su_box] C [audio]',
      '<p>A B kept C</p>',
    ],
    [
      'words in brackets',
      'He said [sic] it [1] [and more], [[gallery]] too',
      '<p>He said [sic] it [1] [and more], [gallery] too</p>',
    ],
    [
      'embedded addresses',
      '[embed width="1"]https://video.example/1[/embed]',
      '<p><a href="https://video.example/1" rel="noopener">https://video.example/1</a></p>',
    ],
  ])('%s', async (_, content, html) => {
    const others = [
      upload(11, 'eel.jpg', { meta: { _wp_attachment_image_alt: 'The whole eel' } }),
      upload(12, 'mud.jpg', { parent: 1, excerpt: 'Much "mud"', meta: { _wp_attachment_image_alt: 'Mud' } }),
    ]
    expect(await shown(content, {}, others)).toBe(html.replaceAll('/35', '/35'))
  })

  test('are counted where they are left out', async () => {
    const report = await importItems({
      id: 1,
      content: '[contact-form-7 id="1"] [contact-form-7 id="2"] [gallery ids="99"]',
    })
    expect(report.leftOut).toEqual([
      { what: 'shortcode [contact-form-7]', why: 'an article cannot hold it', count: 2 },
      { what: 'picture of a gallery', why: 'the export does not say which it is', count: 1 },
    ])
  })
})

describe('content of the block editor', () => {
  test.each([
    [
      'line ends mean nothing',
      '<!-- wp:paragraph -->\n<p>One\ntwo</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:paragraph -->\n<p>Three</p>\n<!-- /wp:paragraph -->',
      '<p>One two</p><p>Three</p>',
    ],
    [
      'except in what was typed between blocks',
      '<!-- wp:paragraph --><p>One</p><!-- /wp:paragraph -->\nTwo\n\nThree',
      '<p>One</p><p>Two</p><p>Three</p>',
    ],
    [
      'pull quotes',
      '<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>One</p><cite>Jo</cite></blockquote></figure><!-- /wp:pullquote -->',
      '<aside class="pull-quote"><p>One</p><p><em>Jo</em></p></aside>',
    ],
    ['verse', '<!-- wp:verse --><pre class="wp-block-verse">One\nTwo</pre><!-- /wp:verse -->', '<p>One<br>Two</p>'],
    [
      'files, once',
      '<!-- wp:file --><div class="wp-block-file"><a href="https://old.example/wp-content/uploads/a.pdf">A</a><a href="https://old.example/wp-content/uploads/a.pdf" class="wp-block-file__button" download>Download</a></div><!-- /wp:file -->',
      '<p><a href="https://old.example/wp-content/uploads/a.pdf" rel="noopener">A</a></p>',
    ],
    [
      'covers',
      '<!-- wp:cover {"url":"https:\\/\\/old.example\\/wp-content\\/uploads\\/2020\\/03\\/eel.jpg","id":1} --><div class="wp-block-cover" style="background-image:url(x)"><p>One</p></div><!-- /wp:cover -->',
      '<figure><img src="/35" alt="" width="2" height="1"></figure><p>One</p>',
    ],
    [
      'galleries with a caption',
      '<!-- wp:gallery {"ids":[1,2]} --><figure class="wp-block-gallery has-nested-images"><!-- wp:image {"id":1} --><figure class="wp-block-image"><img src="https://old.example/wp-content/uploads/2020/03/eel.jpg" alt="Eel"/><figcaption>One</figcaption></figure><!-- /wp:image --><!-- wp:image {"id":2} --><figure class="wp-block-image"><img src="https://old.example/wp-content/uploads/2020/03/mud.jpg" alt="Mud"/></figure><!-- /wp:image --><figcaption class="blocks-gallery-caption">Both</figcaption></figure><!-- /wp:gallery -->',
      '<figure><img src="/35" alt="Eel" width="2" height="1"><figcaption>One</figcaption></figure><figure><img src="/35" alt="Mud" width="2" height="1"></figure><p>Both</p>',
    ],
  ])('%s', async (_, content, html) => {
    expect(await shown(content)).toBe(html)
  })

  test('footnotes come from where the block editor keeps them', async () => {
    const content =
      '<!-- wp:paragraph --><p>Eels<sup data-fn="ab-1" class="fn"><a href="#ab-1" id="ab-1-link">1</a></sup>.</p><!-- /wp:paragraph --><!-- wp:footnotes /-->'
    const html = await shown(content, {
      meta: { footnotes: JSON.stringify([{ id: 'ab-1', content: 'And <em>connected</em> matters.' }]) },
    })
    expect(html).toContain('Eels<sup><a href="#fn-1" id="fnref-1"')
    expect(html).toContain('<li id="fn-1"><p>And <em>connected</em> matters. <a href="#fnref-1"')
  })

  test('blocks made when the page is shown are counted', async () => {
    const report = await importItems({
      id: 1,
      content:
        '<!-- wp:latest-posts {"postsToShow":3} /--><!-- wp:paragraph --><p>x</p><!-- /wp:paragraph --><!-- wp:search /-->',
    })
    expect(report.leftOut.map(({ what }) => what)).toEqual(['block latest-posts', 'block search'])
  })

  test('what runs or asks is left out and counted', async () => {
    const report = await importItems({
      id: 1,
      slug: 'a',
      content: '<p onclick="x()">One</p><script>alert(1)</script><iframe src="https://video.example"></iframe>',
    })
    expect(report.leftOut.map(({ what, count }) => `${count} ${what}`)).toEqual(['1 iframe', '1 script'])
    expect(JSON.stringify((await articleBySlug(ctx, 'a'))?.text.body)).not.toMatch(/alert|onclick/)
  })
})
