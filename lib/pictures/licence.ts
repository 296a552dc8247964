import { z } from 'zod'
import { after, day } from '#lib/clock.ts'

/** By which right a picture is shown, in the trade's terms. */
export const licenceKinds = [
  'own',
  'commissioned',
  'agency',
  'creative_commons',
  'public_domain',
  'handout',
  'by_permission',
  'quotation',
] as const
export const licenceKindSchema = z.enum(licenceKinds)
export type LicenceKind = z.infer<typeof licenceKindSchema>

/** What decides whether a picture may be used. */
export interface LicenceFacts {
  credit: string
  /** Null while nobody has said. */
  licence: LicenceKind | null
  licenceNote: string
  sourceUrl: string
  /** The last day it may be shown, as HTML's date fields write it; null: for good. */
  licensedUntil: string | null
}

export type UsabilityReason =
  | 'credit_missing'
  | 'licence_missing'
  | 'licence_unnamed'
  | 'source_missing'
  | 'expires_soon'
  | 'expired'

export interface Usability {
  state: 'fine' | 'facts_missing' | 'expiring' | 'expired'
  /** All that is to be said of it, the gravest first. */
  reasons: UsabilityReason[]
}

/** Days before a licence ends from which on the desk warns. */
export const warnDays = 30

/**
 * Whether a picture may be used. A credit and a licence are asked of every one; Creative Commons asks besides that the
 * licence is named and the source linked (CC BY 4.0, section 3(a)).
 * @param today the magazine's calendar day, as HTML's date fields write it
 */
export function usability(picture: LicenceFacts, today: string): Usability {
  const { credit, licence, licenceNote, sourceUrl, licensedUntil } = picture
  const isCommons = licence === 'creative_commons'
  const missing: UsabilityReason[] = [
    ...(credit === '' ? (['credit_missing'] as const) : []),
    ...(licence === null ? (['licence_missing'] as const) : []),
    ...(isCommons && licenceNote === '' ? (['licence_unnamed'] as const) : []),
    ...(isCommons && sourceUrl === '' ? (['source_missing'] as const) : []),
  ]
  // Such dates sort as text.
  if (licensedUntil !== null && licensedUntil < today) return { state: 'expired', reasons: ['expired', ...missing] }
  const isEnding = licensedUntil !== null && licensedUntil <= daysAfter(today, warnDays)
  const ending = isEnding ? (['expires_soon'] as const) : []
  if (missing.length > 0) return { state: 'facts_missing', reasons: [...missing, ...ending] }
  return isEnding ? { state: 'expiring', reasons: [...ending] } : { state: 'fine', reasons: [] }
}

/** Where it is shown already it stays; nowhere else may it be put until the facts allow it. */
export function blocksNewUse({ state }: Usability): boolean {
  return state === 'expired' || state === 'facts_missing'
}

/** @param date as HTML's date fields write it, and so is what comes back */
export function daysAfter(date: string, days: number): string {
  return after(new Date(`${date}T00:00:00Z`), days * day)
    .toISOString()
    .slice(0, 10)
}

/** Longest texts, in characters, as forms and the table take them. */
export const longest = { alt: 500, caption: 1000, credit: 300, licenceNote: 500, sourceUrl: 2000 } as const

const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `Write at most ${most.toLocaleString('en-GB')} characters.`)
const percent = z.int('Give a whole number from 0 to 100.').min(0, 'From 0 to 100.').max(100, 'From 0 to 100.')

/** What staff may say of a picture. */
export const pictureFactsSchema = z.object({
  alt: words(longest.alt),
  caption: words(longest.caption),
  credit: words(longest.credit),
  licence: licenceKindSchema.nullable(),
  licenceNote: words(longest.licenceNote),
  sourceUrl: words(longest.sourceUrl).refine(
    (typed) => typed === '' || (/^https?:/i.test(typed) && URL.canParse(typed)),
    'Give an address of the web: https:// and so on. Or leave it empty.',
  ),
  territories: z.array(
    z.string().refine(isCountry, { error: ({ input }) => `“${String(input)}” is no country’s code.` }),
  ),
  licensedUntil: z.iso.date('Choose a day of the calendar, or leave it empty.').nullable(),
  focusX: percent,
  focusY: percent,
})
export type PictureFacts = z.output<typeof pictureFactsSchema>

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** ISO 3166-1 alpha-2, as far as Unicode knows a name for it. */
function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && regions.of(code) !== undefined
}

/** Country codes as they are typed: GB, IE. @returns each once, in capitals, as they came */
export function readTerritories(typed: string): string[] {
  return [...new Set(typed.toUpperCase().split(/[\s,;]+/))].filter((code) => code !== '')
}
