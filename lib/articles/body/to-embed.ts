import type { Element } from 'hast'
import type { Embed } from './document.ts'
import { embedFor } from './embed.ts'

/** A link to the page that is embedded, for whoever cannot or will not load it here; a page may put a frame in its place. */
export function embedToHast({ attrs: { url, title } }: Embed): Element {
  const provider = embedFor(url)?.provider ?? new URL(url).host
  const words = title === '' ? `See it at ${provider}` : `${title} (${provider})`
  return {
    type: 'element',
    tagName: 'figure',
    properties: { className: ['embed'], dataEmbedUrl: url, dataEmbedTitle: title },
    children: [
      {
        type: 'element',
        tagName: 'a',
        properties: { href: url, rel: ['noopener'] },
        children: [{ type: 'text', value: words }],
      },
    ],
  }
}
