import type { Element, ElementContent, Root } from 'hast'
import { toText } from 'hast-util-to-text'
import { fromHast, parseHtml, type ReadBody } from '#lib/articles/body/from-hast.ts'
import { blocksOf } from '#lib/articles/body/rebuild.ts'

/** Stands for the site's own address, as `__GHOST_URL__` does in an export; a host that nobody can have (RFC 2606). */
export const ghostOrigin = 'https://ghost.invalid'

const paywall = '<!--members-only-->'

export interface GhostContent extends ReadBody {
  /** Blocks before the paywall card; undefined without one. */
  beforePaywall: number | undefined
}

/** Reads a post's text as Ghost rendered it; cards become what an article can hold of them. */
export function readGhostHtml(html: string): GhostContent {
  const whole = html.replaceAll('__GHOST_URL__', ghostOrigin)
  const at = whole.indexOf(paywall)
  const read = (part: string) =>
    fromHast(withoutCards(parseHtml(part)), { ownOrigin: ghostOrigin, pageUrl: `${ghostOrigin}/` })
  return {
    ...read(whole),
    beforePaywall: at === -1 ? undefined : blocksOf(read(whole.slice(0, at)).body).length,
  }
}

function withoutCards(tree: Root): Root {
  return {
    ...tree,
    children: tree.children.map((child) => (child.type === 'element' ? plainCard(child) : child)),
  }
}

/** A bookmark card is a link under its title; all other cards are read as the HTML they are. */
function plainCard(element: Element): Element {
  if (hasClass(element, 'kg-bookmark-card')) return bookmark(element)
  return {
    ...element,
    children: element.children.map((child): ElementContent => (child.type === 'element' ? plainCard(child) : child)),
  }
}

function bookmark(card: Element): Element {
  const link = find(card, (one) => one.tagName === 'a')
  const title = find(card, (one) => hasClass(one, 'kg-bookmark-title'))
  const href = typeof link?.properties.href === 'string' ? link.properties.href : ''
  const words = title ? toText(title).trim() : href
  return {
    type: 'element',
    tagName: 'p',
    properties: {},
    children: [{ type: 'element', tagName: 'a', properties: { href }, children: [{ type: 'text', value: words }] }],
  }
}

function find(element: Element, is: (one: Element) => boolean): Element | undefined {
  for (const child of element.children) {
    if (child.type !== 'element') continue
    const found = is(child) ? child : find(child, is)
    if (found !== undefined) return found
  }
  return undefined
}

function hasClass(element: Element, name: string): boolean {
  return Array.isArray(element.properties.className) && element.properties.className.includes(name)
}
