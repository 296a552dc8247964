import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Block, Body, Inline, Mark } from '#lib/articles/body/document.ts'
import { fromHtml } from '#lib/articles/body/from-hast.ts'
import { toHtml } from '#lib/articles/body/to-html.ts'
import { toMarkdown } from '#lib/articles/body/to-markdown.ts'
import { parseMarkdown } from '#lib/importers/markdown/parse.ts'

const address = (picture: { pictureId: string }) => `../pictures/${picture.pictureId}.jpg`

/** Pictures come back under names of their own: they are told apart by their place. */
function comparable(body: Body): unknown {
  const ids = new Map<string, string>()
  const text = JSON.stringify(body, (key, value: unknown) => {
    if (key === 'pictureId' && typeof value === 'string') {
      const id = ids.get(value) ?? `picture ${ids.size + 1}`
      ids.set(value, id)
      return id
    }
    if (key === 'marks' && Array.isArray(value)) return value.map((mark) => JSON.stringify(mark)).toSorted()
    return value
  })
  return JSON.parse(text)
}

function throughMarkdown(body: Body): Body {
  const markdown = toMarkdown(body, address)
  return parseMarkdown(Buffer.from(`---\ntitle: A headline\n---\n\n${markdown}`), {
    timeZone: 'UTC',
    file: 'a.md',
    resolve: () => null,
  }).text.body
}

const everything = `
<p>One <strong>bold <em>both</em></strong> and <em>slanted</em>, x<sup>2</sup>, H<sub>2</sub>O, <s>gone</s>, <code>a|b \`c\`</code>,
<a href="https://example.org/a_(b)?c=1&amp;d=2">a <b>link</b></a>, www.example.org, a@example.org, *stars*, _lines_, [brackets], &lt;b&gt;, 1. and # and ~ and |.<br>A line.</p>
<h2>A heading</h2><h3>One<br>more</h3><h4>And less</h4>
<blockquote><p>Quoted.</p><blockquote><p>Twice.</p></blockquote></blockquote>
<aside class="pull-quote"><p><b>Pulled</b> out.</p><p>In two.</p></aside>
<ul><li>One</li><li>Two<ul><li>Within</li></ul></li></ul><ul><li>Another list</li></ul>
<ol start="4"><li><p>Four</p><p>And more.</p></li><li>[ ] Five</li></ol>
<hr><pre>a
  b

\`\`\`c</pre>
<figure><img src="/a.jpg" alt="A [cat] &quot;on&quot; a mat"><figcaption>Said under it <small class="credit">Photograph: Anna</small></figcaption></figure>
<p>Between.</p>
<figure><img src="/b.jpg" alt=""><figcaption>With | in it</figcaption></figure>
<p>Between.</p>
<figure><img src="/c.jpg" alt=""><figcaption><small class="credit">Only a credit</small></figcaption></figure>
<table><tr><th>A</th><th>B | C</th></tr><tr><td>1<br>2</td><td><b>x</b></td></tr></table>
<table><tr><th colspan="2">Wide</th></tr><tr><td>1</td><td><ul><li>x</li></ul></td></tr></table>
<figure data-embed-url="https://vimeo.com/76979871" data-embed-title="The &quot;film&quot;"></figure>
<p>A note<sup><a href="#fn-1" data-footnote-ref>1</a></sup> and another<sup><a href="#fn-2" data-footnote-ref>2</a></sup>.</p>
<section data-footnotes><ol><li id="fn-1"><p>The <i>first</i>.</p><p>Longer.</p></li><li id="fn-2"><p>The second.</p></li></ol></section>`

test('a body with everything in it comes back from Markdown as it was', () => {
  const { body } = fromHtml(everything)
  expect(comparable(throughMarkdown(body))).toEqual(comparable(body))
})

test('notes within a table that Markdown cannot write come back as well', () => {
  const { body } = fromHtml(
    `<p>One<sup><a href="#fn-1" data-footnote-ref>1</a></sup>.</p>
    <table><tr><td colspan="2">Two<sup><a href="#fn-2" data-footnote-ref>2</a></sup></td></tr><tr><td>a</td><td>b</td></tr></table><pre>a\n\nb</pre>
    <section data-footnotes><ol><li id="fn-1">First.</li><li id="fn-2">Second.</li></ol></section>`,
  )
  expect(comparable(throughMarkdown(body))).toEqual(comparable(body))
})

test('what readers wrote as text stays text', () => {
  const text = '<script>alert(1)</script> ![x](javascript:alert(1)) [x](javascript:alert(1)) <!-- --> &amp; &lt;'
  const body: Body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] }
  expect(throughMarkdown(body)).toEqual(body)
})

const marks = fc.subarray<Mark>([
  { type: 'bold' },
  { type: 'italic' },
  { type: 'strike' },
  { type: 'superscript' },
  { type: 'code' },
  { type: 'link', attrs: { href: 'https://example.org/a' } },
])
const words = fc.string({
  unit: fc.constantFrom(
    'a',
    'b',
    ' ',
    '*',
    '_',
    '`',
    '[',
    ']',
    '(',
    '#',
    '-',
    '+',
    '1',
    '.',
    '>',
    '<',
    '|',
    '~',
    '!',
    '\\',
    '&',
    '@',
    '—',
    'é',
    '$',
    '=',
    '/',
    '"',
    '^',
  ),
  minLength: 1,
  maxLength: 12,
})
const inline: fc.Arbitrary<Inline> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('text' as const), text: words, marks }) },
  { weight: 1, arbitrary: fc.constant<Inline>({ type: 'hardBreak' }) },
)
const inlines = fc.array(inline, { minLength: 1, maxLength: 6 })
const paragraph: fc.Arbitrary<Block> = inlines.map((content) => ({ type: 'paragraph', content }))
const { block } = fc.letrec<{ block: Block; blocks: Block[] }>((tie) => ({
  blocks: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
  block: fc.oneof(
    { depthSize: 'small' },
    paragraph,
    inlines.map((content): Block => ({ type: 'heading', attrs: { level: 3 }, content })),
    tie('blocks').map((content): Block => ({ type: 'blockquote', content })),
    fc.array(tie('blocks'), { minLength: 1, maxLength: 3 }).map((items): Block => ({
      type: 'bulletList',
      content: items.map((content) => ({ type: 'listItem', content })),
    })),
    fc.array(paragraph, { minLength: 1, maxLength: 2 }).map((cells): Block => ({
      type: 'table',
      content: (['tableHeader', 'tableCell'] as const).map((type) => ({
        type: 'tableRow',
        content: cells.map((cell) => ({ type, attrs: { colspan: 1, rowspan: 1 }, content: [cell] })),
      })),
    })),
    words.map((text): Block => ({ type: 'codeBlock', content: [{ type: 'text', text: `x${text}` }] })),
  ),
}))
const top = fc.oneof(
  { weight: 9, arbitrary: block },
  { weight: 1, arbitrary: fc.constant<Block>({ type: 'horizontalRule' }) },
)

test('any body comes back from Markdown as it was', () => {
  fc.assert(
    fc.property(fc.array(top, { minLength: 1, maxLength: 4 }), (content) => {
      // As it is read from HTML: without the white space and the empty paragraphs that nobody sees.
      const { body } = fromHtml(toHtml({ type: 'doc', content }))
      expect(comparable(throughMarkdown(body))).toEqual(comparable(body))
    }),
    { seed: 20_261_129, numRuns: 100 },
  )
})
