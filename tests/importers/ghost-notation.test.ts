import { expect, test } from 'vitest'
import { toHtml } from '#lib/articles/body/to-html.ts'
import { accessOf } from '#lib/importers/ghost/access.ts'
import { readGhostPost } from '#lib/importers/ghost/content.ts'
import type { GhostPost } from '#lib/importers/ghost/export-file.ts'

const empty: Omit<GhostPost, 'html' | 'lexical' | 'mobiledoc'> = {
  id: 'p',
  uuid: '',
  title: '',
  slug: '',
  feature_image: '',
  type: 'post',
  status: 'published',
  visibility: 'public',
  published_at: '',
  updated_at: '',
  custom_excerpt: '',
  canonical_url: '',
  codeinjection_head: '',
  codeinjection_foot: '',
  author_id: '',
  meta_title: '',
  meta_description: '',
  og_title: '',
  og_description: '',
  og_image: '',
  twitter_title: '',
  twitter_description: '',
  twitter_image: '',
  feature_image_alt: '',
  feature_image_caption: '',
}

function readAs(notation: 'lexical' | 'mobiledoc', content: unknown) {
  const written = typeof content === 'string' ? content : JSON.stringify(content)
  const post: GhostPost = { ...empty, html: '', lexical: '', mobiledoc: '', [notation]: written }
  const { readers } = accessOf('public', [])
  const { body, ...rest } = readGhostPost(post, readers)
  const html = toHtml(body, { pictureUrl: () => ({ src: '/p', width: 1, height: 1 }) })
  return { html: html.replaceAll(' rel="noopener"', ''), ...rest }
}
const lexical = (...children: object[]) => readAs('lexical', { root: { type: 'root', children } })

const text = (words: string, format = 0) => ({ type: 'extended-text', text: words, format })
const paragraph = (...children: object[]) => ({ type: 'paragraph', format: '', children })

test('Lexical: paragraphs, headings, marks, links, lists and quotations', () => {
  const { html, leftOut } = lexical(
    paragraph(text('A '), text('bold', 3), text(' x'), text('2', 64), { type: 'linebreak' }, text('next', 8)),
    { type: 'extended-heading', tag: 'h2', children: [text('Head')] },
    { type: 'extended-quote', children: [text('Said.')] },
    paragraph({ type: 'link', url: '__GHOST_URL__/other/', children: [text('other')] }),
    {
      type: 'list',
      tag: 'ol',
      listType: 'number',
      start: 3,
      children: [
        { type: 'listitem', children: [text('One')] },
        {
          type: 'listitem',
          children: [{ type: 'list', tag: 'ul', children: [{ type: 'listitem', children: [text('Within')] }] }],
        },
      ],
    },
    { type: 'horizontalrule' },
    { type: 'something-new', children: [text('Kept')] },
  )
  expect(html).toBe(
    '<p>A <em><strong>bold</strong></em> x<sup>2</sup><br>next</p><h2 id="head">Head</h2><blockquote><p>Said.</p></blockquote><p><a href="/other/">other</a></p><ol start="3"><li>One<ul><li>Within</li></ul></li></ol><hr><p>Kept</p>',
  )
  expect(leftOut).toEqual([])
})

test('cards: what an article can hold of each comes, and the rest is told of', () => {
  const { html, pictures, leftOut } = lexical(
    { type: 'image', src: '__GHOST_URL__/content/images/eel.jpg', alt: 'An eel', caption: 'By <b>Jo</b>' },
    { type: 'gallery', images: [{ src: '/a.jpg' }, { src: '/b.jpg', alt: 'B' }], caption: 'Both' },
    { type: 'bookmark', url: 'https://example.org/x', metadata: { title: 'A page' }, caption: '' },
    { type: 'embed', url: 'https://x.example/1', html: '<blockquote>t</blockquote><script src="//x"></script>' },
    { type: 'embed', html: '<iframe src="https://www.youtube.com/embed/aBcDeFgHi-1"></iframe>' },
    { type: 'html', html: '<p onclick="alert(1)">Raw</p><script>alert(2)</script>' },
    { type: 'markdown', markdown: '**Marked**\n\n<img src=x onerror=alert(3)>' },
    { type: 'codeblock', code: 'if (a < b)', language: 'js' },
    { type: 'callout', calloutText: 'Call <a href="javascript:alert(4)">out</a>' },
    { type: 'toggle', heading: 'Ask', content: '<p>Answer</p>' },
    { type: 'button', buttonText: 'Press', buttonUrl: 'https://example.org/b' },
    { type: 'product', productTitle: 'A thing', productDescription: '<p>Good.</p>' },
    { type: 'file', src: 'https://example.org/a.pdf', fileTitle: 'A file' },
    { type: 'video', src: '/v.mp4', caption: 'Moving' },
    { type: 'signup', header: 'Join' },
    { type: 'email', html: '<p>Only by mail</p>' },
    { type: 'sparkles' },
  )
  expect(pictures.map(({ src, alt, caption }) => ({ src, alt, caption }))).toEqual([
    { src: 'https://ghost.invalid/content/images/eel.jpg', alt: 'An eel', caption: 'By Jo' },
    { src: '/a.jpg', alt: '', caption: '' },
    { src: '/b.jpg', alt: 'B', caption: '' },
    { src: 'x', alt: '', caption: '' },
  ])
  for (const words of [
    '<p>Both</p>',
    '<a href="https://example.org/x">A page</a>',
    '<a href="https://x.example/1">',
    '<p>Raw</p>',
    '<strong>Marked</strong>',
    '<code>if (a &#x3C; b)</code>',
    '<p>Call out</p>',
    '<strong>Ask</strong></p><p>Answer</p>',
    '<a href="https://example.org/b">Press</a>',
    '<strong>A thing</strong></p><p>Good.</p>',
    '<a href="https://example.org/a.pdf">A file</a>',
    '<p>Moving</p>',
  ])
    expect(html).toContain(words)
  expect(html).toMatch(/aBcDeFgHi-1/)
  expect(html).not.toMatch(/alert|script|onerror|by mail/)
  expect(leftOut.map(({ what }) => what)).toEqual([
    'script',
    'link by javascript:',
    'video',
    'form',
    'part that was only sent by mail',
    'card “sparkles”',
  ])
})

