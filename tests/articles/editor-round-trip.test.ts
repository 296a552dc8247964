import { getSchema } from '@tiptap/core'
import { Node } from '@tiptap/pm/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bodyOf, documentOf } from '#app/desk/_editor/body.ts'
import { bodyNodes } from '#app/desk/_editor/schema/extensions.ts'
import { bodySchema, type Body } from '#lib/articles/body/document.ts'
import { bodies } from './bodies.ts'

const schema = getSchema(bodyNodes)

function through(body: Body): Body {
  const document = Node.fromJSON(schema, documentOf(body, 3))
  document.check()
  return bodyOf(document)
}

test('whatever an article may hold comes out of the editor as it went in', () => {
  fc.assert(
    fc.property(bodies, (body) => {
      expect(bodySchema.safeParse(body).success).toBe(true)
      expect(through(body)).toEqual(body)
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['nothing at all', { type: 'doc', content: [] }, []],
  ['an empty line', { type: 'doc', content: [{ type: 'paragraph' }] }, []],
  [
    'empty lines at the end',
    { type: 'doc', content: [{ type: 'horizontalRule' }, { type: 'paragraph', content: [] }, { type: 'paragraph' }] },
    [{ type: 'horizontalRule' }],
  ],
  [
    'emphasis in another order, or twice',
    {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [{ type: 'text', text: 'x', marks: [{ type: 'italic' }, { type: 'bold' }, { type: 'bold' }] }],
        },
      ],
    },
    [{ type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'bold' }, { type: 'italic' }] }] }],
  ],
])('%s means the same', (_, body, content) => {
  expect(through(bodySchema.parse(body))).toEqual({ type: 'doc', content })
})

test('what the editor could hold and an article cannot is left out', () => {
  const text = (value: string, marks: object[] = []) => ({ type: 'text', text: value, marks })
  const document = Node.fromJSON(schema, {
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        content: [text('a\0b \ud83d'), text('c', [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }])],
      },
      { type: 'picture', attrs: { pictureId: 'nobody', alt: '', caption: '', credit: '' } },
      { type: 'embed', attrs: { url: 'https://evil.example/', title: '' } },
      {
        type: 'table',
        content: [
          {
            type: 'tableRow',
            content: [{ type: 'tableCell', attrs: { colspan: 1, rowspan: 3 }, content: [{ type: 'paragraph' }] }],
          },
          { type: 'tableRow' },
          { type: 'tableRow' },
        ],
      },
    ],
  })
  const body = bodyOf(document)
  expect(bodySchema.parse(body)).toEqual({
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'ab \ufffd' },
          { type: 'text', text: 'c' },
        ],
      },
      {
        type: 'table',
        content: [
          {
            type: 'tableRow',
            content: [{ type: 'tableCell', attrs: { colspan: 1, rowspan: 1 }, content: [{ type: 'paragraph' }] }],
          },
        ],
      },
    ],
  })
})
