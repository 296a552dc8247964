import { passesLuhn, testAccounts } from './test-cards.ts'

export type Typed = Readonly<Record<string, string>>

export type MethodDetails = { type: 'card' | 'sepa_debit'; number: string; expiryMonth: number; expiryYear: number }

export type ReadMethod = { details: MethodDetails } | { errors: Record<string, string> }

/** Reads what a person typed as a card or an account: every field that is wrong gets its own sentence. */
export function readMethod(typed: Typed, now: Date): ReadMethod {
  return typed['method'] === 'sepa_debit' ? readAccount(typed) : readCard(typed, now)
}

function readCard(typed: Typed, now: Date): ReadMethod {
  const errors: Record<string, string> = {}
  const number = (typed['number'] ?? '').replaceAll(/[\s-]/g, '')
  if (number === '') errors['number'] = 'Enter a card number.'
  else if (!/^\d+$/.test(number) || !passesLuhn(number)) errors['number'] = 'This is not a valid card number.'
  const expiry = readExpiry(typed['expiry'] ?? '', now)
  if (typeof expiry === 'string') errors['expiry'] = expiry
  const cvc = (typed['cvc'] ?? '').trim()
  const digits = number.startsWith('3') ? 4 : 3
  if (!new RegExp(`^\\d{${digits}}$`).test(cvc))
    errors['cvc'] = cvc === '' ? 'Enter the security code.' : `The security code has ${digits} digits.`
  if (Object.keys(errors).length > 0 || typeof expiry === 'string') return { errors }
  return { details: { type: 'card', number, expiryMonth: expiry.month, expiryYear: expiry.year } }
}

function readExpiry(typed: string, now: Date): { month: number; year: number } | string {
  if (typed.trim() === '') return 'Enter the expiry date.'
  const match = /^(\d{1,2})\s*[/.\- ]?\s*(\d{2}|\d{4})$/.exec(typed.trim())
  const month = Number(match?.[1] ?? 0)
  const written = match?.[2] ?? ''
  const year = written.length === 2 ? 2000 + Number(written) : Number(written)
  if (!match || month < 1 || month > 12) return 'Write the expiry date as MM / YY.'
  // A card is good until the end of its month.
  const good = year > now.getUTCFullYear() || (year === now.getUTCFullYear() && month >= now.getUTCMonth() + 1)
  if (!good) return 'This card has expired.'
  return year > now.getUTCFullYear() + 50 ? 'Write the expiry date as MM / YY.' : { month, year }
}

function readAccount(typed: Typed): ReadMethod {
  const iban = (typed['iban'] ?? '').replaceAll(' ', '').toUpperCase()
  if (iban === '') return { errors: { iban: 'Enter an IBAN.' } }
  if (!testAccounts.some((account) => account.iban === iban))
    return { errors: { iban: 'Use one of the test accounts listed below.' } }
  return { details: { type: 'sepa_debit', number: iban, expiryMonth: 12, expiryYear: 2099 } }
}