test('the preview ends where the paywall card stood, in either notation', () => {
  const parts = [paragraph(text('One')), paragraph(text('Two')), { type: 'paywall' }, paragraph(text('Three'))]
  expect(lexical(...parts).beforePaywall).toBe(2)
  const mobiledoc = {
    cards: [['paywall', {}]],
    sections: [
      [1, 'p', [[0, [], 0, 'One']]],
      [10, 0],
      [1, 'p', [[0, [], 0, 'Two']]],
    ],
  }
  expect(readAs('mobiledoc', mobiledoc).beforePaywall).toBe(1)
})

test('a card for some readers only does not come with a public article', () => {
  const visibility = { web: { nonMember: false, memberSegment: 'status:-free' } }
  const { html, gated } = lexical(
    { type: 'html', html: '<p>Secret</p>', visibility },
    { type: 'html', html: '<p>By mail</p>', visibility: { showOnWeb: false } },
    {
      type: 'html',
      html: '<p>All</p>',
      visibility: { web: { nonMember: true, memberSegment: 'status:free,status:-free' } },
    },
  )
  expect(html).toBe('<p>All</p>')
  expect(gated).toBe(2)
})

test('Mobiledoc: markups, line breaks, lists, pictures and cards', () => {
  const { html, leftOut } = readAs('mobiledoc', {
    version: '0.3.1',
    atoms: [['soft-return', '', {}]],
    cards: [
      ['image', { src: '/a.jpg', alt: 'A' }],
      ['card-markdown', { cardName: 'card-markdown', markdown: '*Old*' }],
      ['hr', {}],
    ],
    markups: [['strong'], ['a', ['rel', 'x', 'href', 'https://example.org/']], ['script']],
    sections: [
      [
        1,
        'p',
        [
          [0, [], 0, 'A '],
          [0, [0], 0, 'bold '],
          [0, [1], 2, 'link'],
          [1, [], 0, 0],
          [0, [2], 1, 'x'],
        ],
      ],
      [1, 'h2', [[0, [], 0, 'Head']]],
      [3, 'ul', [[[0, [], 0, 'One']], [[0, [], 0, 'Two']]]],
      [10, 0],
      [10, 1],
      [10, 2],
      [10, 99],
      [2, '/b.jpg'],
    ],
  })
  expect(html).toContain(
    '<p>A <strong>bold </strong><a href="https://example.org/"><strong>link</strong></a></p><h2 id="head">Head</h2><ul><li>One</li><li>Two</li></ul>',
  )
  expect(html.match(/<figure/g)).toHaveLength(2)
  expect(html).toContain('<p><em>Old</em></p><hr>')
  expect(leftOut).toEqual([
    { what: 'script', count: 1 },
    { what: 'part that cannot be read', count: 1 },
  ])
})

test.each([
  ['lexical', deep(100_000)],
  ['lexical', { root: null }],
  ['mobiledoc', { sections: 'none' }],
  ['mobiledoc', []],
] as const)('%s that cannot be read is refused: %#', (notation, content) => {
  expect(() => readAs(notation, content)).toThrow(/^(?:Its text cannot be read|The text is nested too deeply)/)
})

function deep(levels: number): string {
  return `{"root":${'{"type":"quote","children":['.repeat(levels)}${']}'.repeat(levels)}}`
}
