import { describe, expect, test } from 'vitest'
import { bodySchema, type Body } from '#lib/articles/body/document.ts'
import { fromHtml } from '#lib/articles/body/from-hast.ts'
import { preview } from '#lib/articles/body/preview.ts'
import { pictureIdsIn, placePictures } from '#lib/articles/body/rebuild.ts'
import { toHtml } from '#lib/articles/body/to-html.ts'
import { toText } from '#lib/articles/body/to-text.ts'
import { wordCount } from '#lib/articles/body/word-count.ts'
import { readingMinutes } from '#lib/articles/model.ts'

/** @returns what a page would show of this HTML */
function shown(html: string): string {
  const { body } = fromHtml(html)
  expect(bodySchema.parse(JSON.parse(JSON.stringify(body)))).toEqual(body)
  return toHtml(body)
}

describe('what HTML says is kept', () => {
  test.each([
    ['paragraphs', '<p>One.</p><p>Two.</p>'],
    [
      'marks, nested as they were',
      '<p>A <strong>bold <em>and italic</em></strong> word, <code>code</code>, <s>gone</s>, H<sub>2</sub>O, E=mc<sup>2</sup>.</p>',
    ],
    [
      'one link, though part of it is italic',
      '<p><a href="https://example.org/" rel="noopener">The <em>Times</em> of</a> London</p>',
    ],
    [
      'own addresses and mail',
      '<p><a href="/articles/a">a</a> <a href="mailto:desk@example.org" rel="noopener">b</a></p>',
    ],
    [
      'headings, with ids of their own',
      '<h2 id="the-coast">The coast</h2><h3 id="the-coast-2">The coast</h3><h4 id="fin">Fin</h4>',
    ],
    ['nested and mixed lists', '<ul><li>One<ol><li>First<ul><li>Deep</li></ul></li></ol></li><li>Two</li></ul>'],
    ['a list that starts at three', '<ol start="3"><li>Three</li></ol>'],
    ['quotations', '<blockquote><p>So it goes.</p><p>And on.</p></blockquote>'],
    ['pull quotes', '<aside class="pull-quote"><p>So it goes.</p></aside>'],
    ['code as written', '<pre><code>if (a &#x3C; b) {\n  stop()\n}</code></pre>'],
    ['rules and line breaks', '<p>One<br>two</p><hr><p>Three</p>'],
    [
      'narrow tables',
      '<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead><tbody><tr><th scope="row">1</th><td>2</td></tr></tbody></table>',
    ],
    [
      'wide tables, in a region that can be focused',
      '<section class="table-scroll" aria-label="Table" tabindex="0"><table><tbody><tr><td>1</td><td colspan="2">2</td><td>3</td></tr></tbody></table></section>',
    ],
    [
      'footnotes',
      '<p>Eels.<sup><a href="#fn-1" id="fnref-1" data-footnote-ref role="doc-noteref">1</a></sup></p><section class="footnotes" data-footnotes role="doc-endnotes" aria-label="Footnotes"><ol><li id="fn-1"><p>And connected matters. <a href="#fnref-1" data-footnote-backref role="doc-backlink" aria-label="Back to the text, reference 1">↩</a></p></li></ol></section>',
    ],
    ['text from the right', '<p dir="auto">النص العربي أولا</p><p>English</p>'],
    ['emoji and scripts', '<p>👩🏽‍🚀 한국어 中文 ďž ‘quoted’ … — –</p>'],
  ])('%s', (_, html) => {
    expect(shown(html)).toBe(html)
  })
})

