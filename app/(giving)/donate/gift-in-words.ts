import type { DonationVerdict, Frequency } from '#lib/donations/model.ts'
import type { Plan } from '#lib/membership/model.ts'
import { formatMoney } from '#lib/money.ts'

const often = { once: '', month: ' a month', year: ' a year' } as const

/** What stands there before an amount is chosen. */
export function introduction(frequency: Frequency, plans: Plan[], locale: string): string {
  if (frequency === 'once') return 'A gift of any size helps. It is taken once.'
  const from = plans
    .filter((plan) => plan.interval === frequency)
    .map((plan) => ({ tier: plan.tier, least: formatMoney({ amount: plan.minimum, currency: plan.currency }, locale) }))
  const words = from.map(({ tier, least }) => `${least}${often[frequency]} makes you a ${tier}`)
  return words.length === 0
    ? 'Regular gifts are not taken in this currency.'
    : `${words.join('; ')}. Give more if you can.`
}

/** The sentence that changes with the amount: what it makes of the donor, and what it would take to be the next. */
export function giftInWords(verdict: DonationVerdict | null, locale: string): string {
  if (verdict === null) return 'Type an amount in figures, such as 12 or 12.50.'
  if (!verdict.accepted) return verdict.message
  const { gift, tier, next } = verdict
  const amount = `${formatMoney(gift, locale)}${often[gift.frequency]}`
  if (tier === null)
    return `${amount}, once, with our thanks. A one-off gift does not remove advertising or open the comments; a monthly one does.`
  const gives =
    tier === 'patron'
      ? `${amount} makes you a patron: no advertising, a voice in the comments, and every article, patrons’ too.`
      : `${amount} makes you a supporter: no advertising, a voice in the comments, and supporters’ articles.`
  return next ? `${gives} Patrons give from ${formatMoney(next.from, locale)}.` : gives
}
