import 'server-only'
import { headers } from 'next/headers'
import { guessCurrency } from '#lib/donations/currency.ts'
import type { Currency } from '#lib/money.ts'

/** Where servers in front of this one write the visitor's country; docs/stripe.md lists the same. */
const countryHeaders = [
  'cf-ipcountry',
  'cloudfront-viewer-country',
  'x-vercel-ip-country',
  'x-appengine-country',
  'x-country-code',
]

/** The country the request seems to come from: ISO 3166-1 alpha-2. Null where no server in front says so. */
export async function likelyCountry(): Promise<string | null> {
  const request = await headers()
  const seen = countryHeaders.map((name) => request.get(name)?.toUpperCase() ?? '')
  return seen.find((code) => /^[A-Z]{2}$/.test(code) && code !== 'XX' && code !== 'ZZ') ?? null
}

/** The currency to show the one who asks: the chosen one, or a guess. */
export async function likelyCurrency(chosen: unknown, offered: readonly Currency[]): Promise<Currency> {
  const request = await headers()
  return guessCurrency(
    {
      chosen,
      countries: countryHeaders.map((name) => request.get(name)),
      languages: request.get('accept-language'),
    },
    offered,
  )
}
