import { caseCounts } from '#lib/cases/desk-list.ts'
import { mayWorkCases } from '#lib/cases/policy.ts'
import { calendarDay, dateIn } from '#lib/clock.ts'
import { caseSettings } from '#lib/settings/queries.ts'
import { magazine } from '#app/_server/published.ts'
import type { TodayBlock } from './block.ts'
import { countedLines } from './counted-lines.tsx'

/** Cases whose deadline is over or ends today, and what somebody sent that nobody has opened. */
export const casesToday: TodayBlock = {
  name: 'Cases',
  may: mayWorkCases,
  async show(ctx) {
    const [settings, { warnDays }] = await Promise.all([magazine(), caseSettings(ctx)])
    const today = calendarDay(dateIn(ctx.now, settings.timeZone), settings.timeZone)
    const counts = await caseCounts(ctx, { warnDays, tomorrow: today?.end ?? ctx.now })
    const lines = [
      { count: counts.late, href: '/desk/cases?show=late', one: 'late case', many: 'late cases' },
      { count: counts.today, href: '/desk/cases?show=today', one: 'case due today', many: 'cases due today' },
      { count: counts.unread, href: '/desk/cases?show=unread', one: 'unread case', many: 'unread cases' },
    ]
    return countedLines(lines, settings.locale)
  },
}
