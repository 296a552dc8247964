import { nextPaymentOf, owes, type RegularGift } from '#lib/donations/manage/model.ts'
import type { SourceStanding, Standing } from '#lib/membership/model.ts'
import { formatMoney } from '#lib/money.ts'
import type { Magazine } from '#lib/settings/model.ts'

const tierNames = { supporter: 'Supporter', patron: 'Patron' } as const
const often = { month: 'monthly', year: 'yearly' } as const

/** Where somebody stands: the words that come first, and what goes with them. */
export interface StandingWords {
  /** Supporter; Supporter until 3 December. */
  title: string
  /** £5 monthly, next payment 3 December, card ending 4242. Empty when there is no more to say. */
  terms: string
}

/** A day as short as it can be understood: without the year, unless it is another one. */
function shortDay(at: Date, now: Date, { timeZone, locale }: Magazine): string {
  const year = new Intl.DateTimeFormat(locale, { year: 'numeric', timeZone })
  const sameYear = year.format(at) === year.format(now)
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone,
  }).format(at)
}

/** @param gift the regular gift, if there is one */
export function standingInWords(
  standing: Standing,
  gift: RegularGift | null,
  now: Date,
  settings: Magazine,
): StandingWords {
  const day = (at: Date) => shortDay(at, now, settings)
  const terms = gift === null ? '' : giftTerms(gift, day, settings.locale)
  const [best] = standing.sources
  if (!best) return { title: 'You have a free account', terms }
  if (best.state === 'lapsed') return { title: lapsedTitle(best, gift, day), terms }
  const name = tierNames[best.tier]
  if (gift?.held && best.sourceRef === gift.id) return { title: paidTitle(gift, best, day), terms }
  const title = best.until === null ? name : `${name} until ${day(best.until)}`
  // Both, when a membership from elsewhere outshines the one that is paid for.
  return { title, terms: [sourceWords[best.source], terms].filter((part) => part !== '').join('; you also give ') }
}

type Day = (at: Date) => string

const sourceWords = {
  stripe: '',
  gift: 'A gift',
  complimentary: 'With the compliments of the magazine',
  imported: 'Carried over from the former system',
} as const

function paidTitle(gift: RegularGift, held: SourceStanding, day: Day): string {
  const name = tierNames[held.tier]
  if (held.until !== null) return `${name} until ${day(held.until)}`
  // The amount was lowered: what was paid for lasts to the end of the period.
  if (held.tier !== gift.tier) return `${name} until ${day(gift.currentPeriodEnd)}, then ${gift.tier}`
  return name
}

function lapsedTitle(best: SourceStanding, gift: RegularGift | null, day: Day): string {
  if (gift?.collectionPaused) return 'Paused'
  return `Your membership ended on ${day(best.until ?? best.since)}`
}

function giftTerms(gift: RegularGift, day: Day, locale: string): string {
  const amount = `${formatMoney(gift, locale)} ${often[gift.interval]}`
  return [amount, ...whatComes(gift, day), ...(gift.card === null ? [] : [`card ending ${gift.card.last4}`])].join(', ')
}

function whatComes(gift: RegularGift, day: Day): string[] {
  if (owes(gift)) return ['the last payment failed']
  if (gift.cancelAtPeriodEnd) return ['cancelled: no more payments']
  const next = nextPaymentOf(gift)
  if (gift.collectionPaused)
    return [next === null ? 'payments are paused' : `paused, payments begin again on ${day(next)}`]
  return next === null ? [] : [`next payment ${day(next)}`]
}
