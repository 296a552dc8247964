import { glyphOf, mask, plainly, type Glyph } from './glyphs.ts'
import { isFragment, piecesOf, type Piece } from './pieces.ts'

/** `certain`: it is that word, however it is disguised. `likely`: somebody should look. */
export type Likeness = 'certain' | 'likely'

export interface FoundWord {
  /** As it stands in the list. */
  word: string
  likeness: Likeness
}

/** A word of a list, made ready for comparing. */
interface Wanted {
  word: string
  /** The words of a phrase, letter by letter. */
  parts: string[][]
  /** Ends in an asterisk: whatever begins so. */
  isStem: boolean
}

/**
 * Which words of a list a text holds. Accents, look-alike letters, figures for letters, invisible characters, stretched
 * letters, spaces and signs between letters hide none of them; a word within another one is not found.
 * @param list words and phrases; one that ends in an asterisk stands for every word that begins so
 */
export function findWords(text: string, list: readonly string[]): FoundWord[] {
  if (list.length === 0) return []
  const pieces = piecesOf(text)
  const spelledOut = spelledOutIn(pieces)
  return list.flatMap((word) => {
    const wanted = readWanted(word)
    const likeness =
      wanted === null
        ? null
        : wanted.parts.length > 1
          ? findPhrase(pieces, wanted)
          : findOne(pieces, spelledOut, wanted)
    return likeness === null ? [] : [{ word, likeness }]
  })
}

function readWanted(word: string): Wanted | null {
  const isStem = word.trim().endsWith('*')
  const parts = plainly(word)
    .split(/\s+/)
    .map((part) => Array.from(part.replaceAll(/[^\p{L}\p{N}]/gu, ''), (letter) => glyphOf(letter).charAt(0)))
    .filter((part) => part.length > 0)
  return parts.length === 0 ? null : { word, parts, isStem }
}

function findPhrase(pieces: Piece[], { parts, isStem }: Wanted): Likeness | null {
  let best: Likeness | null = null
  for (let start = 0; start + parts.length <= pieces.length; start += 1) {
    let all: Likeness | null = 'certain'
    for (const [index, part] of parts.entries()) {
      const piece = pieces[start + index]
      const one = piece === undefined ? null : spells(piece, part, isStem && index === parts.length - 1)
      all = all === null ? null : weaker(all, one)
    }
    best = stronger(best, all)
    if (best === 'certain') return best
  }
  return best
}

function findOne(pieces: Piece[], spelledOut: Piece[][], { parts: [word = []], isStem }: Wanted): Likeness | null {
  let best: Likeness | null = null
  for (const [index, piece] of pieces.entries()) {
    best = stronger(best, within(pieces, index, spells(piece, word, isStem)))
    best = stronger(best, joined(pieces, index, word))
    if (best === 'certain') return best
  }
  return word.length > 2 && spelledOut.some((row) => holds(row, word)) ? 'certain' : best
}

function spells({ readings }: Piece, word: string[], isStem: boolean): Likeness | null {
  let best: Likeness | null = null
  for (const glyphs of readings) {
    // Most pieces begin otherwise: the rest is asked of few.
    if (!isLetter(glyphs[0], word[0])) continue
    best = stronger(best, compare(glyphs, word))
    if (isStem)
      for (let end = word.length; end < glyphs.length && best !== 'certain'; end += 1)
        best = stronger(best, compare(glyphs.slice(0, end), word))
  }
  return best
}

/** A part of a longer word (`tit-for-tat`) is not certainly that word. */
function within(pieces: Piece[], index: number, likeness: Likeness | null): Likeness | null {
  const isPart = (index > 0 && pieces[index]?.before === 'signs') || pieces[index + 1]?.before === 'signs'
  return isPart && likeness !== null ? 'likely' : likeness
}

/** A word in pieces: by signs (`f-uck`), or by spaces where a piece is none itself (`f uck`). */
function joined(pieces: Piece[], from: number, word: string[]): Likeness | null {
  let letters = 0
  let hasSpace = false
  let hasFragment = false
  for (let index = from; index < pieces.length && letters < word.length; index += 1) {
    const piece = pieces[index]
    const glyphs = piece?.readings[0]
    if (!piece || !glyphs) return null
    if (index > from && piece.before === 'apostrophe') return null
    if (index > from && piece.before === 'space') hasSpace = true
    if (!glyphs.every((glyph, place) => isLetter(glyph, word[letters + place]))) return null
    hasFragment ||= isFragment(piece)
    letters += glyphs.length
    if (index === from || letters !== word.length) continue
    if (hasFragment) return hasSpace ? 'likely' : 'certain'
    return hasSpace ? null : 'likely'
  }
  return null
}

/** Letters that stand alone, one after the other: `s p a m`, `s.p.a.m`. */
function spelledOutIn(pieces: Piece[]): Piece[][] {
  const rows: Piece[][] = []
  let row: Piece[] = []
  for (const piece of pieces) {
    if (piece.readings[0]?.length === 1) row.push(piece)
    else {
      rows.push(row)
      row = []
    }
  }
  rows.push(row)
  return rows.filter(({ length }) => length > 2)
}

/** Figures may be among the letters, and are a table when they are most of them. */
function holds(row: Piece[], word: string[]): boolean {
  for (let start = 0; start + word.length <= row.length; start += 1) {
    if (!word.every((letter, index) => isLetter(row[start + index]?.readings[0]?.[0], letter))) continue
    const figures = row.slice(start, start + word.length).filter(({ isNumber }) => isNumber).length
    if (figures * 2 <= word.length) return true
  }
  return false
}

function isLetter(glyph: Glyph | undefined, letter: string | undefined): boolean {
  return glyph !== undefined && letter !== undefined && glyph !== mask && glyph.includes(letter)
}

/**
 * Whether these glyphs are that word: letter by letter, or with letters drawn out. With those it may be another word
 * (`later`, `latter`), and so it may with one that is masked (`f*rk`).
 */
function compare(glyphs: Glyph[], word: string[]): Likeness | null {
  const masked = glyphs.filter((glyph) => glyph === mask).length
  if (masked > 0) {
    const fits =
      glyphs.length === word.length &&
      word.every((letter, index) => glyphs[index] === mask || isLetter(glyphs[index], letter))
    return fits && glyphs[0] !== mask && glyphs.length - masked >= 2 ? 'likely' : null
  }
  return glyphs.length < word.length ? null : drawnOut(glyphs, 0, word, 0)
}

function drawnOut(glyphs: Glyph[], at: number, word: string[], of: number): Likeness | null {
  const letter = word[of]
  if (letter === undefined) return at === glyphs.length ? 'certain' : null
  let wanted = 1
  while (word[of + wanted] === letter) wanted += 1
  let most = 0
  while (isLetter(glyphs[at + most], letter)) most += 1
  let best: Likeness | null = null
  for (let taken = most; taken >= wanted; taken -= 1) {
    const rest = drawnOut(glyphs, at + taken, word, of + wanted)
    if (rest === null) continue
    if (taken === wanted) best = stronger(best, rest)
    else if (taken >= 3 || word.length >= 4) best = stronger(best, 'likely')
    if (best === 'certain') return best
  }
  return best
}

function stronger(a: Likeness | null, b: Likeness | null): Likeness | null {
  return a === 'certain' || b === 'certain' ? 'certain' : (a ?? b)
}

function weaker(a: Likeness, b: Likeness | null): Likeness | null {
  return b === null ? null : a === 'likely' ? a : b
}
