import { formatMoney, type Currency, type Money } from '#lib/money.ts'
import {
  benefitsGivenBy,
  outranks,
  tierForAmount,
  type Benefit,
  type Interval,
  type Plan,
  type Tier,
} from '#lib/membership/model.ts'
import type { DonationLimits, DonationSettings } from '#lib/settings/model.ts'

export const frequencies = ['once', 'month', 'year'] as const
export type Frequency = (typeof frequencies)[number]

/** What somebody means to give: `amount` in minor units of `currency`, at each `frequency`. */
export interface Gift extends Money {
  frequency: Frequency
}

/** What a gift is held to: the currencies taken, and the limits of each. */
export type DonationTerms = Pick<DonationSettings, 'currencies' | 'limits'>

export type DonationRule =
  | 'amount_is_readable'
  | 'amount_reaches_the_minimum'
  | 'amount_stays_within_the_maximum'
  | 'currency_is_sold'

export type DonationVerdict =
  | {
      accepted: true
      gift: Gift
      /** Null for a one-off gift, which gives no membership. */
      tier: Tier | null
      benefits: readonly Benefit[]
      /** The next tier up and what it takes, each interval; null when there is none. */
      next: { tier: Tier; from: Money } | null
    }
  | { accepted: false; rule: DonationRule; message: string; limit: Money | null }

/** The least and the most that can be given; null where nothing is taken. @param plans those on sale in the currency */
export function limitsOf(
  frequency: Frequency,
  currency: Currency,
  plans: readonly Plan[],
  terms: DonationTerms,
): { least: Money; most: Money } | null {
  const limits = terms.limits[currency]
  const smallest = terms.currencies.includes(currency) ? smallestGift(frequency, plans, limits) : null
  if (smallest === null) return null
  return { least: { amount: smallest, currency }, most: { amount: limits.maximum, currency } }
}

/** Whether a gift is one we take, and what it gives. @param plans those on sale in its currency */
export function judgeGift(gift: Gift, plans: readonly Plan[], terms: DonationTerms): DonationVerdict {
  const limits = limitsOf(gift.frequency, gift.currency, plans, terms)
  if (limits === null)
    return {
      accepted: false,
      rule: 'currency_is_sold',
      message: `${gift.frequency === 'once' ? 'Gifts' : 'Regular gifts'} cannot be made in ${gift.currency} at present.`,
      limit: null,
    }
  const { least: minimum, most: maximum } = limits
  if (!Number.isSafeInteger(gift.amount) || gift.amount < minimum.amount) {
    return {
      accepted: false,
      rule: 'amount_reaches_the_minimum',
      message: `The smallest ${giftWords[gift.frequency]} is ${formatMoney(minimum)}${eachWords[gift.frequency]}.`,
      limit: minimum,
    }
  }
  if (gift.amount > maximum.amount) {
    return {
      accepted: false,
      rule: 'amount_stays_within_the_maximum',
      message: `The largest gift we can take here is ${formatMoney(maximum)}. To give more, please write to us.`,
      limit: maximum,
    }
  }
  if (gift.frequency === 'once') return { accepted: true, gift, tier: null, benefits: [], next: null }
  const tier = tierForAmount(plans, gift.frequency, gift)
  return {
    accepted: true,
    gift,
    tier,
    benefits: tier === null ? [] : benefitsGivenBy(tier),
    next: nextTier(gift.frequency, gift.currency, tier, plans),
  }
}

/** Rule: a one-off gift starts at its own minimum, a recurring one at the lowest plan's. Null when none is on sale. */
function smallestGift(frequency: Frequency, plans: readonly Plan[], limits: DonationLimits): number | null {
  if (frequency === 'once') return limits.onceMinimum
  const minimums = plans.filter((plan) => plan.interval === frequency).map((plan) => plan.minimum)
  return minimums.length === 0 ? null : Math.min(...minimums)
}

function nextTier(
  interval: Interval,
  currency: Currency,
  tier: Tier | null,
  plans: readonly Plan[],
): { tier: Tier; from: Money } | null {
  const above = plans
    .filter(
      (plan) =>
        plan.interval === interval && plan.currency === currency && (tier === null || outranks(plan.tier, tier)),
    )
    .sort((a, b) => a.minimum - b.minimum)[0]
  return above ? { tier: above.tier, from: { amount: above.minimum, currency } } : null
}

const giftWords: Record<Frequency, string> = { once: 'one-off gift', month: 'monthly gift', year: 'yearly gift' }
const eachWords: Record<Frequency, string> = { once: '', month: ' a month', year: ' a year' }
