import type { Element, Root } from 'hast'
import rehypeSanitize, { type Options } from 'rehype-sanitize'
import { unified } from 'unified'

/** What was left out of a body, and how often. */
export interface LeftOut {
  what: string
  count: number
}

/** Counts by name; the order is that of first mention. */
export class Tally {
  readonly #counts = new Map<string, number>()

  add(what: string, count = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + count)
  }

  list(): LeftOut[] {
    return [...this.#counts].map(([what, count]) => ({ what, count }))
  }
}

/** Left out with everything inside: they run, fetch, draw or ask, and none of that is text. */
const refused = [
  'script',
  'style',
  'iframe',
  'frame',
  'frameset',
  'object',
  'embed',
  'applet',
  'form',
  'input',
  'button',
  'select',
  'textarea',
  'datalist',
  'video',
  'audio',
  'canvas',
  'svg',
  'math',
  'template',
  'dialog',
  'map',
  'portal',
  'link',
  'meta',
  'base',
  'title',
  'head',
  'marquee',
]

/** Elements that say where one paragraph ends and the next begins, even where they say nothing else. */
export const structural = [
  'p',
  'div',
  'section',
  'article',
  'main',
  'header',
  'footer',
  'nav',
  'hgroup',
  'address',
  'center',
  'details',
  'summary',
  'fieldset',
  'legend',
  'dl',
  'dt',
  'dd',
  'aside',
  'figure',
  'figcaption',
  'blockquote',
]

const inline = [
  'a',
  'b',
  'strong',
  'i',
  'em',
  'cite',
  'dfn',
  'var',
  'code',
  'kbd',
  'samp',
  'tt',
  's',
  'strike',
  'del',
  'sup',
  'sub',
  'q',
  'br',
  'img',
  'span',
  'small',
]

const quoteClasses = ['pull-quote', 'pullquote', 'wp-block-pullquote']
const creditClasses = ['credit', 'image-credit', 'media-credit', 'wp-media-credit']

const allowedProtocols = ['http:', 'https:', 'mailto:']

const options: Options = {
  tagNames: [
    ...structural,
    ...inline,
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'ul',
    'ol',
    'li',
    'hr',
    'pre',
    'table',
    'caption',
    'thead',
    'tbody',
    'tfoot',
    'tr',
    'th',
    'td',
  ],
  strip: refused,
  // The few that from-hast.ts reads; class names only to tell a pull quote and a credit, and never stored.
  attributes: {
    a: ['href', 'dataFootnoteRef', 'dataFootnoteBackref'],
    img: ['src', 'alt', 'title'],
    ol: ['start'],
    li: ['id'],
    th: ['colSpan', 'rowSpan'],
    td: ['colSpan', 'rowSpan'],
    section: ['dataFootnotes'],
    aside: [['className', ...quoteClasses]],
    figure: [['className', ...quoteClasses], 'dataEmbedUrl', 'dataEmbedTitle'],
    blockquote: [['className', ...quoteClasses]],
    span: [['className', ...creditClasses]],
    small: [['className', ...creditClasses]],
    cite: [['className', ...creditClasses]],
  },
  protocols: { href: ['http', 'https', 'mailto'], src: ['http', 'https'] },
  // Ids never leave this room: footnotes are numbered anew.
  clobber: [],
  required: {},
}

const sanitiser = unified().use(rehypeSanitize, options)

/** @returns the tree rebuilt from the allow-list, as a new tree; `tally` gets what that leaves out */
export function sanitise(tree: Root, tally: Tally): Root {
  countRefused(tree, tally)
  return sanitiser.runSync(tree)
}

function countRefused(parent: Root | Element, tally: Tally): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    if (refused.includes(child.tagName)) {
      tally.add(child.tagName)
      continue
    }
    const address =
      child.tagName === 'a' ? child.properties.href : child.tagName === 'img' ? child.properties.src : undefined
    const protocol = /^\s*([a-z][\w+.-]*:)/i.exec(String(address ?? ''))?.[1]?.toLowerCase()
    if (protocol !== undefined && !allowedProtocols.includes(protocol))
      tally.add(`${child.tagName === 'a' ? 'link' : 'picture'} by ${protocol}`)
    countRefused(child, tally)
  }
}
