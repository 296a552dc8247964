import { describe, expect, it } from 'vitest'
import type { Body } from '#lib/articles/body/document.ts'
import { acceptLicence } from '#lib/licences/answers.ts'
import { licensedText } from '#lib/licences/text.ts'
import { testContext } from '#tests/support/context.ts'
import { articleOf, offered, rewrite, textOf } from './enquiries.ts'

const ctx = await testContext({ now: new Date() })

async function licensed(slug: string, part?: [number, number]): Promise<string> {
  const scope = part === undefined ? {} : ({ scope: 'part', partFrom: part[0], partTo: part[1] } as const)
  const id = await offered(ctx, { slug, ...scope })
  await acceptLicence(ctx, { licenceId: id, name: 'Ines Corrigan' })
  return id
}

async function textAt(id: string) {
  const found = await licensedText(ctx, id)
  return found.state === 'given' ? found.text : null
}

const rich: Body = {
  type: 'doc',
  content: [
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'See ' },
        { type: 'text', text: 'another', marks: [{ type: 'link', attrs: { href: '/articles/another' } }] },
        { type: 'text', text: ' & <b>' },
        { type: 'footnoteReference', attrs: { id: 'n' } },
      ],
    },
    {
      type: 'picture',
      attrs: { pictureId: '0198f000-0000-7000-8000-000000000001', alt: 'Mud', caption: 'The mud', credit: 'A. Lens' },
    },
    { type: 'pullQuote', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Said loudly.' }] }] },
    {
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: ['A', 'B', 'C', 'D'].map((text) => ({
            type: 'tableHeader' as const,
            attrs: { colspan: 1, rowspan: 1 },
            content: [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] }],
          })),
        },
      ],
    },
    {
      type: 'footnotes',
      content: [
        {
          type: 'footnote',
          attrs: { id: 'n' },
          content: [{ type: 'paragraph', content: [{ type: 'text', text: 'A note.' }] }],
        },
      ],
    },
  ],
}

describe('the text to republish', () => {
  it('is clean HTML: what it means, and nothing that looks, runs, counts or shows pictures', async () => {
    const { slug } = await articleOf(ctx, rich)
    const text = await textAt(await licensed(slug))
    expect(text?.withoutPictures).toBe(true)
    expect(text?.html).not.toMatch(/class=|style=|data-|aria-|role=|<script|<img|<figure|<section|<aside|rel=/)
    expect(text?.html).not.toContain('A. Lens')
    expect(text?.html).toContain('<a href="https://magazine.example/articles/another">another</a> &#x26; &#x3C;b>')
    expect(text?.html).toContain('<blockquote><p>Said loudly.</p></blockquote>')
    expect(text?.html).toContain('<th scope="col">A</th>')
    expect(text?.html).toContain('A note.')
  })

  it('ends with the credit and the article’s own address, as HTML and as plain text', async () => {
    const { slug } = await articleOf(ctx, textOf('The ferry left at six.'))
    const text = await textAt(await licensed(slug))
    const address = `https://magazine.example/articles/${slug}`
    expect(text?.html.split('\n').at(-1)).toBe(
      `<p>First published in Saltmarsh. <a href="${address}">Read the original</a></p>`,
    )
    expect(text?.html.startsWith('<h1>A headline</h1>')).toBe(true)
    expect(text?.plain).toBe(`A headline\n\nThe ferry left at six.\n\nFirst published in Saltmarsh. ${address}\n`)
    expect(text?.withoutPictures).toBe(false)
  })

  it('is what the article says now', async () => {
    const article = await articleOf(ctx, textOf('It left at seven.'))
    const id = await licensed(article.slug)
    await rewrite(ctx, article.id, textOf('It left at six.'))
    expect((await textAt(id))?.plain).toContain('It left at six.')
  })
})

describe('a part', () => {
  it('has the footnotes it refers to, and no others', async () => {
    const { slug } = await articleOf(ctx, rich)
    expect((await textAt(await licensed(slug, [1, 1])))?.plain).toContain('A note.')
    const other = await textAt(await licensed(slug, [2, 3]))
    expect(other?.plain).not.toContain('A note.')
    expect(other?.html).not.toContain('A note.')
  })

  const five = ['One.', 'Two.', 'Three.', 'Four.', 'Five.']
  it.each([
    ['unchanged', five, ['Two.', 'Three.']],
    ['with a block before it changed', ['Eins.', ...five.slice(1)], ['Two.', 'Three.']],
    ['with blocks put before it', ['Zero.', ...five], ['Two.', 'Three.']],
    [
      'with its first block corrected',
      ['One.', 'Two, corrected.', 'Three.', 'Four.', 'Five.'],
      ['Two, corrected.', 'Three.'],
    ],
    ['with its last block corrected', ['One.', 'Two.', 'Three, too.', 'Four.', 'Five.'], ['Two.', 'Three, too.']],
    ['with its neighbours corrected as well', ['1.', '2.', '3.', '4.', 'Five.'], ['2.', '3.']],
    [
      'with a block put into it',
      ['One.', 'Two.', 'Between.', 'Three.', 'Four.', 'Five.'],
      ['Two.', 'Between.', 'Three.'],
    ],
    ['with a block of it gone', ['One.', 'Three.', 'Four.', 'Five.'], ['Three.']],
    ['with its last block gone', ['One.', 'Two.', 'Four.', 'Five.'], ['Two.']],
    [
      'with its last block gone, and its neighbours corrected',
      ['One, corrected.', 'Two, too.', 'Four, as well.', 'Five.'],
      ['Two, too.'],
    ],
    [
      'with the block before it divided, and corrected itself',
      ['One and', 'the rest of one.', 'Two, too.', 'Three.', 'Four.', 'Five.'],
      ['Two, too.', 'Three.'],
    ],
    ['put behind another', ['One.', 'Two.', 'Three.', 'After.', 'Four.', 'Five.'], ['Two.', 'Three.']],
  ])('is found again %s', async (_, present, expected) => {
    const article = await articleOf(ctx, textOf(...five))
    const id = await licensed(article.slug, [2, 3])
    await rewrite(ctx, article.id, textOf(...present))
    const plain = (await textAt(id))?.plain.split('\n\n') ?? []
    expect(plain.slice(1, -2)).toEqual(expected)
    expect(plain.at(-2)).toBe('This is an extract.')
  })

  it.each([
    ['', ['One.', 'Four.', 'Five.']],
    [' though its neighbours were corrected', ['One, corrected.', 'Four, too.', 'Five.']],
    [' though the block before it was corrected', ['One, corrected.', 'Four.', 'Five.']],
  ])('of which nothing is left is withheld%s', async (_, present) => {
    const article = await articleOf(ctx, textOf(...five))
    const id = await licensed(article.slug, [2, 3])
    await rewrite(ctx, article.id, textOf(...present))
    expect(await licensedText(ctx, id)).toEqual({ state: 'withheld', because: 'part_gone' })
  })
})
