import type { Element, ElementContent, Root } from 'hast'
import type { Embed } from './document.ts'
import { embedFor } from './embed.ts'

/** Players' own titles, which say nothing of what is played. */
const emptyTitles = /^(?:youtube|vimeo|spotify|soundcloud)?\s*(?:embed(?:ded)?:?|video|audio)?\s*(?:player)?$/i

/**
 * Puts a figure, as `embedToHast` writes it, in the place of each frame of a provider that may be embedded; other frames
 * stay, for the allow-list to leave out.
 */
export function markEmbeds(tree: Root): Root {
  return { ...tree, children: tree.children.map((child) => (child.type === 'element' ? marked(child) : child)) }
}

function marked(element: Element): Element {
  const place = element.tagName === 'iframe' ? embedFor(text(element.properties.src)) : null
  if (place !== null) {
    const title = text(element.properties.title).trim()
    return figure(place.url, emptyTitles.test(title) ? '' : title.slice(0, 300))
  }
  const children = element.children.map((child): ElementContent => (child.type === 'element' ? marked(child) : child))
  return { ...element, children }
}

function figure(url: string, title: string): Element {
  return { type: 'element', tagName: 'figure', properties: { dataEmbedUrl: url, dataEmbedTitle: title }, children: [] }
}

/** @returns the embed that a figure stands for, or null when it is another figure */
export function embedIn(element: Element): Embed | null {
  const place = embedFor(text(element.properties.dataEmbedUrl))
  return (
    place && { type: 'embed', attrs: { url: place.url, title: text(element.properties.dataEmbedTitle).slice(0, 300) } }
  )
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
