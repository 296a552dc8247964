import type { Element, ElementContent, Root } from 'hast'
import rehypeStringify from 'rehype-stringify'
import { unified } from 'unified'

/**
 * What of each element other people's pages are given: what it means, never how it looks here or what runs in it.
 * An element that is not named is left out, and what is in it stands in its place.
 */
const kept: Record<string, readonly string[]> = {
  a: ['href', 'id'],
  blockquote: [],
  br: [],
  code: [],
  em: [],
  h1: [],
  h2: [],
  h3: [],
  h4: [],
  hr: [],
  li: ['id'],
  ol: ['start'],
  p: ['dir'],
  pre: [],
  s: [],
  strong: [],
  sub: [],
  sup: [],
  table: [],
  tbody: [],
  td: ['colSpan', 'rowSpan'],
  th: ['colSpan', 'rowSpan', 'scope'],
  thead: [],
  tr: [],
  ul: [],
}

const writer = unified().use(rehypeStringify)

/** Writes a tree as HTML that stands by itself: no classes, scripts, styles or embeds, and one block a line. */
export function cleanHtml(tree: Root): string {
  const blocks = tree.children.flatMap((node) => (node.type === 'doctype' ? [] : clean(node)))
  return blocks.map((block) => writer.stringify({ type: 'root', children: [block] })).join('\n')
}

function clean(node: ElementContent): ElementContent[] {
  if (node.type === 'text') return [node]
  if (node.type !== 'element') return []
  const children = node.children.flatMap(clean)
  const tagName = node.tagName === 'aside' ? 'blockquote' : node.tagName
  const names = kept[tagName]
  return names === undefined ? children : [{ ...node, tagName, properties: propertiesOf(node, names), children }]
}

function propertiesOf(node: Element, names: readonly string[]): Element['properties'] {
  return Object.fromEntries(
    Object.entries(node.properties).filter(([name, value]) => names.includes(name) && value !== undefined),
  )
}
