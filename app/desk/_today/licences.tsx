import { mayLicense } from '#lib/licences/policy.ts'
import { licencesToday as found } from '#lib/licences/queries.ts'
import { magazine } from '#app/_server/published.ts'
import type { TodayBlock } from './block.ts'
import { countedLines } from './counted-lines.tsx'

/** Licences that somebody does not pay for, or does not answer. */
export const licencesToday: TodayBlock = {
  name: 'Licences',
  may: mayLicense,
  async show(ctx) {
    const [{ overdue, quiet, paidTooLate }, { locale }] = await Promise.all([found(ctx), magazine()])
    const lines = [
      {
        count: paidTooLate,
        href: '/desk/licences?show=past',
        one: 'licence was paid for after it was withdrawn',
        many: 'licences were paid for after they were withdrawn',
      },
      {
        count: overdue,
        href: '/desk/licences?show=unpaid',
        one: 'licence is overdue for payment',
        many: 'licences are overdue for payment',
      },
      {
        count: quiet,
        href: '/desk/licences?show=waiting',
        one: 'offer has waited a week for its answer',
        many: 'offers have waited a week for their answers',
      },
    ]
    return countedLines(lines, locale)
  },
}
