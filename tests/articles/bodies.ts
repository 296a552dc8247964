import { getSchema } from '@tiptap/core'
import fc from 'fast-check'
import { bodyNodes } from '#app/desk/_editor/schema/extensions.ts'
import type { Block, Body, Footnote, Inline, Mark, Paragraph, TableCell } from '#lib/articles/body/document.ts'
import { plainMarks } from '#lib/articles/body/document.ts'

/*
 * Any body an article may have, written as the editor writes one: marks in its order, each once; neighbours of one kind
 * as one text; nothing empty at the end.
 */

const order = Object.keys(getSchema(bodyNodes).marks)

const characters = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.replaceAll('\0', '0'))

const hrefs = fc.constantFrom('https://example.org/a?b=c#d', 'mailto:a@example.org', '/articles/an-article', '/')

const marks: fc.Arbitrary<Mark[]> = fc
  .tuple(fc.subarray([...plainMarks]), fc.option(hrefs, { nil: null }))
  .map(([plain, href]) => {
    const all: Mark[] = [
      ...plain.map((type) => ({ type })),
      ...(href === null ? [] : [{ type: 'link', attrs: { href } } satisfies Mark]),
    ]
    return all.toSorted((one, other) => order.indexOf(one.type) - order.indexOf(other.type))
  })

const noteIds = ['1', '2', 'a-note']

const inlines: fc.Arbitrary<Inline[]> = fc
  .array(
    fc.oneof<fc.Arbitrary<Inline>[]>(
      fc
        .tuple(characters, marks)
        .map(([text, held]) => ({ type: 'text', text, ...(held.length > 0 && { marks: held }) })),
      fc.constant({ type: 'hardBreak' }),
      fc.constantFrom(...noteIds).map((id) => ({ type: 'footnoteReference', attrs: { id } })),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map(joined)

function joined(content: Inline[]): Inline[] {
  const all: Inline[] = []
  for (const node of content) {
    const previous = all.at(-1)
    const isAlike =
      previous?.type === 'text' &&
      node.type === 'text' &&
      JSON.stringify(previous.marks ?? []) === JSON.stringify(node.marks ?? [])
    if (isAlike) all[all.length - 1] = { ...previous, text: previous.text + node.text }
    else all.push(node)
  }
  return all
}

const paragraph: fc.Arbitrary<Paragraph> = fc
  .option(inlines, { nil: undefined })
  .map((content) => ({ type: 'paragraph', ...(content && { content }) }))

const words = fc.string({ maxLength: 10 })

const { blocks } = fc.letrec<{ block: Block; blocks: Block[] }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    paragraph,
    fc
      .tuple(fc.constantFrom(2, 3, 4), fc.option(inlines, { nil: undefined }))
      .map(([level, content]): Block => ({ type: 'heading', attrs: { level }, ...(content && { content }) })),
    fc
      .option(characters, { nil: undefined })
      .map((text): Block => ({ type: 'codeBlock', ...(text && { content: [{ type: 'text', text }] }) })),
    fc.constant<Block>({ type: 'horizontalRule' }),
    fc
      .record({ pictureId: fc.uuid(), alt: words, caption: words, credit: words })
      .map((attrs): Block => ({ type: 'picture', attrs })),
    fc
      .record({ url: fc.constant('https://vimeo.com/76979871'), title: words })
      .map((attrs): Block => ({ type: 'embed', attrs })),
    fc.array(paragraph, { minLength: 1, maxLength: 2 }).map((content): Block => ({ type: 'pullQuote', content })),
    tie('blocks').map((content): Block => ({ type: 'blockquote', content })),
    fc.array(tie('blocks'), { minLength: 1, maxLength: 3 }).map((items): Block => ({
      type: 'bulletList',
      content: items.map((content) => ({ type: 'listItem', content })),
    })),
    fc.tuple(fc.nat(99), fc.array(tie('blocks'), { minLength: 1, maxLength: 3 })).map(([start, items]): Block => ({
      type: 'orderedList',
      attrs: { start },
      content: items.map((content) => ({ type: 'listItem', content })),
    })),
    fc
      .array(
        fc.array(
          fc.record<TableCell>({
            type: fc.constantFrom('tableHeader', 'tableCell'),
            attrs: fc.record({ colspan: fc.integer({ min: 1, max: 100 }), rowspan: fc.integer({ min: 1, max: 100 }) }),
            content: tie('blocks'),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        { minLength: 1, maxLength: 3 },
      )
      .map((rows): Block => ({ type: 'table', content: rows.map((content) => ({ type: 'tableRow', content })) })),
  ),
  blocks: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
}))

const footnotes: fc.Arbitrary<Footnote[]> = fc
  .tuple(fc.subarray(noteIds), fc.array(blocks, { minLength: 3, maxLength: 3 }))
  .map(([ids, contents]) =>
    ids.map((id, place) => ({ type: 'footnote', attrs: { id }, content: contents[place] ?? [{ type: 'paragraph' }] })),
  )

export const bodies: fc.Arbitrary<Body> = fc
  .tuple(fc.array(blocks, { maxLength: 4 }), footnotes)
  .map(([parts, notes]) => {
    const content: Body['content'] = [...parts.flat(), { type: 'heading', attrs: { level: 2 } }]
    return { type: 'doc', content: notes.length === 0 ? content : [...content, { type: 'footnotes', content: notes }] }
  })
