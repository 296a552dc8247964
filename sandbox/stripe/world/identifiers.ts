/** A function that answers n random bytes; an argument, so that a test can make identifiers predictable. */
export type RandomBytes = (count: number) => Uint8Array
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Stripe's identifiers are a prefix and letters; programs must not read more into them, so neither do we. */
export function identifier(prefix: string, random: RandomBytes, length = 24): string {
  let letters = ''
  for (const byte of random(length)) letters += ALPHABET[byte % ALPHABET.length] ?? '0'
  return `${prefix}${letters}`
}
