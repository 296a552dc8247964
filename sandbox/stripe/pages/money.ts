/**
 * Currencies that have no smaller unit: their amounts are whole already.
 * https://docs.stripe.com/currencies#zero-decimal
 */
const WHOLE = new Set([
  'bif',
  'clp',
  'djf',
  'gnf',
  'jpy',
  'kmf',
  'krw',
  'mga',
  'pyg',
  'rwf',
  'ugx',
  'vnd',
  'vuv',
  'xaf',
  'xof',
  'xpf',
])

/** `500, "gbp"` as `£5.00`. */
export function formatMoney(amount: number, currency: string): string {
  const whole = WHOLE.has(currency)
  const digits = whole ? 0 : 2
  return new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(whole ? amount : amount / 100)
}

/** The least that may be charged. https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const LEAST: Readonly<Record<string, number>> = {
  gbp: 30,
  eur: 50,
  usd: 50,
  cad: 50,
  aud: 50,
  nzd: 50,
  chf: 50,
  sek: 300,
  nok: 300,
  dkk: 250,
  pln: 200,
  jpy: 50,
}

export function leastCharge(currency: string): number {
  return LEAST[currency] ?? 50
}
