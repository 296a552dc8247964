import type { Currency } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'

/** Where each currency is spent: ISO 3166-1 countries that use it as their own (ISO 4217), not those that peg to it. */
const countries: Record<Currency, readonly string[]> = {
  GBP: 'GB GG IM JE'.split(' '),
  USD: 'US AS BQ EC FM GU MH MP PR PW SV TC TL VG VI'.split(' '),
  EUR: 'AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM VA XK YT'.split(
    ' ',
  ),
  AUD: 'AU CC CX KI NF NR TV'.split(' '),
}

export interface CurrencyClues {
  /** What somebody chose: wins over every guess, if it is offered. */
  chosen: unknown
  /** Countries that servers on the way wrote into the request, the most trusted first; anything may stand there. */
  countries: readonly (string | null)[]
  /** The browser's `Accept-Language`. */
  languages: string | null
}

/**
 * The currency to show first. Rule: the one chosen; else that of the country the request came from; else that of the first
 * region among the languages read; else the first offered. A guess is a default and nothing more: headers can be forged, and
 * nothing but what is shown first depends on them.
 * @param offered not empty
 */
export function guessCurrency(
  { chosen, countries: seen, languages }: CurrencyClues,
  offered: readonly Currency[],
): Currency {
  const wanted = currencySchema.safeParse(chosen)
  if (wanted.success && offered.includes(wanted.data)) return wanted.data
  // Somewhere that spends something else is somewhere, and its reader's language says no better.
  const country = seen.find((code) => code !== null && isCountry(code))
  const guess = country
    ? currencyOf(country)
    : regionsIn(languages ?? '')
        .map(currencyOf)
        .find((one) => one !== null)
  return guess && offered.includes(guess) ? guess : (offered[0] ?? 'GBP')
}

function currencyOf(country: string): Currency | null {
  const code = country.toUpperCase()
  return currencySchema.options.find((currency) => countries[currency].includes(code)) ?? null
}

/** XX and ZZ are “unknown” to those who write them; T1 is Cloudflare's word for Tor. */
function isCountry(code: string): boolean {
  return /^[a-z]{2}$/i.test(code) && !['XX', 'ZZ'].includes(code.toUpperCase())
}

/** The regions in an Accept-Language header (RFC 9110 §12.5.4), the most wanted first. */
function regionsIn(header: string): string[] {
  return header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(parameters.join(';'))?.[1]
      return { region: regionOf(tag), quality: parameters.length === 0 ? 1 : Number(quality ?? 0) }
    })
    .filter(({ region, quality }) => region !== null && quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .flatMap(({ region }) => (region === null ? [] : [region]))
}

/** @returns the region of a language tag, such as GB of en-GB */
function regionOf(tag: string): string | null {
  try {
    return new Intl.Locale(tag.trim()).region ?? null
  } catch {
    return null
  }
}
