import { z } from 'zod'

/** Something elsewhere that plays or is drawn inside an article, once a reader asks for it. */
export interface EmbedPlace {
  /** Who gets to know that it was asked for, as readers call them. */
  provider: string
  /** What it is, to somebody who decides whether to load it. */
  kind: 'video' | 'recording' | 'chart'
  /** The page a reader may go to instead; also what the document keeps. */
  url: string
  /** What the frame shows. */
  frameUrl: string
  /** Width by height; null for what is as high as `height` says. */
  ratio: '16 / 9' | null
  /** CSS pixels. */
  height: number | null
}

type Reader = (url: URL) => Omit<EmbedPlace, 'provider' | 'kind'> | null

const word = /^[\w-]{1,64}$/

/**
 * How each provider addresses its pages, and the frames it offers for other sites:
 * https://developers.google.com/youtube/player_parameters, https://developer.vimeo.com/player/sdk/embed,
 * https://developer.spotify.com/documentation/embeds, https://developers.soundcloud.com/docs/oembed,
 * https://academy.datawrapper.de/article/180-how-to-embed-charts, https://archive.org/help/audio.php
 */
const providers: { name: string; kind: EmbedPlace['kind']; frameOrigin: string; read: Reader }[] = [
  {
    name: 'YouTube',
    kind: 'video',
    frameOrigin: 'https://www.youtube-nocookie.com',
    read(url) {
      const host = url.hostname.replace(/^(?:www|m|music)\./, '')
      const [first = '', second = ''] = url.pathname.split('/').slice(1)
      const isKnown = host === 'youtube.com' || host === 'youtube-nocookie.com'
      const id =
        host === 'youtu.be'
          ? first
          : isKnown && first === 'watch'
            ? (url.searchParams.get('v') ?? '')
            : isKnown && ['embed', 'shorts', 'live', 'v'].includes(first)
              ? second
              : ''
      if (!/^[\w-]{11}$/.test(id)) return null
      return {
        url: `https://www.youtube.com/watch?v=${id}`,
        frameUrl: `https://www.youtube-nocookie.com/embed/${id}`,
        ratio: '16 / 9',
        height: null,
      }
    },
  },
  {
    name: 'Vimeo',
    kind: 'video',
    frameOrigin: 'https://player.vimeo.com',
    read(url) {
      const host = url.hostname.replace(/^www\./, '')
      const parts = url.pathname.split('/').slice(1)
      const id = host === 'player.vimeo.com' && parts[0] === 'video' ? parts[1] : host === 'vimeo.com' ? parts[0] : ''
      if (id === undefined || !/^\d{1,12}$/.test(id)) return null
      return {
        url: `https://vimeo.com/${id}`,
        frameUrl: `https://player.vimeo.com/video/${id}?dnt=1`,
        ratio: '16 / 9',
        height: null,
      }
    },
  },
  {
    name: 'Spotify',
    kind: 'recording',
    frameOrigin: 'https://open.spotify.com',
    read(url) {
      if (url.hostname !== 'open.spotify.com') return null
      const parts = url.pathname
        .split('/')
        .filter((part) => part !== '' && part !== 'embed' && !part.startsWith('intl-'))
      const [kind = '', id = ''] = parts
      if (!['track', 'album', 'playlist', 'episode', 'show', 'artist'].includes(kind) || !/^[A-Za-z0-9]{22}$/.test(id))
        return null
      return {
        url: `https://open.spotify.com/${kind}/${id}`,
        frameUrl: `https://open.spotify.com/embed/${kind}/${id}`,
        ratio: null,
        height: 232,
      }
    },
  },
  {
    name: 'SoundCloud',
    kind: 'recording',
    frameOrigin: 'https://w.soundcloud.com',
    read(url) {
      if (!/^(?:www\.|m\.)?soundcloud\.com$/.test(url.hostname)) return null
      const parts = url.pathname.split('/').filter((part) => part !== '')
      if (parts.length < 2 || parts.length > 3 || !parts.every((part) => word.test(part))) return null
      const page = `https://soundcloud.com/${parts.join('/')}`
      return {
        url: page,
        frameUrl: `https://w.soundcloud.com/player/?url=${encodeURIComponent(page)}`,
        ratio: null,
        height: 166,
      }
    },
  },
  {
    name: 'Datawrapper',
    kind: 'chart',
    frameOrigin: 'https://datawrapper.dwcdn.net',
    read(url) {
      if (url.hostname !== 'datawrapper.dwcdn.net') return null
      const [id = ''] = url.pathname.split('/').slice(1)
      if (!/^[A-Za-z0-9]{5}$/.test(id)) return null
      const page = `https://datawrapper.dwcdn.net/${id}/`
      return { url: page, frameUrl: page, ratio: null, height: 480 }
    },
  },
  {
    name: 'the Internet Archive',
    kind: 'recording',
    frameOrigin: 'https://archive.org',
    read(url) {
      if (!/^(?:www\.)?archive\.org$/.test(url.hostname)) return null
      const [kind = '', id = ''] = url.pathname.split('/').slice(1)
      if (!['details', 'embed'].includes(kind) || !/^[\w.-]{1,100}$/.test(id)) return null
      return {
        url: `https://archive.org/details/${id}`,
        frameUrl: `https://archive.org/embed/${id}`,
        ratio: '16 / 9',
        height: null,
      }
    },
  },
]

/** Where frames of embeds come from: the only other sites that a page may show in a frame (CSP frame-src). */
export const embedOrigins: readonly string[] = providers.map(({ frameOrigin }) => frameOrigin)

/** What can be embedded, by name, for whoever is told that something else cannot. */
export const embedProviders: readonly string[] = providers.map(({ name }) => name)

/**
 * Knows a page or a frame of a provider by its address.
 * @param address as it was copied or written, e.g. https://youtu.be/… or an iframe's src
 * @returns null for anything else
 */
export function embedFor(address: string): EmbedPlace | null {
  const given = address.trim().replace(/^\/\//, 'https://')
  if (!/^https?:\/\//i.test(given) || !URL.canParse(given)) return null
  const url = new URL(given)
  for (const { name, kind, read } of providers) {
    const place = read(url)
    if (place !== null) return { provider: name, kind, ...place }
  }
  return null
}

/** A page's address as `embedFor` writes it. */
export const embedUrlSchema = z.string().refine((url) => embedFor(url)?.url === url, 'a page that can be embedded')
