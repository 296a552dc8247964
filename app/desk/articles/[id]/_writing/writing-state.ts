import type { Merged } from '#lib/articles/merge.ts'
import type { Written } from '#lib/articles/written.ts'
import type { Kept, KeepsHere } from './kept-here.ts'
import type { Sends } from './sends.ts'
import type { ShownCopy } from './shown-copy.ts'

/** Typing rests this long, in milliseconds, before it is sent. */
export const rest = 1_500
/** Between two attempts to reach a server that does not answer. */
export const pauses = [3_000, 6_000, 12_000, 20_000]

/** How what is written stands, always as it is. */
export type Standing =
  | { is: 'saved'; at: string | null }
  | { is: 'waiting' }
  | { is: 'saving' }
  | { is: 'unreachable' }
  | { is: 'signed out' }
  | { is: 'refused'; why: string }
  | { is: 'conflict' }

/** What two have written, to be decided on: nothing is sent before. */
export interface Conflict {
  base: Written
  theirs: Written
  mine: Written
  merged: Merged
  /** Who wrote theirs; null where the article itself was changed, by a correction say. */
  by: string | null
}

export interface WritingState {
  written: Written
  /** The article itself: what readers see, if they see it. */
  article: Written
  standing: Standing
  /** Whether this browser holds what the server does not have yet. */
  isKeptHere: boolean
  conflict: Conflict | null
  /** What happened to the text without the writer, to be told. */
  notice: string | null
  /** Another number each time that what is written came from elsewhere: the editor opens it anew. */
  edition: number
  /** Whether there is anything that readers, or the history of the article, do not have. */
  hasWorkingCopy: boolean
  by: string | null
}

/** Time, and what is done later; replaced in tests. */
interface Clockwork {
  later: (work: () => void, ms: number) => () => void
  stamp: () => string
}

/** What the writing of an article begins with, and works by. */
export interface Given {
  copy: ShownCopy
  kept: Kept | null
  sends: Sends
  keeps: KeepsHere
  clockwork: Clockwork
}
