import type { DonationVerdict, Frequency } from '#lib/donations/model.ts'
import type { Plan } from '#lib/membership/model.ts'
import { formatMoney, type Money } from '#lib/money.ts'

const often = { once: '', month: ' a month', year: ' a year' } as const

/** What stands there before an amount is chosen. */
export function introduction(frequency: Frequency, plans: readonly Plan[], locale: string): string {
  if (frequency === 'once') return 'A gift of any size helps. It is taken once.'
  const from = plans
    .filter((plan) => plan.interval === frequency)
    .map((plan) => ({ tier: plan.tier, least: formatMoney({ amount: plan.minimum, currency: plan.currency }, locale) }))
  const words = from.map(({ tier, least }) => `${least}${often[frequency]} makes you a ${tier}`)
  return words.length === 0
    ? 'Regular gifts are not taken in this currency.'
    : `${words.join('; ')}. Give more if you can.`
}

/** What can be given at all, told before anybody pays. */
export function limitsInWords(
  limits: { least: Money; most: Money } | null,
  frequency: Frequency,
  locale: string,
): string {
  if (limits === null) return ''
  return `From ${formatMoney(limits.least, locale)} to ${formatMoney(limits.most, locale)}${often[frequency]}.`
}

/** The sentence that changes with the amount, its amount set large: what it makes of the donor, and of the next tier. */
export function giftInWords(verdict: DonationVerdict | null, locale: string): { amount: string; words: string } {
  if (verdict === null) return { amount: '', words: 'Type an amount in figures, such as 12 or 12.50.' }
  if (!verdict.accepted) return { amount: '', words: verdict.message }
  const { gift, tier, next } = verdict
  const amount = `${formatMoney(gift, locale)}${often[gift.frequency]}`
  if (tier === null)
    return {
      amount,
      words: 'once, with our thanks. It does not remove advertising or open the comments; a monthly gift does.',
    }
  const gives =
    tier === 'patron'
      ? 'makes you a patron: no advertising, a voice in the comments, and every article, patrons’ too.'
      : 'makes you a supporter: no advertising, a voice in the comments, and supporters’ articles.'
  return { amount, words: next ? `${gives} Patrons give from ${formatMoney(next.from, locale)}.` : gives }
}
