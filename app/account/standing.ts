import type { Standing } from '#lib/membership/model.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { formatDay } from '#app/_ui/time.tsx'

const tierNames = { supporter: 'Supporter', patron: 'Patron' } as const

/** One line that says where a person stands. */
export function standingInWords(standing: Standing, settings: Magazine): string {
  const day = (at: Date) => formatDay(at, settings.timeZone, settings.locale)
  const name = standing.tier === null ? '' : `${tierNames[standing.tier]}`
  switch (standing.state) {
    case 'active':
      return name
    case 'ending':
      return standing.until ? `${name} until ${day(standing.until)}` : name
    case 'grace':
      return standing.until ? `${name}; the last payment failed. Benefits last until ${day(standing.until)}` : name
    case 'lapsed':
      return standing.until ? `Your membership ended on ${day(standing.until)}` : 'Your membership has ended'
    case 'none':
      return 'You have a free account'
  }
}
