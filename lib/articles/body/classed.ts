import type { Element, ElementContent } from 'hast'
import { toText as textOf } from 'hast-util-to-text'

/*
 * Class names are read for two things only, a pull quote and a credit, and never kept: after the allow-list of
 * sanitise.ts, an element that still has one is one of the two.
 */

const creditElements = ['span', 'small', 'cite']

export function isPullQuote(element: Element): boolean {
  return hasClass(element) && !creditElements.includes(element.tagName)
}

function hasClass(element: Element): boolean {
  return Array.isArray(element.properties.className) && element.properties.className.length > 0
}

/** What is said under a picture, and who made it. */
export function readCaption(caption: Element): { caption: string; credit: string } {
  const credits: string[] = []
  const rest = withoutCredits(caption, credits)
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim()
  return { caption: plain(textOf(rest)), credit: plain(credits.join(' ')) }
}

function withoutCredits(element: Element, credits: string[]): Element {
  const children: ElementContent[] = []
  for (const child of element.children) {
    if (child.type === 'element' && creditElements.includes(child.tagName) && hasClass(child))
      credits.push(textOf(child))
    else children.push(child.type === 'element' ? withoutCredits(child, credits) : child)
  }
  return { ...element, children }
}
