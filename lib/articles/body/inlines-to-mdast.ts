import type { PhrasingContent } from 'mdast'
import type { Inline, Mark, PlainMark } from './document.ts'

/** Where text stands: a heading and a table's cell are one line each, so that a break in them must be written as HTML. */
type Place = 'paragraph' | 'line'

interface Marked {
  node: Inline
  marks: Mark[]
}

/** Text with its marks as Markdown's tree; what Markdown has no sign for (x², H₂O) is written as HTML. */
export function inlinesToMdast(content: Inline[] = [], place: Place): PhrasingContent[] {
  return nested(
    content.map((node) => ({ node, marks: node.type === 'text' ? inOrder(node.marks) : [] })),
    place,
  )
}

/** Links hold what is marked, and code holds nothing but its text. */
function inOrder(marks: Mark[] = []): Mark[] {
  const rank = (mark: Mark) => (mark.type === 'link' ? 0 : mark.type === 'code' ? 2 : 1)
  return marks.toSorted((one, other) => rank(one) - rank(other))
}

/** Neighbours that share their outer mark share its sign. */
function nested(content: Marked[], place: Place): PhrasingContent[] {
  const written: PhrasingContent[] = []
  for (let at = 0; at < content.length;) {
    const first = content[at]
    if (first === undefined) break
    const outer = first.marks[0]
    if (outer === undefined) {
      written.push(...leaf(first.node, place))
      at += 1
      continue
    }
    const key = JSON.stringify(outer)
    let end = at
    while (end < content.length && JSON.stringify(content[end]?.marks[0]) === key) end += 1
    const inner = content.slice(at, end).map(({ node, marks }) => ({ node, marks: marks.slice(1) }))
    written.push(...marked(outer, inner, place))
    at = end
  }
  return written
}

function leaf(node: Inline, place: Place): PhrasingContent[] {
  switch (node.type) {
    case 'hardBreak':
      return [place === 'line' ? { type: 'html', value: '<br>' } : { type: 'break' }]
    case 'footnoteReference':
      return [{ type: 'footnoteReference', identifier: node.attrs.id.toLowerCase(), label: node.attrs.id }]
    case 'text':
      return withoutAutolinks(node.text)
  }
}

/** GitHub's flavour makes links of addresses in the text, escaped or not; a comment within keeps them text. */
function withoutAutolinks(text: string): PhrasingContent[] {
  const parts = text.split(/(?<=\bhttps?|\bwww)(?=:\/\/|\.)|(?<=\S)(?=@[-\w])/i)
  return parts.flatMap((value, place): PhrasingContent[] => [
    ...(place === 0 ? [] : [{ type: 'html' as const, value: '<!-- -->' }]),
    { type: 'text', value },
  ])
}

const inHtml: Partial<Record<PlainMark, string>> = { superscript: 'sup', subscript: 'sub' }

function marked(mark: Mark, inner: Marked[], place: Place): PhrasingContent[] {
  if (mark.type === 'code') {
    return [{ type: 'inlineCode', value: inner.map(({ node }) => (node.type === 'text' ? node.text : ' ')).join('') }]
  }
  const children = nested(inner, place)
  switch (mark.type) {
    case 'link':
      return [{ type: 'link', url: mark.attrs.href, title: null, children }]
    case 'bold':
      return [{ type: 'strong', children }]
    case 'italic':
      return [{ type: 'emphasis', children }]
    case 'strike':
      return [{ type: 'delete', children }]
    default: {
      const name = inHtml[mark.type]
      return [{ type: 'html', value: `<${name}>` }, ...children, { type: 'html', value: `</${name}>` }]
    }
  }
}
