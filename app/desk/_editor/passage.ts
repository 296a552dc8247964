import type { EditorState } from '@tiptap/pm/state'
import { otherSign, soughtOf } from '#lib/articles/remarks/sought.ts'

/** Words that somebody selected, to remark on. */
export interface Passage {
  quote: string
  /** The block of the text that they begin in, counted from 0. */
  block: number
}

/** @returns null when nothing is selected but white space, breaks and pictures */
export function selectedPassage({ doc, selection: { from, to, $from } }: EditorState): Passage | null {
  const quote = doc.textBetween(from, to, '\n', otherSign).trim()
  return soughtOf(quote) === '' ? null : { quote, block: $from.index(0) }
}
