import type { ElementContent, Root } from 'hast'
import { z } from 'zod'
import { Refusal } from '#lib/errors.ts'
import { readCard } from './cards.ts'
import { element, words } from './elements.ts'

interface Node {
  type: string
  children?: Node[] | undefined
  text: string
  /** Marks of a text, as bits; of a block, how it is set. */
  format: number
  tag: string
  start: number
  url: string
}

const nodeSchema: z.ZodType<Node> = z.lazy(() =>
  z.looseObject({
    type: z.string(),
    children: z.array(nodeSchema).optional(),
    text: z.string().catch(''),
    format: z.number().catch(0),
    tag: z.string().catch(''),
    start: z.number().catch(1),
    url: z.string().catch(''),
  }),
)

/** What each bit of a text's format stands for (lexical, IS_BOLD and so on); underlining and highlighting are not kept. */
const marks: [bit: number, tagName: string][] = [
  [1, 'strong'],
  [2, 'em'],
  [4, 's'],
  [16, 'code'],
  [32, 'sub'],
  [64, 'sup'],
]

/**
 * Reads a post in the notation of Ghost 5 and later, the state of its editor Lexical.
 * @param leftOut is told what an article cannot hold
 * @throws Refusal (invalid) when it is none
 */
export function readLexical(source: string, leftOut: (what: string) => void): Root {
  const parsed = z.object({ root: nodeSchema }).safeParse(fromJson(source))
  if (!parsed.success) throw new Refusal('invalid', 'Its text cannot be read: it is not as Ghost’s editor writes it.')
  return { type: 'root', children: all(parsed.data.root, leftOut) }
}

export function fromJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return null
  }
}

function all(node: Node, leftOut: (what: string) => void): ElementContent[] {
  return (node.children ?? []).flatMap((child) => read(child, leftOut))
}

function read(node: Node, leftOut: (what: string) => void): ElementContent[] {
  switch (node.type) {
    case 'text':
    case 'extended-text':
    case 'tk':
      return [marked(node)]
    case 'linebreak':
      return [element('br', [])]
    case 'tab':
      return [words(' ')]
    case 'zwnj':
    case 'at-link-search':
      return []
    case 'paragraph':
      return [element('p', all(node, leftOut))]
    case 'heading':
    case 'extended-heading':
      return [element(/^h[1-6]$/.test(node.tag) ? node.tag : 'h2', all(node, leftOut))]
    case 'quote':
    case 'extended-quote':
    case 'aside':
      return [element('blockquote', all(node, leftOut))]
    case 'list':
      return [list(node, leftOut)]
    case 'link':
    case 'autolink':
    case 'at-link':
      return [element('a', all(node, leftOut), { href: node.url })]
    case 'paywall':
      return [{ type: 'comment', value: 'members-only' }]
    default:
      // What holds text holds text, whatever a later version calls it.
      return node.children === undefined ? readCard(node.type, node, leftOut) : [element('div', all(node, leftOut))]
  }
}

function marked({ text, format }: Node): ElementContent {
  return marks.reduce(
    (inner, [bit, tagName]) => ((format & bit) === 0 ? inner : element(tagName, [inner])),
    words(text),
  )
}

/** A list within a list is an item of its own in Lexical; it belongs to the one before, as Ghost renders it. */
function list(node: Node, leftOut: (what: string) => void): ElementContent {
  const items: ReturnType<typeof element>[] = []
  for (const item of node.children ?? []) {
    const children = all(item, leftOut)
    const isNested = item.children?.length === 1 && item.children[0]?.type === 'list'
    const previous = items.at(-1)
    if (isNested && previous !== undefined) previous.children.push(...children)
    else items.push(element('li', children))
  }
  return node.tag === 'ol' ? element('ol', items, { start: node.start }) : element('ul', items)
}
