/* Text that no person wrote, the same every time. */

const syllables = [
  'ka',
  'lo',
  'mir',
  'ten',
  'sa',
  'vur',
  'del',
  'ni',
  'por',
  'ash',
  'gre',
  'um',
  'fi',
  'ost',
  'wen',
  'ra',
]

/** The same number for the same seed, everywhere: a small linear congruential generator. */
export function numbers(seed: number): () => number {
  let state = seed % 2_147_483_647
  return () => (state = (state * 48_271) % 2_147_483_647)
}

/** A word of two to four syllables: some sixty thousand, the short ones far more often, as in a language. */
export function word(next: () => number): string {
  const length = 2 + (next() % 7 === 0 ? 1 + (next() % 2) : 0)
  return Array.from({ length }, () => syllables[next() % syllables.length]).join('')
}

export function sentence(next: () => number): string {
  const words = Array.from({ length: 8 + (next() % 12) }, () => word(next))
  const [first = ''] = words
  return `${first.charAt(0).toUpperCase()}${first.slice(1)} ${words.slice(1).join(' ')}.`
}

export function paragraph(next: () => number): string {
  return Array.from({ length: 3 + (next() % 3) }, () => sentence(next)).join(' ')
}
