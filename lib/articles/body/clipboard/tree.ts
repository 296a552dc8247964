import type { Element, ElementContent, Root } from 'hast'

/** An element's own declarations, by lower-case property: `mso-list` as well as `font-weight`. */
export function stylesOf(element: Element): ReadonlyMap<string, string> {
  const { style } = element.properties
  const declarations = typeof style === 'string' ? style.split(';') : []
  return new Map(
    declarations.flatMap((declaration): [string, string][] => {
      const colon = declaration.indexOf(':')
      if (colon === -1) return []
      return [
        [
          declaration.slice(0, colon).trim().toLowerCase(),
          declaration
            .slice(colon + 1)
            .trim()
            .toLowerCase(),
        ],
      ]
    }),
  )
}

export function hasClass(element: Element, name: RegExp): boolean {
  const { className } = element.properties
  return Array.isArray(className) && className.some((one) => name.test(String(one)))
}

export function made(tagName: string, children: ElementContent[], properties: Element['properties'] = {}): Element {
  return { type: 'element', tagName, properties, children }
}

/** Puts something else, or nothing, in the place of each element, from the innermost out. */
export function mapElements(tree: Root, change: (element: Element) => ElementContent[]): Root {
  return { type: 'root', children: childrenOf(tree).flatMap((child) => mapped(child, change)) }
}

function mapped(node: ElementContent, change: (element: Element) => ElementContent[]): ElementContent[] {
  if (node.type !== 'element') return [node]
  return change({ ...node, children: node.children.flatMap((child) => mapped(child, change)) })
}

/** Changes what stands beside one another, of every element and of the tree itself, from the innermost out. */
export function mapSiblings(tree: Root, change: (siblings: ElementContent[]) => ElementContent[]): Root {
  const within = mapElements(tree, (element) => [{ ...element, children: change(element.children) }])
  return { type: 'root', children: change(childrenOf(within)) }
}

export function childrenOf(tree: Root): ElementContent[] {
  return tree.children.filter((child) => child.type !== 'doctype')
}

/** Whether nothing is seen of it but white space. */
export function isBlank(node: ElementContent): boolean {
  if (node.type === 'text') return node.value.trim() === ''
  if (node.type === 'comment') return true
  return node.type === 'element' && !['img', 'hr', 'table'].includes(node.tagName) && node.children.every(isBlank)
}
