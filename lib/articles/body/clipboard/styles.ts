import type { Element, ElementContent, Root } from 'hast'
import { hasClass, made, mapElements, stylesOf } from './tree.ts'

/** Google Docs and others say by style alone what HTML has elements for; and use elements only to take them back. */
export function withMeaning(tree: Root): Root {
  return mapElements(tree, (element) => [withKind(emphasised(element))])
}

const emphasis = new Set(['b', 'strong', 'i', 'em'])
const mayBeEmphasised = new Set(['span', 'font', 'a', 'p', 'u', ...emphasis])

function emphasised(element: Element): Element {
  if (!mayBeEmphasised.has(element.tagName)) return element
  const styles = stylesOf(element)
  const weight = styles.get('font-weight')
  const slant = styles.get('font-style')
  const line = `${styles.get('text-decoration') ?? ''} ${styles.get('text-decoration-line') ?? ''}`
  const raised = styles.get('vertical-align')
  const isTakenBack =
    (['b', 'strong'].includes(element.tagName) && weight !== undefined && !isBold(weight)) ||
    (['i', 'em'].includes(element.tagName) && slant === 'normal')
  const wrappings = [
    ...(weight !== undefined && isBold(weight) ? ['strong'] : []),
    ...(slant === 'italic' || slant === 'oblique' ? ['em'] : []),
    ...(line.includes('line-through') ? ['s'] : []),
    ...(raised === 'super' ? ['sup'] : raised === 'sub' ? ['sub'] : []),
  ]
  const children = wrappings.reduce<ElementContent[]>((inner, tagName) => [made(tagName, inner)], element.children)
  return { ...element, tagName: isTakenBack ? 'span' : element.tagName, children }
}

function isBold(weight: string): boolean {
  return weight === 'bold' || weight === 'bolder' || Number(weight) >= 600
}

/** Word's own styles, and headings that are none by their element (Word in a browser). */
function withKind(element: Element): Element {
  const { tagName, properties, children } = element
  if (tagName === 'thead') return { ...element, children: children.map(asHeads) }
  if (/^h[1-6]$/.test(tagName)) return { ...element, children: children.flatMap(unbold) }
  if (tagName !== 'p' && tagName !== 'div') return element
  const level = properties.role === 'heading' ? Number(properties.ariaLevel ?? 1) : 0
  if (level >= 1 && level <= 6) return made(`h${level}`, children.flatMap(unbold))
  if (hasClass(element, /^MsoTitle/)) return made('h1', children.flatMap(unbold))
  if (hasClass(element, /^MsoSubtitle/)) return made('h2', children.flatMap(unbold))
  if (hasClass(element, /^Mso(?:Intense)?Quote/)) return made('blockquote', [made('p', children)])
  return element
}

/** A heading is bold by itself. */
function unbold(node: ElementContent): ElementContent[] {
  if (node.type !== 'element') return [node]
  const children = node.children.flatMap(unbold)
  return ['b', 'strong'].includes(node.tagName) ? children : [{ ...node, children }]
}

function asHeads(row: ElementContent): ElementContent {
  if (row.type !== 'element') return row
  const children = row.children.map((cell) =>
    cell.type === 'element' && cell.tagName === 'td' ? { ...cell, tagName: 'th' } : cell,
  )
  return { ...row, children }
}
