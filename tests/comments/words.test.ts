import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findWords } from '#lib/comments/moderation/words/find.ts'

const list = ['spam', 'wanker', 'cock', 'tit', 'ass', 'anal', 'hell', 'penis', 'kill yourself', 'viagr*', 'god']

function likeness(text: string, words = list) {
  return Object.fromEntries(findWords(text, words).map(({ word, likeness: how }) => [word, how]))
}

describe('words of a list, however they are written', () => {
  it.each([
    ['in capitals, at the end of a sentence', 'What SPAM!'],
    ['with accents', 'špàm'],
    ['with Cyrillic and Greek letters that look the same', 'ѕраm'],
    ['in the full width of another script', 'ｓｐａｍ'],
    ['in mathematical letters', '𝖘𝖕𝖆𝖒'],
    ['with figures and signs for letters', '$p4m'],
    ['with invisible characters', 's\u200bp\u00ada\u2060m'],
    ['letter by letter', 's p a m'],
    ['letter by letter, with dots', 's.p.a.m'],
    ['with signs between the letters', 's-p_a/m'],
    ['with emphasis', 'so much *spam* and **spam**'],
  ])('%s: it is certainly that word', (_, text) => {
    expect(likeness(text)).toEqual({ spam: 'certain' })
  })

  it.each([
    ['a letter masked', 'sp*m'],
    ['letters drawn out', 'spaaaam'],
    ['a letter doubled', 'spamm'],
    ['broken by a space into what are no words', 'sp am'],
    ['broken by a sign', 'sp-am'],
    ['part of a word with a hyphen', 'a spam-fighter'],
  ])('%s: it is likely that word', (_, text) => {
    expect(likeness(text).spam).toBeDefined()
  })

  it('finds phrases over any white space, and stems whatever follows', () => {
    expect(likeness('Kill\n  YOURSELF')).toEqual({ 'kill yourself': 'certain' })
    expect(likeness('cheap Viagra')).toEqual({ 'viagr*': 'certain' })
    expect(likeness('cheap v1agr4')).toEqual({ 'viagr*': 'certain' })
  })

  it.each([
    'Scunthorpe, Penistone, Lightwater and Clitheroe.',
    'The assassin passed the classic bass class; assess the grass.',
    'A shell, a cockpit, a peacock, a cocktail, a title, Titian, the institution.',
    'An analysis of the canal, by an analyst.',
    'The pen is mightier than the sword.',
    'He’ll be there, and she’ll, and we’ll; he\u2019ll see.',
    'Thank you, Ana! Hello, hell\u00f6chen.',
    'On the A55, the B52s and the M25; table 4, 5, 5.',
    'Good food. A goose, a cooler pool.',
    'Essex, Sussex and Middlesex; Dr. Hitchcock; Mr. St. John.',
    'Cocker spaniels and hellebores.',
    'I, a man; U and I; vitamins A, B, C.',
  ])('leaves innocent words alone: %s', (text) => {
    expect(findWords(text, list)).toEqual([])
  })

  const word = fc.stringMatching(/^[bcdfghkmnprtvwz][aeu][bcdfghkmnprtvwz][aeu][bcdfghkmnprtvwz]$/)
  const looks: Record<string, string[]> = {
    a: ['а', 'á', 'ä', '@', '4', 'ａ', 'A'],
    e: ['е', 'é', 'ë', '3', 'ｅ', 'E'],
    u: ['ú', 'ü', 'ｕ', 'U'],
    c: ['с', 'ç', 'ｃ', 'C'],
    p: ['р', 'ｐ', 'P'],
    t: ['ｔ', 'T'],
  }
  const disguise = (letter: string) => fc.constantFrom(letter, ...(looks[letter] ?? [letter.toUpperCase()]))
  const between = fc.constantFrom('', '\u200b', '\u00ad', '\u2060')

  it('sees through any mixture of look-alikes and invisible characters', () => {
    fc.assert(
      fc.property(
        word.chain((plain) =>
          fc
            .tuple(...Array.from(plain, (letter) => fc.tuple(disguise(letter), between).map((pair) => pair.join(''))))
            .map((letters) => ({ plain, disguised: letters.join('') })),
        ),
        fc.constantFrom('', '“', '(', 'so '),
        fc.constantFrom('', '.', '!', '?!', ' it is'),
        ({ plain, disguised }, before, behind) => {
          // Figures alone are no word: that is decided before.
          fc.pre((disguised.match(/[34]/g)?.length ?? 0) <= 2)
          expect(findWords(`${before}${disguised}${behind}`, [plain])).toEqual([{ word: plain, likeness: 'certain' }])
        },
      ),
    )
  })

  it('sees through letters set apart by any one sign or space', () => {
    fc.assert(
      fc.property(word, fc.constantFrom(' ', '.', '-', '_', ' . ', '\n', '~', '/'), (plain, apart) => {
        expect(findWords(Array.from(plain).join(apart), [plain])).toEqual([{ word: plain, likeness: 'certain' }])
      }),
    )
  })

  it('finds no word within a longer one', () => {
    fc.assert(
      fc.property(word, fc.constantFrom('s', 'ing', 'ed', 'like'), (plain, ending) => {
        expect(findWords(`${plain}${ending}`, [plain]).filter(({ likeness: how }) => how === 'certain')).toEqual([])
      }),
    )
  })

  it('looks through the longest comment with a long list in a moment', () => {
    const long = Array.from({ length: 300 }, (_, n) => `banned${n}word`)
    expect(findWords('a b c d e f g h '.repeat(312), long)).toEqual([])
  })
})
