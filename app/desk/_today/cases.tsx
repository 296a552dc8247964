import { caseCounts } from '#lib/cases/desk-list.ts'
import { mayWorkCases } from '#lib/cases/policy.ts'
import { calendarDay, dateIn } from '#lib/clock.ts'
import { caseSettings } from '#lib/settings/queries.ts'
import { magazine } from '#app/_server/published.ts'
import type { TodayBlock } from './block.ts'

/** Cases whose deadline is over or ends today, and what somebody sent that nobody has opened. */
export const casesToday: TodayBlock = {
  name: 'Cases',
  may: mayWorkCases,
  async show(ctx) {
    const [settings, { warnDays }] = await Promise.all([magazine(), caseSettings(ctx)])
    const today = calendarDay(dateIn(ctx.now, settings.timeZone), settings.timeZone)
    const counts = await caseCounts(ctx, { warnDays, tomorrow: today?.end ?? ctx.now })
    const lines = [
      { count: counts.late, show: 'late', one: 'late case', many: 'late cases' },
      { count: counts.today, show: 'today', one: 'case due today', many: 'cases due today' },
      { count: counts.unread, show: 'unread', one: 'unread case', many: 'unread cases' },
    ].filter(({ count }) => count > 0)
    if (lines.length === 0) return null
    return (
      <ul className="mt-1">
        {lines.map(({ count, show, one, many }) => (
          <li key={show} data-desk-row>
            <a href={`/desk/cases?show=${show}`} className="desk-count">
              <strong>{count.toLocaleString(settings.locale)}</strong> {count === 1 ? one : many}
            </a>
          </li>
        ))}
      </ul>
    )
  },
}
