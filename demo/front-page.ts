import { eq, inArray } from 'drizzle-orm'
import { articles, topics } from '#db/schema/articles.ts'
import { people } from '#db/schema/people.ts'
import { after, dateIn, day, hour, timeIn } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { arrangeFront } from '#lib/front-page/commands.ts'
import { basisOf, type Arrangement } from '#lib/front-page/model.ts'
import { standing } from '#lib/front-page/queries.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { inThePast } from './in-the-past.ts'

/** By their slugs; null is left to age. */
interface Wanted {
  lead: string | null
  second: (string | null)[]
  strips: { topic: string; pinned: string[] }[]
}

const today: Wanted = {
  lead: 'the-clock-in-the-mud',
  second: [null, null, 'seven-hours-at-polling-station-114', null, null],
  strips: [
    { topic: 'politics', pinned: [] },
    { topic: 'world', pinned: [] },
    { topic: 'culture', pinned: ['four-hundred-views-of-a-car-park'] },
    { topic: 'economy', pinned: [] },
    { topic: 'science', pinned: [] },
    { topic: 'places', pinned: [] },
  ],
}

const weekend: Wanted = {
  lead: 'taking-the-waters-at-tskalnari',
  second: ['slow-melody-under-elevens', null, null, null, null],
  strips: [
    { topic: 'places', pinned: ['an-hour-across-the-river'] },
    { topic: 'culture', pinned: [] },
    { topic: 'world', pinned: [] },
    { topic: 'politics', pinned: [] },
  ],
}

/** The front page as an editor arranged it this morning, and what it will be at the weekend. */
export async function seedFrontPage(ctx: Context): Promise<void> {
  const [editor] = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(eq(people.email, 'editor@saltmarsh.example'))
  if (!editor) throw new Error('the demonstration has no editor')
  const asked = { id: null, personId: editor.id, basis: basisOf(null) }
  const morning = await planOf(ctx, today)
  await inThePast(ctx, after(ctx.now, -3 * hour), async (then) => {
    await arrangeFront(then, { ...asked, name: '', plan: morning, startsAt: null, endsAt: null })
  })
  await arrangeFront(ctx, {
    ...asked,
    basis: basisOf(await standing(ctx, ctx.now)),
    name: 'The weekend',
    plan: await planOf(ctx, weekend),
    ...(await nextWeekend(ctx)),
  })
}

/** From seven on Saturday to six on Monday. */
async function nextWeekend(ctx: Context): Promise<{ startsAt: Date | null; endsAt: Date | null }> {
  const { timeZone } = await magazineSettings(ctx)
  const days = 6 - new Date(dateIn(ctx.now, timeZone)).getUTCDay() || 7
  const at = (later: number, time: string) =>
    timeIn(`${dateIn(after(ctx.now, later * day), timeZone)}T${time}`, timeZone)
  return { startsAt: at(days, '07:00'), endsAt: at(days + 2, '06:00') }
}

async function planOf(ctx: Context, { lead, second, strips }: Wanted): Promise<Arrangement> {
  const slugs = [lead, ...second, ...strips.flatMap(({ pinned }) => pinned)].filter((slug) => slug !== null)
  const [found, ofTopics] = await Promise.all([
    ctx.db.select({ id: articles.id, slug: articles.slug }).from(articles).where(inArray(articles.slug, slugs)),
    ctx.db.select({ id: topics.id, slug: topics.slug }).from(topics),
  ])
  const idIn = (rows: { id: string; slug: string }[], slug: string) => {
    const row = rows.find((one) => one.slug === slug)
    if (!row) throw new Error(`the demonstration has no ${slug}`)
    return row.id
  }
  const idOf = (slug: string | null) => (slug === null ? null : idIn(found, slug))
  return {
    lead: idOf(lead),
    second: second.map(idOf),
    strips: strips.map(({ topic, pinned }) => ({
      topicId: idIn(ofTopics, topic),
      pinned: pinned.map((slug) => idIn(found, slug)),
    })),
  }
}
