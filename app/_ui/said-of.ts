/** What is said of a word that stands in an address, where anybody may write what they like; `constructor` is none of ours. */
export function saidOf<Said>(words: Readonly<Record<string, Said>>, word: unknown): Said | undefined {
  return typeof word === 'string' && Object.hasOwn(words, word) ? words[word] : undefined
}
