import { z } from 'zod'
import { slugSchema } from '#lib/articles/model.ts'
import { currencySchema } from '#lib/money-schema.ts'

const line = (most: number, missing: string) =>
  z.string().trim().min(1, missing).max(most, `Use at most ${most} characters.`)
const text = (most: number) => z.string().trim().max(most, `Use at most ${most} characters.`)

/** Empty, or absent, for none. */
const optionalText = z
  .string()
  .nullable()
  .transform((typed) => typed?.trim() ?? '')

/** Minor units by currency; what could not be read is no number, and is refused. */
const amountsSchema = z
  .record(z.string(), z.int('Type amounts in figures, such as 25 or 25.50.').min(1, 'Above nought, or empty.'))
  .nullable()
  .transform((amounts) => (amounts === null || Object.keys(amounts).length === 0 ? null : amounts))

const regions = new Intl.DisplayNames(['en'], { type: 'region' })

/** Codes that are exceptionally reserved or private, and no country: https://www.iso.org/iso-3166-country-codes.html */
const noCountries = /^(?:AA|EU|EZ|UN|Q[M-Z]|X[A-JL-Z]|ZZ)$/

/** Whether it is a country's ISO 3166-1 alpha-2 code (or XK, which posts use for Kosovo). */
function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && !noCountries.test(code) && regions.of(code) !== code
}

const countrySchema = z.string().refine(isCountry, 'Use two-letter codes of countries, such as GB or FR.')

const zoneSchema = z.object({
  /** Of one that is there already. */
  id: z.uuid().nullable(),
  name: line(60, 'Name the zone.'),
  countries: z.array(countrySchema).min(1, 'Name at least one country.'),
  /** Null: included. */
  postage: amountsSchema,
})

/** A book number of thirteen figures, with or without hyphens, whose last one is right: ISO 2108. */
function isIsbn(typed: string): boolean {
  const digits = typed.replaceAll(/[\s-]/g, '')
  if (!/^97[89]\d{10}$/.test(digits)) return false
  return [...digits].reduce((sum, digit, place) => sum + Number(digit) * (place % 2 === 0 ? 1 : 3), 0) % 10 === 0
}

const count = (most: number) => z.int('Enter a whole number.').min(1, 'Enter a number above nought.').max(most)

/** What somebody says a campaign is to be. A draft may lack what only the public needs: `publishFaults`. */
export const campaignInputSchema = z
  .object({
    slug: slugSchema,
    bookTitle: line(120, 'Say what the book is called.'),
    bookAuthor: line(120, 'Say who wrote it.'),
    bookDescription: text(3000),
    isbn: optionalText
      .refine((typed) => typed === '' || isIsbn(typed), 'Thirteen figures, as on the back of the book; check them.')
      .transform((typed) => typed || null),
    format: text(120),
    coverId: z.uuid().nullable(),
    signing: z.enum(['signed', 'dedicated', 'numbered'], { error: 'Choose one.' }),
    offer: line(200, 'Write the banner’s sentence.'),
    bannerEditions: z.array(z.enum(['standard', 'supporter'])),
    pageText: text(4000),
    onceFrom: amountsSchema,
    yearFrom: amountsSchema,
    monthFrom: amountsSchema,
    monthPayments: count(24),
    bookValue: amountsSchema.transform((amounts) => amounts ?? {}),
    copyCost: z.int('Type the amount in figures.').min(0).nullable(),
    copyCostCurrency: currencySchema.nullable(),
    stock: count(100_000),
    perDonor: count(20),
    hsCode: optionalText
      .refine((typed) => /^(?:\d{4}(?:[ .]?\d{2}){0,3})?$/.test(typed), 'Four to ten figures, such as 4901.99.')
      .transform((typed) => typed || null),
    originCountry: countrySchema.nullable(),
    weightGrams: count(30_000).nullable(),
    startsAt: z.date({ error: 'Choose the first day.' }),
    endsAt: z.date({ error: 'Choose the last day.' }),
    zones: z.array(zoneSchema).max(20),
  })
  .refine(({ startsAt, endsAt }) => endsAt > startsAt, {
    path: ['endsAt'],
    error: 'The last day cannot come before the first.',
  })
  .superRefine(({ zones }, ctx) => {
    const seen = new Set<string>()
    zones.forEach(({ countries }, place) => {
      const twice = countries.find((code) => seen.has(code))
      if (twice !== undefined)
        ctx.addIssue({ code: 'custom', path: ['zones', place, 'countries'], message: `${twice} is in a zone above.` })
      for (const code of countries) seen.add(code)
    })
  })
export type CampaignInput = z.output<typeof campaignInputSchema>

/** What a draft still lacks before the public may see it; none when it is whole. */
export function publishFaults(
  campaign: Pick<
    CampaignInput,
    'bookDescription' | 'coverId' | 'onceFrom' | 'yearFrom' | 'monthFrom' | 'bookValue' | 'endsAt'
  >,
  zones: number,
  now: Date,
): string[] {
  const { onceFrom, yearFrom, monthFrom } = campaign
  const offered = Object.keys({ ...onceFrom, ...yearFrom, ...monthFrom })
  return [
    campaign.bookDescription === '' ? 'a description of the book' : null,
    campaign.coverId === null ? 'a cover' : null,
    offered.length === 0 ? 'which gifts bring it' : null,
    offered.some((currency) => campaign.bookValue[currency] === undefined)
      ? 'its value in each currency it is offered in'
      : null,
    zones === 0 ? 'where it is sent' : null,
    campaign.endsAt <= now ? 'a last day that lies ahead' : null,
  ].filter((fault) => fault !== null)
}
