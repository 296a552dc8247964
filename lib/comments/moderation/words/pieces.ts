import { glyphOf, mask, plainly, type Glyph } from './glyphs.ts'

/** What stands between two pieces: nothing but signs, or white space too; an apostrophe makes one word of two. */
type Gap = 'space' | 'signs' | 'apostrophe'

/** A run of letters, figures and signs that may stand for letters. */
export interface Piece {
  /** The ways it may be read: with the signs at its ends, or without them. */
  readings: Glyph[][]
  before: Gap
  /** It is a figure, or several. */
  isNumber: boolean
}

const runs = /[\p{L}\p{N}@$!|+€£*]+/gu

/** Takes a text to pieces, as its words are written. */
export function piecesOf(text: string): Piece[] {
  const plain = plainly(text)
  const pieces: Piece[] = []
  let end = 0
  for (const { 0: run, index } of plain.matchAll(runs)) {
    const readings = readingsOf(run)
    if (readings.length === 0) continue
    pieces.push({ readings, before: gapOf(plain.slice(end, index)), isNumber: /^\p{N}+$/u.test(run) })
    end = index + run.length
  }
  return pieces
}

function gapOf(between: string): Gap {
  if (/\s/.test(between)) return 'space'
  return /^['’ʼ‘]$/.test(between) ? 'apostrophe' : 'signs'
}

function readingsOf(run: string): Glyph[][] {
  // An exclamation mark ends a sentence, and is a letter only within a word; emphasis is no mask.
  const trimmed = run.replace(/^[!|+*]+|[!|+*]+$/g, '')
  const starts = [trimmed, trimmed.replace(/^[@$€£]+/, '')]
  const forms = new Set(starts.flatMap((form) => [form, form.replace(/[@$€£]+$/, '')]))
  return [...forms].filter(isWord).map((form) => Array.from(form, glyphOf))
}

/**
 * A number is no word, nor is the name of a road (A55): a figure stands for a letter among letters. One that stands alone
 * may be part of a word that is spelled out.
 */
function isWord(form: string): boolean {
  const figures = form.match(/\p{N}/gu)?.length ?? 0
  const letters = form.match(/\p{L}/gu)?.length ?? 0
  const length = Array.from(form).length
  if (length === 1) return figures + letters > 0
  return letters > 0 && (figures * 2 <= length || (length >= 5 && letters >= 2))
}

/** Whether a piece is a single letter, or a few consonants: the pieces that a word is broken into, and no word. */
export function isFragment({ readings, isNumber }: Piece): boolean {
  if (isNumber) return false
  const [first = []] = readings
  if (first.includes(mask)) return false
  if (first.length === 1) return !['a', 'i', 'o'].includes(first[0] ?? '')
  return first.every((glyph) => !/[aeiouy]/.test(glyph))
}
