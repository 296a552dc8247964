import type { Element, ElementContent, Root } from 'hast'
import { toText } from 'hast-util-to-text'
import { fromHast, parseHtml, unlessTooDeep, type ReadBody } from '#lib/articles/body/from-hast.ts'
import { blocksOf } from '#lib/articles/body/rebuild.ts'
import { withEmbeds } from '#lib/importers/run/embeds.ts'
import { Room } from '#lib/importers/run/room.ts'
import type { GhostPost } from './export-file.ts'
import { removeGated, type Audience } from './notation/gates.ts'
import { readLexical } from './notation/lexical.ts'
import { readMobiledoc } from './notation/mobiledoc.ts'

/** Stands for the site's own address, as `__GHOST_URL__` does in an export; a host that nobody can have (RFC 2606). */
const ghostOrigin = 'https://ghost.invalid'

export interface GhostContent extends ReadBody {
  /** Blocks before the paywall card; undefined without one. */
  beforePaywall: number | undefined
  /** Parts that were for some of its readers only. */
  gated: number
}

/**
 * Reads a post's text: as Ghost rendered it, or, where it did not, from its own notation. Cards become what an article
 * can hold of them.
 * @param readers who will read the article: what not all of them saw is left out
 * @throws Refusal (invalid) when it cannot be read
 */
export function readGhostPost(post: GhostPost, readers: Audience): GhostContent {
  return unlessTooDeep(() => {
    const cards = new Map<string, number>()
    const leftOut = (what: string) => cards.set(what, (cards.get(what) ?? 0) + 1)
    const tree = treeOf(post, leftOut)
    const gated = removeGated(tree, readers)
    const whole = readTree(tree)
    const at = tree.children.findIndex(holdsPaywall)
    return {
      ...whole,
      body: withEmbeds(whole.body),
      leftOut: [...whole.leftOut, ...[...cards].map(([what, count]) => ({ what, count }))],
      beforePaywall:
        at === -1 ? undefined : blocksOf(readTree({ type: 'root', children: tree.children.slice(0, at) }).body).length,
      gated,
    }
  })
}

/** A caption, or a comment, which may hold links and emphasis. */
export function readGhostHtml(html: string): ReadBody {
  return readTree(parseHtml(withOrigin(html)))
}

/** In the text of an export, the site's own address is not named. */
export function withOrigin(text: string): string {
  return text.replaceAll('__GHOST_URL__', ghostOrigin)
}

function treeOf({ html, lexical, mobiledoc }: GhostPost, leftOut: (what: string) => void): Root {
  if (html.trim() !== '') {
    new Room().take(html)
    return parseHtml(withOrigin(html))
  }
  if (lexical.trim() !== '') return readLexical(withOrigin(lexical), leftOut)
  if (mobiledoc.trim() !== '') return readMobiledoc(withOrigin(mobiledoc), leftOut)
  return { type: 'root', children: [] }
}

function readTree(tree: Root): ReadBody {
  return fromHast(withoutCards(tree), { ownOrigin: ghostOrigin, pageUrl: `${ghostOrigin}/` })
}

/** The card stands between blocks; should it ever stand within one, none of that is free. */
function holdsPaywall(node: Root['children'][number]): boolean {
  if (node.type === 'comment') return node.value.trim() === 'members-only'
  return node.type === 'element' && node.children.some(holdsPaywall)
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
