import { decodeXml } from './parse.ts'
import { playedAddress } from './players.ts'

/** Finds the pictures of a gallery: those named, or those that belong to the post. */
export type GalleryPictures = (ids: string[] | null) => { url: string; alt: string; caption: string }[]

/** Shortcodes that play or ask something, whether or not they look like it. */
const players = [
  'audio',
  'video',
  'playlist',
  'wpvideo',
  'videopress',
  'youtube',
  'vimeo',
  'soundcloud',
  'tweet',
  'instagram',
  'googlemaps',
  'contact-form',
  'contact-form-7',
  'polldaddy',
  'spotify',
  'dailymotion',
  'slideshow',
]

/** Nobody encloses more within one another; what is deeper stays as it is. */
const deepest = 50

const opening = /\[(\[?)([a-z][\w-]*)((?:\s[^[\]]*|=[^[\]]*)?)\]/gi

/**
 * Puts HTML in the place of the shortcodes an article can hold (captions, galleries, embedded addresses, code), and
 * leaves the others out; what they enclose stays. A word in brackets that does not look like a shortcode, [sic] say,
 * is a word in brackets.
 * @param leftOut is told the name of each shortcode that is left out
 */
export function expandShortcodes(
  html: string,
  gallery: GalleryPictures,
  leftOut: (name: string) => void,
  depth = 0,
): string {
  if (depth > deepest) return html
  let result = ''
  let position = 0
  const closings = new Closings(html)
  opening.lastIndex = 0
  for (let match = opening.exec(html); match !== null; match = opening.exec(html)) {
    const [whole, escape = '', typedName = '', typed = ''] = match
    const name = typedName.toLowerCase()
    const attributes = readAttributes(typed)
    const afterOpening = match.index + whole.length
    // [[gallery]] is how one writes about [gallery].
    if (escape === '[' && html.charAt(afterOpening) === ']') {
      result += html.slice(position, match.index) + whole.slice(1)
      position = afterOpening + 1
      opening.lastIndex = position
      continue
    }
    const start = match.index + escape.length
    const closing = typed.trimEnd().endsWith('/') ? -1 : closings.after(name, afterOpening)
    const isShortcode =
      closing !== -1 ||
      attributes.size > 0 ||
      typed.trimEnd().endsWith('/') ||
      name === 'gallery' ||
      players.includes(name)
    if (!isShortcode) continue
    const inner = closing === -1 ? '' : html.slice(afterOpening, closing)
    const end = closing === -1 ? afterOpening : closing + name.length + 3
    result += html.slice(position, start) + expand({ name, attributes, typed, inner, depth }, gallery, leftOut)
    position = end
    opening.lastIndex = end
  }
  return result + html.slice(position)
}

interface Shortcode {
  name: string
  attributes: Map<string, string>
  /** All that stands after the name. */
  typed: string
  inner: string
  /** Shortcodes around it. */
  depth: number
}

/** Where shortcodes end. Looked for once each in vain: a hostile text has thousands that do not. */
class Closings {
  readonly #html: string
  readonly #missing = new Set<string>()

  constructor(html: string) {
    this.#html = html.toLowerCase()
  }

  after(name: string, position: number): number {
    if (this.#missing.has(name)) return -1
    const found = this.#html.indexOf(`[/${name}]`, position)
    if (found === -1) this.#missing.add(name)
    return found
  }
}

function expand(
  { name, attributes, typed, inner, depth }: Shortcode,
  gallery: GalleryPictures,
  leftOut: (name: string) => void,
): string {
  switch (name) {
    case 'caption':
    case 'wp_caption':
      return caption(attributes, inner)
    case 'gallery':
    case 'slideshow': {
      const ids = attributes.get('ids') ?? attributes.get('include')
      return gallery(ids === undefined ? null : ids.split(',').map((id) => id.trim()))
        .map(({ url, alt, caption: words }) =>
          figure(`<img src="${escapeHtml(url)}" alt="${escapeHtml(alt)}">`, escapeHtml(words)),
        )
        .join('\n')
    }
    case 'embed':
      return `\n\n${inner.trim()}\n\n`
    case 'code':
    case 'sourcecode':
      return `<pre>${inner}</pre>`
    default:
      if (players.includes(name)) {
        const address = playedAddress(name, attributes, typed) ?? playedAddress(name, new Map(), inner.trim())
        if (address !== null) return `\n\n${escapeHtml(address)}\n\n`
      }
      leftOut(name)
      return expandShortcodes(inner, gallery, leftOut, depth + 1)
  }
}

/** The caption is an attribute in exports from before 2012, and what follows the picture since. */
function caption(attributes: Map<string, string>, inner: string): string {
  const old = attributes.get('caption')
  if (old !== undefined) return figure(inner, old)
  const picture = /^\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*<\/a>)?)([\s\S]*)$/i.exec(inner)
  return picture === null ? inner : figure(picture[1] ?? '', (picture[2] ?? '').trim())
}

function figure(picture: string, words: string): string {
  return `<figure>${picture}${words === '' ? '' : `<figcaption>${words}</figcaption>`}</figure>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

function readAttributes(typed: string): Map<string, string> {
  const found = typed.matchAll(/(?<![\w-])([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s'"/]+))/g)
  return new Map(
    [...found].map(([, name = '', double, single, bare]): [string, string] => [
      name.toLowerCase(),
      decodeXml(double ?? single ?? bare ?? ''),
    ]),
  )
}
