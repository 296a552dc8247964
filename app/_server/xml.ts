import 'server-only'
import { XMLBuilder } from 'fast-xml-parser'
import { tags } from '#lib/cache/tags.ts'

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true })

/** Answers with a list of what there is, fit for caches in between; names that begin with @ are attributes. */
export function xmlResponse(document: object): Response {
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(document)}`, {
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
