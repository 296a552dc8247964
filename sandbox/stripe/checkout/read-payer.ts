import { allCountries, type Errors, type Values } from '../pages/fields.ts'
import { type MethodDetails, readMethod } from '../payments/typed-method.ts'
import type { AddressRecord } from '../customers/record.ts'
import type { PayerRecord, SessionRecord } from './record.ts'

export const labels: Readonly<Record<string, string>> = {
  email: 'Email',
  number: 'Card number',
  expiry: 'Expiry',
  cvc: 'CVC',
  iban: 'IBAN',
  name: 'Name on card',
  country: 'Country',
  postal_code: 'Postcode',
  line1: 'Address',
  line2: 'Address, second line',
  city: 'Town or city',
  shipping_name: "Recipient's name",
  shipping_line1: 'Delivery address',
  shipping_line2: 'Delivery address, second line',
  shipping_city: 'Delivery town or city',
  shipping_postal_code: 'Delivery postcode',
  shipping_country: 'Delivery country',
}

/** Where Checkout asks for a postcode even when it asks for nothing else of the address. */
const WITH_POSTCODE = ['GB', 'US', 'CA']

/** Reads the payment form, or says of each field what is wrong with it. */
export function readPayer(
  session: SessionRecord,
  fixedEmail: string | null,
  typed: Values,
  now: Date,
): { payer: PayerRecord; method: MethodDetails } | { errors: Errors } {
  const errors: Record<string, string> = {}
  const text = (name: string) => (typed[name] ?? '').trim()
  const need = (name: string, sentence: string) => {
    if (text(name) === '') errors[name] = sentence
  }
  const email = fixedEmail ?? text('email')
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    errors['email'] = email === '' ? 'Enter your email address.' : 'This is not a complete email address.'
  const method = readMethod(typed, now)
  if ('errors' in method) Object.assign(errors, method.errors)
  need('name', 'Enter the name on the card.')
  if (!allCountries.includes(text('country'))) errors['country'] = 'Choose a country.'
  if (WITH_POSTCODE.includes(text('country'))) need('postal_code', 'Enter a postcode.')
  if (session.billingAddress === 'required') {
    need('line1', 'Enter your address.')
    need('city', 'Enter a town or city.')
  }

  if (session.shippingCountries) {
    need('shipping_name', "Enter the recipient's name.")
    need('shipping_line1', 'Enter the delivery address.')
    need('shipping_city', 'Enter a town or city.')
    need('shipping_postal_code', 'Enter a postcode.')
    if (!session.shippingCountries.includes(text('shipping_country')))
      errors['shipping_country'] = 'Choose a country we can deliver to.'
  }

  if (Object.keys(errors).length > 0 || 'errors' in method) return { errors }
  const address = (prefix: string): AddressRecord => ({
    line1: text(`${prefix}line1`) || null,
    line2: text(`${prefix}line2`) || null,
    city: text(`${prefix}city`) || null,
    postal_code: text(`${prefix}postal_code`) || null,
    country: text(`${prefix}country`) || null,
    state: null,
  })
  const shipping = session.shippingCountries
    ? { name: text('shipping_name'), phone: null, carrier: null, tracking_number: null, address: address('shipping_') }
    : null
  return { payer: { email, name: text('name'), address: address(''), shipping }, method: method.details }
}
