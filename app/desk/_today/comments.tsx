import { mayModerate } from '#lib/comments/moderation/policy.ts'
import { mostCounted, oldestWaiting, queueCounts } from '#lib/comments/moderation/queues.ts'
import { magazine } from '#app/_server/published.ts'
import { counted } from '../comments/_comments/words.ts'
import { Ago } from '../_ui/desk-time.tsx'
import type { TodayBlock } from './block.ts'

/** Comments that wait for a moderator, and since when. */
export const commentsToday: TodayBlock = {
  name: 'Comments',
  may: mayModerate,
  async show(ctx) {
    const [counts, oldest, settings] = await Promise.all([queueCounts(ctx), oldestWaiting(ctx), magazine()])
    const lines = [
      {
        count: counts.reported,
        href: '/desk/comments?queue=reported',
        one: 'reported comment',
        since: oldest.reported,
      },
      { count: counts.held, href: '/desk/comments?queue=held', one: 'held comment', since: oldest.held },
      { count: counts.appeals, href: '/desk/comments/appeals', one: 'appeal', since: null },
    ].filter(({ count }) => count > 0)
    if (lines.length === 0) return null
    return (
      <ul className="mt-1">
        {lines.map(({ count, href, one, since }) => (
          <li key={href} data-desk-row>
            <a href={href} className="desk-count">
              <strong>{counted(count, mostCounted, settings.locale)}</strong> {count === 1 ? one : `${one}s`}
            </a>
            {since && (
              <span className="text-soft">
                {' '}
                the oldest <Ago at={since} now={ctx.now} settings={settings} />
              </span>
            )}
          </li>
        ))}
      </ul>
    )
  },
}
