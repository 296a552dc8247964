import { maySeeArticlesAtDesk } from '#lib/articles/policy.ts'
import { waitingFor } from '#lib/articles/workflow/waiting.ts'
import { calendarDay, dateIn } from '#lib/clock.ts'
import { magazine } from '#app/_server/published.ts'
import type { TodayBlock } from './block.ts'
import { countedLines } from './counted-lines.tsx'

/** Articles that wait for this person, and those that nobody has taken. */
export const articlesToday: TodayBlock = {
  name: 'Articles',
  may: (person) => maySeeArticlesAtDesk(person) || person.roles.includes('author'),
  async show(ctx, person) {
    const settings = await magazine()
    const today = calendarDay(dateIn(ctx.now, settings.timeZone), settings.timeZone)
    const waiting = await waitingFor(ctx, person.id, today ?? { start: ctx.now, end: ctx.now })
    const isEditor = maySeeArticlesAtDesk(person)
    const list = '/desk/articles'
    const lines = [
      {
        count: waiting.sentBack,
        href: `${list}?state=draft`,
        one: 'article was sent back to you',
        many: 'articles were sent back to you',
      },
      {
        count: isEditor ? waiting.mine : 0,
        href: `${list}?waits=me`,
        one: 'article waits for you',
        many: 'articles wait for you',
      },
      {
        count: isEditor ? waiting.submitted : 0,
        href: `${list}?state=submitted&waits=nobody`,
        one: 'submitted article waits for an editor',
        many: 'submitted articles wait for an editor',
      },
      {
        count: isEditor ? waiting.today : 0,
        href: '/desk/calendar',
        one: 'article appears today',
        many: 'articles appear today',
      },
    ]
    return countedLines(lines, settings.locale)
  },
}
