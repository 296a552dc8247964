import type { Element, ElementContent, Root } from 'hast'
import { toText as textOf } from 'hast-util-to-text'
import { hasClass, isBlank, made, mapElements, mapSiblings, stylesOf } from './tree.ts'

/** A paragraph that Word shows as an item of a list, or one list of Word's that holds a single item. */
interface Item {
  level: number
  isOrdered: boolean
  /** What its number is. */
  start: number
  content: ElementContent[]
}

/**
 * Word copies lists as paragraphs whose style says so: `mso-list: l0 level2 lfo1`, the sign or number in a span of
 * `mso-list: Ignore`. Word in a browser copies each item as a list of its own, its depth in data-aria-level.
 */
export function withWordLists(tree: Root): Root {
  return mapSiblings(tree, (siblings) => {
    const out: ElementContent[] = []
    let items: Item[] = []
    const end = () => {
      out.push(...nested(items))
      items = []
    }
    for (const node of siblings) {
      const found = node.type === 'element' ? itemsOf(node) : []
      const last = items.at(-1)
      if (found.length > 0) items.push(...found)
      else if (last !== undefined && node.type === 'element' && isContinued(node)) last.content.push(node)
      else if (last === undefined || !isBlank(node)) {
        end()
        out.push(node)
      }
    }
    end()
    return out
  })
}

function itemsOf(element: Element): Item[] {
  const place = /\blevel(\d+)/.exec(stylesOf(element).get('mso-list') ?? '')
  if (place !== null && element.tagName !== 'span') return [itemOf(element, Number(place[1]))]
  if (element.tagName === 'div' && hasClass(element, /^ListContainerWrapper$/))
    return element.children.flatMap((list) => (list.type === 'element' ? itemsOfOne(list) : []))
  return []
}

function itemOf(paragraph: Element, level: number): Item {
  let marker = ''
  const { children } = mapElements({ type: 'root', children: [paragraph] }, (element) => {
    if (stylesOf(element).get('mso-list') !== 'ignore') return [element]
    marker ||= textOf(element).trim()
    return []
  })
  const [bare] = children
  const content = bare?.type === 'element' ? bare.children : []
  // 1. (a) iv) and the like; the sign of a second level is a plain o.
  const number = /^\(?(?:(\d+)|[a-z]{1,5})[.)]/i.exec(marker)
  return { level, isOrdered: number !== null, start: Number(number?.[1] ?? 1), content: [made('p', content)] }
}

function itemsOfOne(list: Element): Item[] {
  return list.children.flatMap((item): Item[] => {
    if (item.type !== 'element' || item.tagName !== 'li') return []
    const level = Number(item.properties.dataAriaLevel ?? 1) || 1
    const start = Number(item.properties.dataAriaPosinset ?? 1) || 1
    return [{ level, isOrdered: list.tagName === 'ol', start, content: item.children }]
  })
}

/** A further paragraph of an item bears the list's style without a sign. */
function isContinued(element: Element): boolean {
  return element.tagName === 'p' && hasClass(element, /^MsoListParagraph/) && !isBlank(element)
}

function nested(items: Item[]): Element[] {
  const roots: Element[] = []
  const open: { level: number; list: Element }[] = []
  for (const { level, isOrdered, start, content } of items) {
    while ((open.at(-1)?.level ?? 0) > level) open.pop()
    const tagName = isOrdered ? 'ol' : 'ul'
    const current = open.at(-1)
    if (current?.level === level && current.list.tagName !== tagName) open.pop()
    let list = open.at(-1)?.level === level ? open.at(-1)?.list : undefined
    if (list === undefined) {
      list = made(tagName, [], isOrdered && start !== 1 ? { start } : {})
      const parent = open.at(-1)?.list.children.at(-1)
      if (parent?.type === 'element') parent.children.push(list)
      else roots.push(list)
      open.push({ level, list })
    }
    list.children.push(made('li', content))
  }
  return roots
}
