import type { Element, ElementContent, Root } from 'hast'
import { childrenOf, isBlank, made, mapElements, stylesOf } from './tree.ts'

/*
 * How programs lead to a note and back: Word (#_ftn1, #_ftnref1; endnotes #_edn1), Google Docs (#ftnt1, #ftnt_ref1),
 * LibreOffice (#sdfootnote1sym, #sdfootnote1anc). Some write the whole address of a file before it.
 */
const toNote = /#_?(ftn|edn|ftnt|sdfootnote|sdendnote)(\d+)(?:sym)?$/
const backFrom = /#(?:_?(ftn|edn)ref|(ftnt)_ref|(sdfootnote|sdendnote))(\d+)(?:anc)?$/

function hrefOf(element: Element): string {
  return element.tagName === 'a' && typeof element.properties.href === 'string' ? element.properties.href : ''
}

/** @returns the note's name, for an anchor that leads to it */
function noteOf(element: Element): string | undefined {
  const found = toNote.exec(hrefOf(element))
  return found === null ? undefined : `${found[1]}${found[2]}`
}

/** @returns the note's name, for its own number, which leads back to the text */
function backOf(element: Element): string | undefined {
  const href = hrefOf(element)
  const found = backFrom.exec(href)
  if (found === null || toNote.test(href)) return undefined
  return `${found[1] ?? found[2] ?? found[3]}${found[4]}`
}

function firstBack(node: ElementContent): string | undefined {
  if (node.type !== 'element') return undefined
  const own = backOf(node)
  if (own !== undefined) return own
  for (const child of node.children) {
    const found = firstBack(child)
    if (found !== undefined) return found
  }
  return undefined
}

/** Notes as `fromHast` reads them, wherever the program put them. */
export function withNotes(tree: Root): Root {
  const notes = new Map<string, ElementContent[]>()
  const text = taken(childrenOf(tree), notes)
  if (notes.size === 0) return tree
  const referring = mapElements({ type: 'root', children: text }, (element) => {
    const note = noteOf(element)
    return note === undefined ? [element] : [made('a', [], { href: `#fn-${note}`, dataFootnoteRef: true })]
  })
  const list = [...notes].map(([name, content]) => made('li', content, { id: `fn-${name}` }))
  return {
    type: 'root',
    children: [...referring.children, made('section', [made('ol', list)], { dataFootnotes: true })],
  }
}

/** Takes every note out of the text, into `notes`, and the rule above them. */
function taken(siblings: ElementContent[], notes: Map<string, ElementContent[]>): ElementContent[] {
  const before = notes.size
  const kept = siblings.flatMap((node): ElementContent[] => {
    if (node.type !== 'element') return [node]
    const name = firstBack(node)
    if (name === undefined) return isListOfNotes(node) ? [] : [node]
    if (isNote(node)) {
      const { children } = mapElements({ type: 'root', children: [node] }, (element) =>
        backOf(element) === undefined ? [element] : [],
      )
      // Of a note in several paragraphs only the first begins with a number.
      notes.set(
        name,
        children.filter((child) => child.type !== 'doctype'),
      )
      return []
    }
    const children = taken(node.children, notes)
    return children.length === 0 ? [] : [{ ...node, children }]
  })
  return notes.size > before ? withoutEnd(kept) : kept
}

function isNote(element: Element): boolean {
  if (/^(?:foot|end)note$/.test(stylesOf(element).get('mso-element') ?? '')) return true
  if (/^(?:ftn|edn|sdfootnote|sdendnote)\d+$/.test(String(element.properties.id ?? ''))) return true
  return ['p', 'li'].includes(element.tagName)
}

function isListOfNotes(element: Element): boolean {
  return /^(?:foot|end)note-list$/.test(stylesOf(element).get('mso-element') ?? '')
}

function isRule(node: ElementContent): boolean {
  return node.type === 'element' && node.tagName === 'hr'
}

function withoutEnd(siblings: ElementContent[]): ElementContent[] {
  let end = siblings.length
  while (end > 0) {
    const last = siblings[end - 1]
    if (last === undefined || !(isBlank(last) || isRule(last))) break
    end -= 1
  }
  return siblings.slice(0, end)
}
