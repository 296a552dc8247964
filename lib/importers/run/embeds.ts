import type { Block, Body, Footnotes } from '#lib/articles/body/document.ts'
import { embedFor } from '#lib/articles/body/embed.ts'

/** A body in which a page that can be embedded, its address alone in its paragraph, is. */
export function withEmbeds(body: Body): Body {
  return { ...body, content: body.content.map(embedded) }
}

function embedded(block: Block | Footnotes): Block | Footnotes {
  if (block.type !== 'paragraph' || block.content?.length !== 1) return block
  const [only] = block.content
  if (only?.type !== 'text' || !/^https?:\/\/\S+$/.test(only.text)) return block
  const place = embedFor(only.text)
  return place === null ? block : { type: 'embed', attrs: { url: place.url, title: '' } }
}
