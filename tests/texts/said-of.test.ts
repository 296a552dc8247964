import { expect, test } from 'vitest'
import { saidOf } from '#app/_ui/said-of.ts'

test('of a word in an address only what was written for it is said', () => {
  const words: Record<string, string> = { saved: 'It is saved.' }
  expect(saidOf(words, 'saved')).toBe('It is saved.')
  for (const word of ['other', '', undefined, ['saved'], 'constructor', 'toString', '__proto__', 'hasOwnProperty'])
    expect([word, saidOf(words, word)]).toEqual([word, undefined])
})
