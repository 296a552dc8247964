import type { Element, ElementContent, Root } from 'hast'

/** Where line ends are kept as they are, or mean nothing. */
const untouched = [
  'pre',
  'script',
  'style',
  'textarea',
  'table',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'ul',
  'ol',
  'dl',
  'figure',
  'select',
  'svg',
]

/**
 * Reads line ends as the classic editor meant them: one is a line break, an empty line ends the paragraph (WordPress
 * does this with `wpautop` whenever it shows a post). Two breaks in a row are a new paragraph to whoever reads the
 * tree next.
 */
export function readLineEnds(parent: Root | Element): void {
  const isUntouched = parent.type === 'element' && untouched.includes(parent.tagName)
  const children: ElementContent[] = []
  for (const child of parent.children) {
    if (child.type === 'element') readLineEnds(child)
    if (child.type === 'doctype') continue
    if (child.type !== 'text' || isUntouched) {
      children.push(child)
      continue
    }
    const previous = children.at(-1)
    const isAfterBreak = previous?.type === 'element' && previous.tagName === 'br'
    // <br /> at the end of a line is that line's end, not a second one.
    const text = isAfterBreak ? child.value.replace(/^[ \t\r]*\n/, '') : child.value
    const [first = '', ...lines] = text.split('\n')
    children.push({ type: 'text', value: first })
    for (const line of lines)
      children.push({ type: 'element', tagName: 'br', properties: {}, children: [] }, { type: 'text', value: line })
  }
  parent.children = children
}
