import { z } from 'zod'

/** A number as it is typed into a form, refused in words that name its bounds. */
export function wholeNumber(least: number, most: number) {
  const words = `Enter a whole number from ${least} to ${most}.`
  return z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, words)
    .transform(Number)
    .pipe(z.int().min(least, words).max(most, words))
}
