import { describe, expect, test } from 'vitest'
import { bodySchema } from '#lib/articles/body/document.ts'
import { fromClipboard } from '#lib/articles/body/from-clipboard.ts'
import { toHtml } from '#lib/articles/body/to-html.ts'
import { copiedFromGoogleDocs, copiedFromWord, copiedFromWordOnline } from './copied.ts'

const ownOrigin = 'https://magazine.example'

function pasted(html: string): { html: string; leftOut: Record<string, number> } {
  const { body, leftOut } = fromClipboard(html, ownOrigin)
  bodySchema.parse(JSON.parse(JSON.stringify(body)))
  return { html: toHtml(body), leftOut: Object.fromEntries(leftOut.map(({ what, count }) => [what, count])) }
}

const note = (number: number) =>
  `<sup><a href="#fn-${number}" id="fnref-${number}" data-footnote-ref role="doc-noteref">${number}</a></sup>`
const back = (number: number) =>
  `<a href="#fnref-${number}" data-footnote-backref role="doc-backlink" aria-label="Back to the text, reference ${number}">↩</a>`

test('what is copied from Word comes clean', () => {
  expect(pasted(copiedFromWord)).toEqual({
    html: [
      '<h2 id="the-price-of-salt">The price of salt</h2>',
      `<p>Salt was <strong>dear</strong> in <em>London</em>, and <a href="https://example.org/roads" rel="noopener">roads</a> were built for it.${note(1)}</p>`,
      '<p>A ton cost 12 pounds, not thirteen.</p>',
      '<ul><li>Sea salt<ul><li>from Essex</li><li>from Brittany</li></ul></li><li>Rock salt</li></ul>',
      '<ol start="3"><li>Third</li><li>Fourth</li></ol>',
      '<blockquote><p>Forty bushels, and no more.</p></blockquote>',
      '<table><thead><tr><th scope="col">Year</th><th scope="col">Tons</th></tr></thead><tbody><tr><td>1820</td><td>12</td></tr></tbody></table>',
      '<p>Ends here.</p>',
      `<section class="footnotes" data-footnotes role="doc-endnotes" aria-label="Footnotes"><ol><li id="fn-1"><p>Pliny says so. ${back(1)}</p></li></ol></section>`,
    ].join(''),
    leftOut: { comment: 1, 'tracked deletion': 1, picture: 1 },
  })
})

test('what is copied from Google Docs comes clean', () => {
  expect(pasted(copiedFromGoogleDocs)).toEqual({
    html: [
      '<h2 id="the-price-of-salt">The price of salt</h2>',
      `<p>Salt was <strong>dear</strong> in <em>London</em> and <s>cheap</s> in H<sub>2</sub>O; <a href="https://example.org/roads" rel="noopener">roads</a>, and <a href="/articles/salt">ours</a>.${note(1)}</p>`,
      '<ul><li>Sea salt<ul><li>from Essex</li></ul></li><li>Rock salt</li></ul>',
      '<ol><li>First</li></ol>',
      '<table><tbody><tr><td>Year</td><td>Tons</td></tr></tbody></table>',
      '<p>Ends here.</p>',
      `<section class="footnotes" data-footnotes role="doc-endnotes" aria-label="Footnotes"><ol><li id="fn-1"><p>Pliny says so. ${back(1)}</p></li></ol></section>`,
    ].join(''),
    leftOut: { comment: 1, picture: 1 },
  })
})

test('what is copied from Word in a browser comes clean', () => {
  expect(pasted(copiedFromWordOnline)).toEqual({
    html: [
      '<h2 id="the-price-of-salt">The price of salt</h2>',
      '<p>Salt was <strong>dear</strong>.</p>',
      '<ul><li>Sea salt<ul><li>from Essex</li></ul></li><li>Rock salt</li></ul>',
    ].join(''),
    leftOut: {},
  })
})

describe('and so does', () => {
  test.each([
    ['a word with the styles of a page', '<span style="color:red;font-weight:400">salt</span>', '<p>salt</p>'],
    [
      'a line of LibreOffice with a note',
      '<p>Salt<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></p><div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a> Pliny.</p></div>',
      `<p>Salt${note(1)}</p><section class="footnotes" data-footnotes role="doc-endnotes" aria-label="Footnotes"><ol><li id="fn-1"><p>Pliny. ${back(1)}</p></li></ol></section>`,
    ],
    [
      'a reference without its note',
      '<p>Salt<a href="#_ftn1" name="_ftnref1">[1]</a>, dear</p>',
      '<p>Salt[1], dear</p>',
    ],
    [
      'a mail',
      '<div dir="ltr"><div>Dear all,</div><div><br></div><div>salt.</div></div>',
      '<p>Dear all,</p><p>salt.</p>',
    ],
    ['what is hidden', '<p>Salt<span style="display:none"> (secret)</span></p>', '<p>Salt</p>'],
    ['a space that does not break', '<p>12\u00a0km,\u00a0\u00a0 said\u00a0</p>', '<p>12\u00a0km, said</p>'],
  ])('%s', (_, html, expected) => {
    expect(pasted(html).html).toBe(expected)
  })
})

test.each([
  '<p style="mso-list:l0 level1 lfo1" onclick="alert(1)"><script>alert(1)</script>x</p>',
  '<div class="ListContainerWrapper"><ul><li onmouseover="alert(1)"><img src=x onerror=alert(1)></li></ul></div>',
  '<p>x<a href="#_ftn1" onclick=alert(1)>1</a></p><div id="ftn1"><a href="#_ftnref1">1</a><svg onload=alert(1)></svg><iframe src="javascript:alert(1)"></iframe></div>',
  '<a href="https://www.google.com/url?q=javascript:alert(1)">x</a>',
  '<a href="https://www.google.com/url?q=data:text/html,x">x</a>',
  '<b style="font-weight:bold;background:url(javascript:alert(1))">x</b><style>@import "evil.css"</style>',
  '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
  '<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>',
  '<xml><o:p><script>alert(1)</script></o:p></xml><object data=x></object>',
])('what means harm is inert: %s', (html) => {
  const written = pasted(`<p>Before</p>${html}<p>After</p>`).html
  expect(written).not.toMatch(/<(?:script|style|iframe|svg|math|object|img)|\son\w+=|style=|javascript:|data:|import/i)
  expect(written).toContain('<p>Before</p>')
})

test('nesting without end is refused, not fatal', () => {
  expect(() => fromClipboard('<div>'.repeat(200_000), ownOrigin)).toThrow('The text is nested too deeply to be read.')
})

test('lists without end are read', () => {
  const items = Array.from({ length: 3000 }, (_, at) => `<p style="mso-list:l0 level${(at % 9) + 1} lfo1">${at}</p>`)
  expect(fromClipboard(items.join(''), ownOrigin).body.content).toHaveLength(1)
})
