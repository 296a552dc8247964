import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guessCurrency } from '#lib/donations/currency.ts'
import { currencies, type Currency } from '#lib/money.ts'

const guess = (given: {
  chosen?: unknown
  countries?: (string | null)[]
  languages?: string | null
  offered?: readonly Currency[]
}) =>
  guessCurrency(
    { chosen: given.chosen, countries: given.countries ?? [], languages: given.languages ?? null },
    given.offered ?? currencies,
  )

describe('the currency shown first', () => {
  test.each([
    ['the one chosen, whatever else is known', { chosen: 'AUD', countries: ['DE'], languages: 'en-US' }, 'AUD'],
    ['the country’s', { countries: ['IE'], languages: 'en-US' }, 'EUR'],
    ['the country’s, in small letters', { countries: ['au'] }, 'AUD'],
    ['that of the first country that is one', { countries: [null, 'XX', 'T1', 'US', 'DE'] }, 'USD'],
    ['the first offered, in a country that spends another', { countries: ['JP'], languages: 'en-US' }, 'GBP'],
    ['the language’s region, without a country', { languages: 'de-DE,de;q=0.9,en;q=0.8' }, 'EUR'],
    ['the most wanted region', { languages: 'en-US;q=0.2, fr-FR;q=0.9' }, 'EUR'],
    ['the next region, when the first spends another', { languages: 'ja-JP, en-US;q=0.5' }, 'USD'],
    ['not that of a language that is refused', { languages: 'en-US;q=0, en-AU;q=0.1' }, 'AUD'],
    ['through script and variant', { languages: 'sr-Latn-ME' }, 'EUR'],
    ['the first offered, without anything', {}, 'GBP'],
    ['not one that is not offered', { countries: ['US'], offered: ['EUR', 'GBP'] }, 'EUR'],
    ['not a chosen one that is not offered', { chosen: 'USD', offered: ['EUR', 'GBP'] }, 'EUR'],
    ['not by a name every object has', { chosen: 'constructor', countries: ['__proto__'] }, 'GBP'],
  ] as const)('%s', (_, given, currency) => {
    expect(guess({ ...given, countries: [...('countries' in given ? given.countries : [])] })).toBe(currency)
  })

  test('whatever stands in the headers, it is one that is offered', () => {
    const header = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('DE', 'us', 'en-AU;q=0.3', ';q=')))
    const offers = fc.subarray([...currencies], { minLength: 1 })
    fc.assert(
      fc.property(fc.anything(), fc.array(header), header, offers, (chosen, seen, languages, offered) => {
        expect(offered).toContain(guess({ chosen, countries: seen, languages, offered }))
      }),
    )
  })

  test('a header of a megabyte is read no further than its beginning', () => {
    expect(guess({ languages: `en-AU,${'x-,'.repeat(400_000)}` })).toBe('AUD')
  })
})