describe('what HTML means but says badly is put right', () => {
  test.each([
    ['text without paragraphs', 'One<div>Two</div><p>Three', '<p>One</p><p>Two</p><p>Three</p>'],
    ['two breaks for a paragraph', '<p>One<br> <br>Two<br><br><br>Three<br></p>', '<p>One</p><p>Two</p><p>Three</p>'],
    ['empty paragraphs', '<p>&nbsp;</p><p><strong> </strong></p><p>One</p>', '<p>One</p>'],
    [
      'classes, styles, ids and handlers',
      '<p class="x" style="color:red" id="y" onclick="z()">One <span lang="fr">two</span></p>',
      '<p>One two</p>',
    ],
    ['the page has one first-level heading already', '<h1>A</h1><h6>B</h6>', '<h2 id="a">A</h2><h4 id="b">B</h4>'],
    [
      'old tags',
      '<p><b>b</b> <i>i</i> <tt>t</tt> <strike>s</strike> <font color="red">f</font> <q>q</q></p>',
      '<p><strong>b</strong> <em>i</em> <code>t</code> <s>s</s> f ‘q’</p>',
    ],
    [
      'a list right in a list',
      '<ul><li>One</li><ul><li>Two</li></ul></ul>',
      '<ul><li>One<ul><li>Two</li></ul></li></ul>',
    ],
    ['definitions', '<dl><dt>Eel</dt><dd>A fish.</dd></dl>', '<p><strong>Eel</strong></p><p>A fish.</p>'],
    [
      'pull quotes of WordPress',
      '<figure class="wp-block-pullquote"><blockquote><p>So it goes.</p><cite>Vonnegut</cite></blockquote></figure>',
      '<aside class="pull-quote"><p>So it goes.</p><p><em>Vonnegut</em></p></aside>',
    ],
    ['control characters', '<p>One\u000b two\u0007</p>', '<p>One two</p>'],
    ['white space', '<p>  One \n\t two <em> three </em> four</p>\n\n', '<p>One two <em>three </em>four</p>'],
  ])('%s', (_, html, expected) => {
    expect(shown(html)).toBe(expected)
  })

  test('pictures stand by themselves, with their captions', () => {
    const { body, pictures } = fromHtml(
      '<p>Before <a href="/large.jpg"><img src="a.jpg" alt=" An eel " title="DSC01"></a> after</p><figure><img src="b.jpg" alt=""><figcaption>Two <em>eels</em>. <span class="image-credit">Jo Ray</span></figcaption></figure>',
    )
    expect(body.content.map((node) => node.type)).toEqual(['paragraph', 'picture', 'paragraph', 'picture'])
    expect(pictures).toMatchObject([
      { src: 'a.jpg', alt: 'An eel', caption: '', credit: '' },
      { src: 'b.jpg', alt: '', caption: 'Two eels.', credit: 'Jo Ray' },
    ])
    expect(pictureIdsIn(body)).toEqual(pictures.map((picture) => picture.pictureId))
  })

  test('a gallery in a list is its pictures', () => {
    const { body } = fromHtml(
      '<ul><li><figure><img src="a.jpg"></figure></li><li><figure><img src="b.jpg"></figure></li></ul>',
    )
    expect(body.content.map((node) => node.type)).toEqual(['picture', 'picture'])
  })

  test('pictures that are not to be had are left out, and what they leave empty', () => {
    const { body } = fromHtml(
      '<blockquote><img src="a.jpg"></blockquote><table><tr><td><img src="a.jpg"></table><p>One</p>',
    )
    expect(toHtml(placePictures(body, () => null))).toBe('<table><tbody><tr><td></td></tr></tbody></table><p>One</p>')
  })

  test('for feeds, pictures and own addresses are absolute', () => {
    const { body } = fromHtml(
      '<p><a href="/topics">t</a></p><figure><img src="a.jpg" alt="An eel"><figcaption>Eel <small class="credit">Jo</small></figcaption></figure>',
    )
    const html = toHtml(body, {
      publicUrl: 'https://magazine.example',
      pictureUrl: () => ({ src: 'https://magazine.example/p.webp', width: 3, height: 2 }),
    })
    expect(html).toBe(
      '<p><a href="https://magazine.example/topics">t</a></p><figure><img src="https://magazine.example/p.webp" alt="An eel" width="3" height="2"><figcaption>Eel <small class="credit">Jo</small></figcaption></figure>',
    )
  })
})

describe('footnotes', () => {
  const remark = (text: string, notes: string) =>
    `${text}<section data-footnotes class="footnotes"><h2>Footnotes</h2><ol>${notes}</ol></section>`
  const ref = (name: string) => `<sup><a href="#user-content-fn-${name}" data-footnote-ref>9</a></sup>`

  test('are numbered by their first reference, and lead back to every one', () => {
    const { body } = fromHtml(
      remark(
        `<p>A${ref('b')} B${ref('a')} C${ref('b')}</p>`,
        '<li id="user-content-fn-a"><p>Note a</p></li><li id="user-content-fn-b"><p>Note b</p></li>',
      ),
    )
    expect(toText(body)).toBe('A B C\n\nNote b\n\nNote a')
    const html = toHtml(body)
    expect(html).toContain('A<sup><a href="#fn-1" id="fnref-1"')
    expect(html).toContain('C<sup><a href="#fn-1" id="fnref-1-2"')
    expect(html).toContain('<li id="fn-1"><p>Note b <a href="#fnref-1"')
    expect(html).toContain('<a href="#fnref-1-2" data-footnote-backref')
  })

  test('without text, or without a reference, are left out and counted', () => {
    const { body, leftOut } = fromHtml(
      remark(`<p>A${ref('missing')}</p>`, '<li id="user-content-fn-a"><p>Note a</p></li>'),
    )
    expect(toHtml(body)).toBe('<p>A</p>')
    expect(leftOut).toEqual([
      { what: 'reference to a footnote that is not there', count: 1 },
      { what: 'footnote that nothing refers to', count: 1 },
    ])
  })
})

describe('the preview', () => {
  const five = fromHtml('<p>One</p><p>Two</p><h2>Heading</h2><p>Four</p><p>Five</p>').body

  test.each([
    ['the number of blocks asked for', five, 2, 'One\n\nTwo'],
    ['no heading with nothing under it', five, 3, 'One\n\nTwo'],
    ['never the whole, however many are asked for', five, 50, 'One\n\nTwo\n\nHeading\n\nFour'],
    ['nothing of a single block', fromHtml('<p>All of it.</p>').body, 3, ''],
    ['nothing of nothing', fromHtml('').body, 3, ''],
  ])('%s', (_, body: Body, count, text) => {
    expect(toText(preview(body, count))).toBe(text)
  })

  test('brings only the footnotes it refers to', () => {
    const note = (id: string) => `<sup><a href="#fn-${id}" data-footnote-ref>1</a></sup>`
    const { body } = fromHtml(
      `<p>A${note('1')}</p><p>B${note('2')}</p><p>C</p><section data-footnotes><ol><li id="fn-1">Open</li><li id="fn-2">Secret</li></ol></section>`,
    )
    expect(toText(preview(body, 1))).toBe('A\n\nOpen')
  })
})

describe('length', () => {
  test('counts words as a word processor does, without captions and footnotes', () => {
    const { body } = fromHtml(
      '<h2>Two words</h2><p>Peace-keeping – in Kazakhstan’s 2,000 towns…</p><ul><li>One</li></ul><figure><img src="a.jpg"><figcaption>Not counted</figcaption></figure>',
    )
    expect(wordCount(body)).toBe(2 + 5 + 1)
  })

  test.each([
    [0, 1],
    [230, 1],
    [345, 2],
    [1300, 6],
  ])('%i words take %i minutes', (words, minutes) => {
    expect(readingMinutes(words)).toBe(minutes)
  })
})
