import type { Element, ElementContent } from 'hast'
import { embedFor } from '#lib/articles/body/embed.ts'

export type Became = (what: string, why: string) => void

const shownAsLink = 'it became a link to its address'

/**
 * What plays or is drawn in a frame, as a paragraph of its address alone, which becomes an embed where its provider is
 * known, else a link.
 * @param absolute makes an address absolute; null for what is none
 * @returns null for what is no such thing
 */
export function playerOf(element: Element, absolute: (src: string) => string | null, became: Became): Element | null {
  switch (element.tagName) {
    case 'iframe':
    case 'embed':
    case 'object': {
      const src = absolute(
        String(element.properties.src ?? element.properties.data ?? element.properties.dataSrc ?? ''),
      )
      if (src === null) return null
      const place = embedFor(src)
      if (place === null) became(element.tagName, shownAsLink)
      return paragraph([{ type: 'text', value: place?.url ?? src }])
    }
    case 'video':
    case 'audio': {
      const src = absolute(String(element.properties.src ?? sourceOf(element) ?? ''))
      if (src === null) return null
      became(element.tagName, shownAsLink)
      return paragraph([link(src, `${element.tagName === 'video' ? 'Video' : 'Recording'}: ${fileName(src)}`)])
    }
    default:
      return null
  }
}

function sourceOf(element: Element): string | undefined {
  const source = element.children.find((child) => child.type === 'element' && child.tagName === 'source')
  return source?.type === 'element' && typeof source.properties.src === 'string' ? source.properties.src : undefined
}

function fileName(address: string): string {
  return new URL(address).pathname.split('/').at(-1) || address
}

function paragraph(children: ElementContent[]): Element {
  return { type: 'element', tagName: 'p', properties: {}, children }
}

function link(href: string, words: string): Element {
  return { type: 'element', tagName: 'a', properties: { href }, children: [{ type: 'text', value: words }] }
}

/** How plug-ins' shortcodes address what they play: by its page, or by its number there. */
const pages: Record<string, (given: string) => string> = {
  youtube: (id) => `https://www.youtube.com/watch?v=${id}`,
  vimeo: (id) => `https://vimeo.com/${id}`,
  wpvideo: (id) => `https://videopress.com/v/${id}`,
  videopress: (id) => `https://videopress.com/v/${id}`,
  tweet: (id) => `https://twitter.com/i/status/${id}`,
  instagram: (id) => `https://www.instagram.com/p/${id}/`,
  soundcloud: (id) => id,
  googlemaps: (id) => id,
  spotify: (id) => id.replace(/^spotify:(\w+):/, 'https://open.spotify.com/$1/'),
  dailymotion: (id) => `https://www.dailymotion.com/video/${id}`,
}

/**
 * The address that the shortcode of a player names: [youtube https://…], [youtube=https://…], [vimeo 123], [audio src="…"].
 * @param typed all that stands after its name
 */
export function playedAddress(name: string, attributes: Map<string, string>, typed: string): string | null {
  const files = ['src', 'mp4', 'm4v', 'webm', 'ogv', 'mp3', 'm4a', 'ogg', 'wav', 'flac', 'url', 'id']
  const named = files.map((key) => attributes.get(key)).find((value) => value !== undefined && value !== '')
  const bare = /^\s*=?\s*["']?([^\s"'\]=]+(?:=[^\s"'\]]+)?)/.exec(typed)?.[1]
  const given = (named ?? (attributes.size === 0 || /^\s*=?\s*https?:/.test(typed) ? bare : undefined))?.replaceAll(
    '&amp;',
    '&',
  )
  if (given === undefined) return null
  if (/^https?:\/\//i.test(given)) return given
  const page = pages[name]?.(given.split(/[?&]/)[0] ?? given)
  return page !== undefined && /^https?:\/\//i.test(page) && URL.canParse(page) ? page : null
}
