/** The sign that an editor's selection has in the place of a line break, a footnote's mark or a picture. */
export const otherSign = '\ufffc'

export interface Letters {
  /** Neither white space nor signs for what is no letter, each in its composed form. */
  letters: string
  /** For each code unit of `letters`, where in the text the sign that it is of begins. */
  at: number[]
}

/** What of a text is compared when a passage is looked for: white space, breaks and footnotes' marks may differ. */
export function lettersOf(text: string): Letters {
  const at: number[] = []
  const parts: string[] = []
  for (const { 0: sign, index } of text.matchAll(/[^\s\ufffc]\p{M}*/gu)) {
    const composed = sign.normalize('NFC')
    parts.push(composed)
    for (let unit = 0; unit < composed.length; unit += 1) at.push(index)
  }
  return { letters: parts.join(''), at }
}

/**
 * What a passage is found again by: the letters of its first line that has any, as one may reach across paragraphs.
 * @returns empty when there are none
 */
export function soughtOf(quote: string): string {
  for (const line of quote.split('\n')) {
    const { letters } = lettersOf(line)
    if (letters !== '') return letters
  }
  return ''
}
