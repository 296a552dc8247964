import { GOOD_CARD, submit, visit } from '#tests/sandbox/running.ts'

const deliveryAddress = {
  // As it stands in the page's source.
  'Recipient&#39;s name': 'Ada Lindqvist',
  'Delivery address': '12 Ferry Lane',
  'Delivery town or city': 'Invermorrow',
  'Delivery postcode': 'IM1 2AB',
  'Delivery country': 'GB',
}

/** Fills in Stripe's page as a person would. @returns where it leads, or null while it stays */
export async function payAtStripe(
  url: string,
  given: { card?: string; iban?: string; email?: string } = {},
): Promise<string | null> {
  const page = await visit(url.replace('localhost', '127.0.0.1'))
  const typed: Record<string, string> = { ...GOOD_CARD, 'Card number': given.card ?? '4242 4242 4242 4242' }
  // An address Stripe was given is shown and cannot be changed.
  if (!/<input[^>]*name="email"[^>]*\sreadonly/.test(page.text)) typed.Email = given.email ?? 'ada@example.org'
  if (given.iban !== undefined) typed.IBAN = given.iban
  if (page.text.includes('name="shipping_name"')) Object.assign(typed, deliveryAddress)
  const method = given.iban === undefined ? undefined : { name: 'method', value: 'sepa_debit' }
  const sent = await submit(page, typed, method)
  const bank = sent.location?.endsWith('/authenticate') ? sent.location.replace('localhost', '127.0.0.1') : null
  const paid = bank === null ? sent : await submit(await visit(bank), {}, { name: 'answer', value: 'complete' })
  return paid.status === 303 ? paid.location : null
}

/** The last part of a thanks address. */
export function sessionIn(url: string | null): string {
  return new URL(url ?? '').searchParams.get('session') ?? ''
}
