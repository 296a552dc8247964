import type { Body, Inline } from '../body/document.ts'
import { mapBody, mapInlines } from '../body/rebuild.ts'

function inlinesOf(body: Body): Inline[] {
  const found: Inline[] = []
  mapBody(body, (blocks) =>
    mapInlines(blocks, (content) => {
      found.push(...content)
      return content
    }),
  )
  return found
}

/** Ids of the footnotes that a text refers to. */
export function footnoteReferencesIn(body: Body): ReadonlySet<string> {
  return new Set(inlinesOf(body).flatMap((node) => (node.type === 'footnoteReference' ? [node.attrs.id] : [])))
}

/** Every address that a text links to, once. */
export function linksIn(body: Body): string[] {
  const links = inlinesOf(body).flatMap((node) =>
    node.type === 'text' ? (node.marks ?? []).flatMap((mark) => (mark.type === 'link' ? [mark.attrs.href] : [])) : [],
  )
  return [...new Set(links)]
}
