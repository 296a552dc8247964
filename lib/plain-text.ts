import { z } from 'zod'

/** Text that PostgreSQL can keep: without NUL, which nobody types and some programs paste. */
export const plainText = z
  .string()
  .regex(/^[^\0]*$/, 'Some characters in this text cannot be kept. Paste it as plain text.')

/** The text fields of any form. */
export const typedFields = z.record(z.string(), plainText)

/** At most `most` characters, cut after a whole sentence where there is one in the second half, else after a word. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most - 1)
  const sentence = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('! '), cut.lastIndexOf('? '))
  if (sentence > most / 2) return cut.slice(0, sentence + 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).trimEnd()}…`
}
