import type { EditorState } from '@tiptap/pm/state'

/** Words that somebody selected, to remark on. */
export interface Passage {
  quote: string
  /** The block of the text that they begin in, counted from 0. */
  block: number
}

/** @returns null when nothing is selected but white space */
export function selectedPassage({ doc, selection: { from, to, $from } }: EditorState): Passage | null {
  const quote = doc.textBetween(from, to, '\n', '\ufffc').trim()
  return quote === '' ? null : { quote, block: $from.index(0) }
}
