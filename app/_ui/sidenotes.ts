import type { Element, ElementContent, Root } from 'hast'

/**
 * Sets each footnote once more, before the block that refers to it first: wide screens show these in the margin and
 * leave out the list at the end, narrow ones the other way round.
 */
export function withSidenotes(tree: Root): Root {
  const notes = new Map(footnotes(tree).map((note) => [String(note.properties.id), note]))
  if (notes.size === 0) return tree
  const children = tree.children.flatMap((child) => {
    if (child.type !== 'element' || child.tagName === 'section') return [child]
    const shown = references(child).flatMap((id) => {
      const note = notes.get(id)
      notes.delete(id)
      return note ? [sidenote(id, note)] : []
    })
    return [...shown, child]
  })
  return { type: 'root', children }
}

function footnotes(tree: Root): Element[] {
  const section = tree.children.find((child) => child.type === 'element' && child.properties.dataFootnotes === true)
  const list = section?.type === 'element' ? section.children[0] : undefined
  return list?.type === 'element' ? list.children.filter((item) => item.type === 'element') : []
}

/** Ids of the notes that something within `element` refers to. */
function references(element: Element): string[] {
  if (element.properties.dataFootnoteRef === true) return [String(element.properties.href).slice(1)]
  return element.children.flatMap((child) => (child.type === 'element' ? references(child) : []))
}

function sidenote(id: string, note: Element): Element {
  const number: Element = {
    type: 'element',
    tagName: 'sup',
    properties: {},
    children: [{ type: 'text', value: id.replace('fn-', '') }],
  }
  return {
    type: 'element',
    tagName: 'aside',
    properties: { className: ['sidenote'], role: 'note' },
    children: [number, ...note.children.map(withoutBacklinks)],
  }
}

function withoutBacklinks<Content extends ElementContent>(content: Content): Content {
  if (content.type !== 'element') return content
  const children = content.children
    .filter((child) => !(child.type === 'element' && child.properties.dataFootnoteBackref === true))
    .map(withoutBacklinks)
  return { ...content, children }
}
