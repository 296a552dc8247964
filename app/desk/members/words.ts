import type { MemberState } from '#lib/members/model.ts'
import type { MembershipSource, Standing } from '#lib/membership/model.ts'
import { formatMoney, type Currency } from '#lib/money.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { formatDay } from '#app/_ui/time.tsx'
import type { Tone } from '../_ui/desk-state.tsx'

export const tierNames = { supporter: 'Supporter', patron: 'Patron' } as const

export const stateNames: Record<MemberState, string> = {
  active: 'Active',
  failing: 'Failing',
  ending: 'Ending',
  paused: 'Paused',
  lapsed: 'Lapsed',
  complimentary: 'Complimentary',
  gift: 'Gift',
  never: 'Never a member',
  mail_refused: 'Mail refused',
}

export const sourceNames: Record<MembershipSource, string> = {
  stripe: 'Regular donation',
  gift: 'Gift',
  complimentary: 'Complimentary',
  imported: 'Carried over',
}

export const standingTones: Record<Standing['state'], Tone> = {
  active: 'good',
  ending: 'warn',
  grace: 'bad',
  lapsed: 'quiet',
  none: 'quiet',
}

/** One line that says where somebody stands. */
export function standingInWords({ tier, state, until }: Standing, settings: Magazine): string {
  const name = tier === null ? '' : tierNames[tier]
  const day = until === null ? '' : formatDay(until, settings.timeZone, settings.locale)
  switch (state) {
    case 'active':
      return name
    case 'ending':
      return `${name}, ends ${day}`
    case 'grace':
      return `${name}, renewal failed, in grace until ${day}`
    case 'lapsed':
      return day === '' ? 'Lapsed' : `Lapsed ${day}`
    case 'none':
      return 'Never a member'
  }
}

const each = { once: 'once', month: 'a month', year: 'a year' } as const

/** £5 a month. */
export function giftInWords(
  gift: { amount: number; currency: Currency; frequency: 'once' | 'month' | 'year' },
  locale: string,
): string {
  return `${formatMoney(gift, locale)} ${each[gift.frequency]}`
}
