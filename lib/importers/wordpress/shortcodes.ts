import { decodeXml } from './parse.ts'

/** Finds the pictures of a gallery: those named, or those that belong to the post. */
export type GalleryPictures = (ids: string[] | null) => { url: string; alt: string; caption: string }[]

/** Shortcodes that show something an article cannot hold, whether or not they look like it. */
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
  'slideshow',
]

const opening = /\[(\[?)([a-z][\w-]*)((?:\s[^[\]]*|=[^[\]]*)?)\]/gi

/**
 * Puts HTML in the place of the shortcodes an article can hold (captions, galleries, embedded addresses, code), and
 * leaves the others out; what they enclose stays. A word in brackets that does not look like a shortcode, [sic] say,
 * is a word in brackets.
 * @param leftOut is told the name of each shortcode that is left out
 */
export function expandShortcodes(html: string, gallery: GalleryPictures, leftOut: (name: string) => void): string {
  let result = ''
  let position = 0
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
    const closing = typed.trimEnd().endsWith('/') ? -1 : html.toLowerCase().indexOf(`[/${name}]`, afterOpening)
    const isShortcode =
      closing !== -1 ||
      attributes.size > 0 ||
      typed.trimEnd().endsWith('/') ||
      name === 'gallery' ||
      players.includes(name)
    if (!isShortcode) continue
    const inner = closing === -1 ? '' : html.slice(afterOpening, closing)
    const end = closing === -1 ? afterOpening : closing + name.length + 3
    result += html.slice(position, start) + expand(name, attributes, inner, gallery, leftOut)
    position = end
    opening.lastIndex = end
  }
  return result + html.slice(position)
}

function expand(
  name: string,
  attributes: Map<string, string>,
  inner: string,
  gallery: GalleryPictures,
  leftOut: (name: string) => void,
): string {
  switch (name) {
    case 'caption':
    case 'wp_caption':
      return caption(attributes, inner)
    case 'gallery': {
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
      leftOut(name)
      return expandShortcodes(inner, gallery, leftOut)
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
  const found = typed.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s'"/]+))/g)
  return new Map(
    [...found].map(([, name = '', double, single, bare]): [string, string] => [
      name.toLowerCase(),
      decodeXml(double ?? single ?? bare ?? ''),
    ]),
  )
}
