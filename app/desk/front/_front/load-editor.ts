import 'server-only'
import { isVisibleAt, type ArticleCard, type ArticleState } from '#lib/articles/model.ts'
import { placedArticles } from '#lib/articles/foreseen.ts'
import { topicsInUse } from '#lib/articles/queries.ts'
import { localTime } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { arrangementSchema, pinnedIn, type Arrangement } from '#lib/front-page/model.ts'
import { poolFor } from '#lib/front-page/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { formatMinute } from '#app/_ui/time.tsx'
import { unpacked, type EditorCard, type EditorData, type EditorFields } from './editor-data.ts'

interface Known {
  id: string
  headline: string
  state: ArticleState
  publishedAt: Date | null
}

/** An article of any state, as the editor shows it for the time `at`. */
export function toEditorCard(article: Known, at: Date, { timeZone, locale }: Magazine): EditorCard {
  const { id, headline, state, publishedAt } = article
  const appears = state === 'published' || state === 'scheduled'
  const isVisible = isVisibleAt({ state: appears ? 'published' : state, publishedAt }, at)
  const when = publishedAt === null ? '' : formatMinute(publishedAt, timeZone, locale)
  const note = state === 'scheduled' ? `Appears ${when}` : appears ? when : 'Not published'
  return { id, headline, picture: null, topics: [], isVisible, note }
}

/** Everything the editor begins with. @param at the time that is arranged */
export async function loadEditor(
  ctx: Context,
  { plan, fields, at, typed }: { plan: Arrangement; fields: EditorFields; at: Date; typed: Record<string, string> },
  settings: Magazine,
): Promise<EditorData> {
  const shown = unpacked(arrangementSchema, typed.plan) ?? plan
  const all = await topicsInUse(ctx)
  const topicIds = all
    .filter(({ id, position }) => position !== null || shown.strips.some(({ topicId }) => topicId === id))
    .map(({ id }) => id)
  const [pool, pinned] = await Promise.all([
    poolFor({ ...ctx, now: at }, shown, { foresee: true, topicIds, spare: 30 }),
    placedArticles(ctx, pinnedIn(shown)),
  ])
  const seen = ({ id, headline, picture, topics, publishedAt }: ArticleCard): EditorCard => ({
    id,
    headline,
    picture: picture === null ? null : true,
    topics: topics.map(({ slug }) => ({ slug })),
    isVisible: true,
    note: publishedAt > ctx.now ? `Appears ${formatMinute(publishedAt, settings.timeZone, settings.locale)}` : '',
  })
  return {
    fields,
    plan,
    pool: {
      latest: pool.latest.map(seen),
      byTopic: pool.byTopic.map(({ topic: { id, slug, name }, articles }) => ({
        topic: { id, slug, name },
        articles: articles.map(seen),
      })),
    },
    cards: pinned.map((article) => toEditorCard(article, at, settings)),
    topics: all.map(({ id, slug, name }) => ({ id, slug, name })),
    timeZone: settings.timeZone,
  }
}

/** The fields of a form that shows when an arrangement holds. @param startsAt null: at once */
export function whenFields(startsAt: Date | null, endsAt: Date | null, timeZone: string) {
  return {
    when: startsAt === null ? 'once' : 'later',
    startsAt: startsAt === null ? '' : localTime(startsAt, timeZone),
    endsAt: endsAt === null ? '' : localTime(endsAt, timeZone),
  }
}
