import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { CommentText } from '#app/_ui/comment-text.tsx'
import { commentWords, parseComment, type CommentBlock, type CommentInline } from '#lib/comments/markup.ts'
import { hostileText, hostileTexts } from './hostile-markup.ts'

function shown(text: string): string {
  return renderToStaticMarkup(<CommentText text={text} />)
    .replace(/^<div class="comment-text">/, '')
    .replace(/<\/div>$/, '')
    .replaceAll(' dir="auto"', '')
}

function link(address: string, words: string): string {
  return `<a href="${address}" rel="ugc nofollow noopener">${words}</a>`
}

describe('what is markup', () => {
  test.each([
    ['paragraphs', 'One.\nStill one.\n\nTwo.', '<p>One.\nStill one.</p><p>Two.</p>'],
    ['emphasis', 'a *b* _c_ **d** __e__', '<p>a <em>b</em> <em>c</em> <strong>d</strong> <strong>e</strong></p>'],
    ['emphasis within emphasis', '*a **b** c*', '<p><em>a <strong>b</strong> c</em></p>'],
    ['a quotation', '> one\n> two', '<blockquote><p>one\ntwo</p></blockquote>'],
    ['an answer right under a quotation', '> one\ntwo', '<blockquote><p>one</p></blockquote><p>two</p>'],
    [
      'a quotation in one',
      '> > a\n> b\nc',
      '<blockquote><blockquote><p>a</p></blockquote><p>b</p></blockquote><p>c</p>',
    ],
    [
      'an address',
      'See https://example.org/x, or',
      `<p>See ${link('https://example.org/x', 'https://example.org/x')}, or</p>`,
    ],
    [
      'words that lead somewhere, which is said',
      '[this](https://example.org/x)',
      `<p>${link('https://example.org/x', 'this')} <bdi class="comment-host">(example.org)</bdi></p>`,
    ],
    [
      'words that say where they lead',
      '[example.org](https://example.org/)',
      `<p>${link('https://example.org/', 'example.org')}</p>`,
    ],
    [
      'words that name another place',
      '[https://bank.example](https://evil.example)',
      `<p>${link('https://evil.example/', 'https://bank.example')} <bdi class="comment-host">(evil.example)</bdi></p>`,
    ],
    [
      'letters of another alphabet',
      'https://\u0430pple.example/',
      `<p>${link('https://xn--pple-43d.example/', 'https://\u0430pple.example/')} <bdi class="comment-host">(xn--pple-43d.example)</bdi></p>`,
    ],
  ])('%s', (_, text, html) => {
    expect(shown(text)).toBe(html)
  })
})

describe('what is not', () => {
  test.each([
    ['HTML', '<b>x</b> &lt;i&gt; &amp;'],
    ['headings', '# One\n\nTwo\n---\n\nThree\n==='],
    ['lists', '- a\n- b\n\n1. c\n2. d\n\n* e'],
    ['code', '`a`\n\n```\nb\n```'],
    ['pictures', '![a](https://example.org/a.png)'],
    ['lines', '***\n\n---'],
    ['references', '[a][b] [a]\n\n[b]: relative'],
    ['an address of mail', 'Write to a@example.org'],
    ['a name with underlines', 'snake_case_name and 2 * 3 * 4'],
    ['a script as an address', '[a](javascript:alert(1)) <javascript:alert(1)>'],
    ['an address with a name in it', '[a](https://bank.example@evil.example/)'],
    ['an address of this site', '[a](/desk)'],
  ])('%s stays as it was typed', (_, text) => {
    expect(commentWords(text)).toBe(text)
    expect(shown(text)).not.toMatch(/<(?!\/?p>)/)
  })
})

/** Everything a parsed text holds, however deep; throws on a kind there is none of. */
function checked(text: string): { deepest: number } {
  let deepest = 0
  const inlines = (content: CommentInline[], depth: number, inLink: boolean): void => {
    deepest = Math.max(deepest, depth)
    for (const one of content) {
      expect(['text', 'emphasis', 'strong', 'link']).toContain(one.type)
      if (one.type === 'text') continue
      if (one.type === 'link') {
        expect(inLink).toBe(false)
        expect(one.href).toMatch(/^https?:\/\/[^\s"<>@\\/]+\//)
      }
      inlines(one.content, depth + 1, inLink || one.type === 'link')
    }
  }
  const blocks = (all: CommentBlock[], depth: number): void => {
    deepest = Math.max(deepest, depth)
    for (const block of all) {
      expect(['paragraph', 'quotation']).toContain(block.type)
      if (block.type === 'quotation') blocks(block.content, depth + 1)
      else inlines(block.content, depth + 1, false)
    }
  }
  blocks(parseComment(text), 0)
  return { deepest }
}

function expectInert(text: string): void {
  expect(checked(text).deepest).toBeLessThanOrEqual(14)
  const html = renderToStaticMarkup(<CommentText text={text} />)
  const elements = [...html.matchAll(/<([a-z0-9-]+)((?:\s[^<>]*?)?)\/?>/gi)]
  for (const [, name = '', attributes = ''] of elements) {
    expect(['div', 'p', 'blockquote', 'em', 'strong', 'a', 'bdi']).toContain(name)
    expect(attributes).toMatch(
      /^(?: (?:class="comment-(?:text|host)"|dir="auto"|rel="ugc nofollow noopener"|href="https?:\/\/[^"<>\s]*"))*$/,
    )
  }
}

describe('hostile markup is inert', () => {
  test(`${hostileTexts.length} known tricks`, () => {
    for (const text of hostileTexts) expectInert(text)
    expect(hostileTexts.length).toBeGreaterThan(500)
  })

  test('random mixtures of them', () => {
    fc.assert(fc.property(hostileText, expectInert), { numRuns: 1_500 })
  })

  test('nothing that was typed is lost, but the signs of markup', () => {
    const letters = (text: string) => text.replace(/[^a-z]/gi, '')
    fc.assert(
      fc.property(
        fc
          .array(fc.constantFrom('word', '*', '_', '> ', '# ', '- ', '`', '<b>', '\n', '\n\n', ' ', '&amp;', '![x]'), {
            maxLength: 40,
          })
          .map((pieces) => pieces.join('')),
        (text) => {
          expect(letters(commentWords(text))).toBe(letters(text))
        },
      ),
      { numRuns: 1_000 },
    )
  })
})
