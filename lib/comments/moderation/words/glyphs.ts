import { resolveConfusablesTransformer } from 'obscenity'

/** The Latin letters that one character may stand for; all of them lower-case. */
export type Glyph = string

const confusables = resolveConfusablesTransformer()

/** Figures and signs that are written for letters. */
const figures = new Map([
  ['0', 'o'],
  ['1', 'il'],
  ['3', 'e'],
  ['4', 'a'],
  ['5', 's'],
  ['6', 'gb'],
  ['7', 't'],
  ['8', 'b'],
  ['9', 'g'],
  ['@', 'a'],
  ['$', 's'],
  ['!', 'il'],
  ['|', 'il'],
  ['+', 't'],
  ['€', 'e'],
  ['£', 'l'],
])

/** What stands for any one letter: `f*ck`. */
export const mask: Glyph = '*'

/** Hangul and Braille that show nothing and count as letters. */
const blanks = /\p{Cf}|[\u115f\u1160\u2800\u3164\uffa0]/gu

/** The text without what cannot be seen, without accents, and in the plain form of every letter. */
export function plainly(text: string): string {
  return text.normalize('NFKC').replace(blanks, '').normalize('NFD').replace(/\p{M}/gu, '')
}

/**
 * What a character may stand for. Letters of other scripts that look like Latin ones are those; where the look-alike is an
 * i or an l, it may be the other as well.
 * @param character one of a text that was read `plainly`
 */
export function glyphOf(character: string): Glyph {
  const lower = character.toLowerCase()
  if (/^[a-z]$/.test(lower)) return lower
  const figure = figures.get(character)
  if (figure !== undefined) return figure
  if (character === mask) return mask
  const looksLike = String.fromCodePoint(confusables.transform(character.codePointAt(0) ?? 0) ?? 0).toLowerCase()
  if (looksLike === 'i' || looksLike === 'l') return 'il'
  return /^[a-z]$/.test(looksLike) ? looksLike : lower
}
