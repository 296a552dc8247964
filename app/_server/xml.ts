import 'server-only'
import { XMLBuilder } from 'fast-xml-parser'
import { tags } from '#lib/cache/tags.ts'

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true })

/** Names that begin with @ are attributes. */
export function xmlDocument(content: object): string {
  return wellFormed(`<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(content)}`)
}

/** Answers with a list of what there is, fit for caches in between. */
export function xmlResponse(document: string): Response {
  return new Response(document, {
    headers: {
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': 'public, max-age=0, s-maxage=900, stale-while-revalidate=86400',
      'surrogate-key': [tags.front, tags.topics, tags.settings].join(' '),
    },
  })
}

/** Plain text as it is written in HTML. */
export function asHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * A document without the characters that XML may not hold in any way of writing (XML 1.0, section 2.2): one line break
 * pasted from a word processor, and no program reads any of a feed.
 */
export function wellFormed(document: string): string {
  return document.replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, ' ')
}
