import { mayLicense } from '#lib/licences/policy.ts'
import { licencesToday as found } from '#lib/licences/queries.ts'
import type { TodayBlock } from './block.ts'

/** Licences that somebody does not pay for, or does not answer. */
export const licencesToday: TodayBlock = {
  name: 'Licences',
  may: mayLicense,
  async show(ctx) {
    const { overdue, quiet, paidTooLate } = await found(ctx)
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
    ].filter(({ count }) => count > 0)
    if (lines.length === 0) return null
    return (
      <ul className="mt-1">
        {lines.map(({ count, href, one, many }) => (
          <li key={href} data-desk-row>
            <a href={href} className="desk-count">
              <strong>{count}</strong> {count === 1 ? one : many}
            </a>
          </li>
        ))}
      </ul>
    )
  },
}
