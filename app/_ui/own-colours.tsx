import type { Colours } from '#lib/colours/model.ts'
import { styleSheetOf } from '#lib/colours/style-sheet.ts'

/**
 * The magazine's own colours, where it has any. React puts the element into the head, before anything is painted; the
 * values are figures and letters a to f alone, by their schema.
 */
export function OwnColours({ colours }: { colours: Colours }) {
  const css = styleSheetOf(colours)
  if (css === '') return null
  return (
    <style href={`colours-${css.length}-${hashOf(css)}`} precedence="colours">
      {css}
    </style>
  )
}

/** Tells one sheet from another when somebody changes them while a page is open (djb2). */
function hashOf(text: string): number {
  let hash = 5381
  for (const letter of text) hash = (hash * 33 + letter.charCodeAt(0)) % 2 ** 31
  return hash
}
