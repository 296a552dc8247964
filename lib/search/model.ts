/** Longer than this is no question to a magazine. */
const longestQuery = 200

export const resultsPerPage = 10

/** Nobody reads on to the hundredth result; whoever gets that many asks more exactly. */
export const mostResults = 100

export type SearchQuery = { state: 'empty' } | { state: 'too_long' } | { state: 'searchable'; text: string }

/** What somebody typed, as it is searched for: without invisible characters and doubled spaces. */
export function readQuery(typed: string): SearchQuery {
  const text = typed
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\s]+/gu, ' ')
    .trim()
  if (text === '') return { state: 'empty' }
  return text.length > longestQuery ? { state: 'too_long' } : { state: 'searchable', text }
}

/** A piece of a text; `match` where it is what was searched for. */
export interface SnippetPart {
  text: string
  match: boolean
}

/**
 * Stand around a match on the way from the database. Private-use characters, which are removed from what is searched.
 */
export const matchStart = '\ue000'
export const matchEnd = '\ue001'

/** Takes a marked text apart. Neighbouring matches become one: a phrase lights up as a whole. */
export function toParts(marked: string): SnippetPart[] {
  const joined = marked.replace(/\s+/g, ' ').trim().replaceAll(`${matchEnd} ${matchStart}`, ' ')
  return joined
    .split(matchStart)
    .flatMap((piece, place): SnippetPart[] => {
      if (place === 0) return [{ text: piece, match: false }]
      const [match = '', ...rest] = piece.split(matchEnd)
      return [
        { text: match, match: true },
        { text: rest.join(''), match: false },
      ]
    })
    .filter((part) => part.text !== '')
}

/** The words of a query that say what to find: not those it excludes, and each once. */
export function wordsOf(query: string): string[] {
  const found = query.matchAll(/(?<before>^|[\s"(])(?<minus>-?)(?<word>[\p{L}\p{M}\p{N}]{3,})/gu)
  const excludedPhrases = [...query.matchAll(/-"[^"]*"/g)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  )
  const isExcluded = (at: number) => excludedPhrases.some(([from, to]) => at >= from && at < to)
  return [
    ...new Set(
      [...found].flatMap((match) =>
        match.groups?.minus === '-' || isExcluded(match.index) ? [] : (match.groups?.word ?? []),
      ),
    ),
  ].slice(0, 12)
}

/** Puts other words in the place of some, wherever they stand as whole words. */
export function replaceWords(query: string, replacements: ReadonlyMap<string, string>): string {
  return query.replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => replacements.get(word) ?? word)
}
