import { z } from 'zod'
import { plainText } from '#lib/plain-text.ts'

/** The ways of writing dates and figures that go with English, in which the magazine's own words are. */
export const locales = ['en-GB', 'en-IE', 'en-US', 'en-CA', 'en-AU', 'en-NZ', 'en-ZA', 'en-IN'] as const

/** Every time zone this program knows, by IANA's names. */
export function timeZones(): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])]
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function isLocale(name: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(name).length > 0
  } catch {
    return false
  }
}

const line = (most: number) => plainText.trim().max(most, `Write at most ${most} characters.`)

/** The magazine as its form says it. */
export const magazineInputSchema = z.object({
  name: line(60).min(1, 'Enter the name of the magazine.'),
  tagline: line(120),
  description: line(300),
  publisher: line(160),
  timeZone: z.string().refine(isTimeZone, { message: 'Choose a time zone of the list.' }),
  locale: z.string().refine(isLocale, { message: 'Choose one of the list.' }),
})
