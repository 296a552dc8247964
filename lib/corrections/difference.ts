import { diffArrays } from 'diff'
import type { Body } from '#lib/articles/body/document.ts'
import { toText } from '#lib/articles/body/to-text.ts'
import type { ArticleWords } from '#lib/articles/revise.ts'

/** Some words of a paragraph: as they were, gone, or new. */
export interface Run {
  is: 'same' | 'gone' | 'new'
  words: string
}

/** What changed in one part of an article, paragraph by paragraph; those that did not change are left out. */
export interface ChangedPart {
  part: 'headline' | 'standfirst' | 'caption' | 'text'
  paragraphs: Run[][]
}

/** What differs between two states of an article's words. Empty when nothing does. */
export function differenceBetween(before: ArticleWords, after: ArticleWords): ChangedPart[] {
  const parts: ChangedPart[] = (['headline', 'standfirst', 'caption'] as const)
    .filter((part) => before[part] !== after[part])
    .map((part) => ({ part, paragraphs: [runs(before[part], after[part])] }))
  const paragraphs = changedParagraphs(paragraphsOf(before.body), paragraphsOf(after.body))
  return paragraphs.length === 0 ? parts : [...parts, { part: 'text', paragraphs }]
}

/** The same as whole passages, before and after; empty where there was, or is, none. */
export function changedPassages(before: ArticleWords, after: ArticleWords): { before: string; after: string }[] {
  const without = (runsOf: Run[], left: Run['is']) =>
    runsOf.flatMap(({ is, words }) => (is === left ? [] : [words])).join('')
  return differenceBetween(before, after).flatMap(({ paragraphs }) =>
    paragraphs.map((changed) => ({ before: without(changed, 'new'), after: without(changed, 'gone') })),
  )
}

function paragraphsOf(body: Body): string[] {
  return toText(body).split('\n\n')
}

/** Paragraphs that went are set against those that came in their place, in order. */
function changedParagraphs(before: string[], after: string[]): Run[][] {
  const changed: Run[][] = []
  let gone: string[] = []
  const flush = (come: string[]) => {
    for (let place = 0; place < Math.max(gone.length, come.length); place += 1)
      changed.push(runs(gone[place] ?? '', come[place] ?? ''))
    gone = []
  }
  for (const { removed, added, value } of diffArrays(before, after)) {
    if (removed) gone = value
    else flush(added ? value : [])
  }
  flush([])
  return changed
}

/** Divides as Unicode does (UAX 29), which keeps 241,000 and don’t in one piece. */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

function runs(before: string, after: string): Run[] {
  return diffArrays(wordsOf(before), wordsOf(after)).map(({ added, removed, value }) => ({
    is: added ? 'new' : removed ? 'gone' : 'same',
    words: value.join(''),
  }))
}

/** Words, spaces and marks, each a piece; together they are the text again. */
function wordsOf(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment)
}
