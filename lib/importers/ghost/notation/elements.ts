import type { Element, ElementContent, Properties } from 'hast'
import { parseHtml } from '#lib/articles/body/from-hast.ts'

export function element(tagName: string, children: ElementContent[], properties: Properties = {}): Element {
  return { type: 'element', tagName, properties, children }
}

export function words(value: string): ElementContent {
  return { type: 'text', value }
}

/** What a card says in HTML: nothing of it is trusted, the whole text goes through the allow-list afterwards. */
export function fragment(html: string): ElementContent[] {
  return parseHtml(html).children.flatMap((child) => (child.type === 'doctype' ? [] : [child]))
}

/** A link that stands alone. @param label its words; without them, its address */
export function linkLine(url: string, label: string): ElementContent[] {
  if (url.trim() === '') return label.trim() === '' ? [] : [element('p', [words(label)])]
  return [element('p', [element('a', [words(label.trim() === '' ? url : label)], { href: url })])]
}
