import { isDeepStrictEqual } from 'node:util'
import { contentSchema, type Content } from './content-schema.ts'

/** What of an article is kept as it was edited here, as the report of an import names it. */
const names: Partial<Record<keyof Content, string>> = {
  slug: 'address',
  shortHeadline: 'short headline',
  socialHeadline: 'headline for social networks',
  searchHeadline: 'headline for search engines',
  body: 'text',
  previewBlocks: 'end of the preview',
  comments: 'comments setting',
  publishedAt: 'date',
  pictureId: 'picture',
  pictureAlt: 'description of the picture',
  pictureCaption: 'caption of the picture',
  pictureCredit: 'credit of the picture',
}

export interface Merged {
  content: Content
  /** Names of what the file says anew and was edited here as well: as edited here it stays. */
  kept: string[]
}

/**
 * What becomes of an article when the file it was imported from comes again: part by part, what was edited here since
 * stays, and the rest is as the file now says.
 * @param imported what the file said last time
 * @param before what the article is now
 * @param after what the file says now
 */
export function mergeImported(imported: Content, before: Content, after: Content): Merged {
  const kept: string[] = []
  const isNews = tellsNewState(imported, after)
  const parts = Object.entries(after).map(([name, says]): [string, unknown] => {
    const said = valueOf(imported, name)
    const is = valueOf(before, name)
    if (name === 'state') return [name, isNews ? says : is]
    const wasEdited = !areSame(name, said, is)
    // What it says as before, and what it never said, is as it is here: an author who was renamed here, say.
    if (!wasEdited && !areSame(name, said, says)) return [name, says]
    if (wasEdited && !areSame(name, said, says) && !areSame(name, is, says)) kept.push(names[partOf(name)] ?? name)
    return [name, is]
  })
  return { content: contentSchema.parse(Object.fromEntries(parts)), kept }
}

function valueOf(content: Content, name: string): unknown {
  return Object.entries(content).find(([key]) => key === name)?.[1]
}

function partOf(name: string): keyof Content {
  return contentSchema.keyof().parse(name)
}

/** Authors and topics are the same whatever they are called. */
function areSame(name: string, one: unknown, other: unknown): boolean {
  if (name !== 'authors' && name !== 'topics') return isDeepStrictEqual(one, other)
  const ids = (credits: unknown) => contentSchema.shape.authors.parse(credits).map(({ id }) => id)
  return isDeepStrictEqual(ids(one), ids(other))
}

/**
 * A draft that is one no longer, or the other way round, is news. What was taken down here is not put back by it.
 * @param after with the state that the file, and what was done here, lead to
 */
function tellsNewState(imported: Content, after: Content): boolean {
  const isForReaders = ({ state }: Content) => state === 'published' || state === 'scheduled'
  return isForReaders(imported) ? !isForReaders(after) : imported.state === 'draft' && isForReaders(after)
}
