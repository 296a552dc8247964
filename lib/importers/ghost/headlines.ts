import type { Notes } from '#lib/importers/run/report.ts'
import type { GhostPost } from './export-file.ts'
import type { GhostMeta } from './site.ts'

const most = { headline: 500, variant: 300, standfirst: 1000 }

export interface Headlines {
  headline: string
  socialHeadline: string
  searchHeadline: string
  standfirst: string
}

/**
 * A post's titles. What Ghost told social networks and search engines under the headline is one sentence here, the
 * standfirst: a post without an excerpt has the one it told them.
 */
export function headlinesOf(post: GhostPost, meta: GhostMeta, notes: Notes): Headlines {
  const headline = post.title.trim().slice(0, most.headline) || 'Untitled'
  const excerpt = post.custom_excerpt.trim()
  const descriptions = [meta.meta_description, meta.og_description, meta.twitter_description]
    .map((text) => text.trim())
    .filter((text) => text !== '')
  const [told = ''] = descriptions
  const standfirst = (excerpt || told).slice(0, most.standfirst)
  if (excerpt === '' && told !== '') notes.note('its standfirst is what it told search engines: it had no excerpt')
  const others = new Set(descriptions.filter((text) => text !== excerpt && text !== told))
  if (excerpt !== '' && told !== '' && told !== excerpt) others.add(told)
  notes.leftOut('description for search engines or networks', 'the standfirst serves', others.size)
  const social = meta.og_title.trim() || meta.twitter_title.trim()
  if (meta.twitter_title.trim() !== '' && meta.twitter_title.trim() !== social)
    notes.leftOut('second headline for networks', 'there is one for them all', 1)
  return {
    headline,
    socialHeadline: variant(social, headline),
    searchHeadline: variant(meta.meta_title.trim(), headline),
    standfirst,
  }
}

/** Empty where the headline serves. */
function variant(text: string, headline: string): string {
  return text === headline ? '' : text.slice(0, most.variant)
}
