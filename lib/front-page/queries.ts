import { and, asc, desc, eq, gt, isNull, lte, or } from 'drizzle-orm'
import { z } from 'zod'
import { frontArrangementHistory, frontArrangements, type arrangementDeeds } from '#db/schema/front-page.ts'
import { findArticles, type DeskArticle } from '#lib/articles/desk.ts'
import { foreseenCards, scheduledCards } from '#lib/articles/foreseen.ts'
import type { ArticleCard } from '#lib/articles/model.ts'
import { byTopic, cardsOf, newest, topicsInUse, type Topic } from '#lib/articles/queries.ts'
import type { Context } from '#lib/context.ts'
import { isEarlier, type ListPlace } from '#lib/keyset.ts'
import {
  arrangementSchema,
  frontPage,
  pinnedIn,
  secondSlots,
  unarranged,
  type Arrangement,
  type FrontPage,
  type Pool,
} from './model.ts'

export interface StoredArrangement {
  id: string
  version: number
  name: string
  plan: Arrangement
  startsAt: Date
  endsAt: Date | null
  changedBy: string | null
  changedAt: Date
}

export function toArrangement(row: typeof frontArrangements.$inferSelect): StoredArrangement {
  const { cancelledAt: _, plan, ...rest } = row
  return { ...rest, plan: arrangementSchema.parse(plan) }
}

/** The arrangement that stands at an instant, of those that hold then, the one that began last; null: the newest alone. */
export async function standing(ctx: Context, at: Date): Promise<StoredArrangement | null> {
  const [row] = await ctx.db
    .select()
    .from(frontArrangements)
    .where(
      and(
        isNull(frontArrangements.cancelledAt),
        lte(frontArrangements.startsAt, at),
        or(isNull(frontArrangements.endsAt), gt(frontArrangements.endsAt, at)),
      ),
    )
    .orderBy(desc(frontArrangements.startsAt), desc(frontArrangements.id))
    .limit(1)
  return row === undefined ? null : toArrangement(row)
}

/** Changes to come, the next first; at most 100. */
export async function upcoming(ctx: Context): Promise<StoredArrangement[]> {
  const rows = await ctx.db
    .select()
    .from(frontArrangements)
    .where(and(isNull(frontArrangements.cancelledAt), gt(frontArrangements.startsAt, ctx.now)))
    .orderBy(asc(frontArrangements.startsAt), asc(frontArrangements.id))
    .limit(100)
  return rows.map(toArrangement)
}

/** One that is not called off; null when there is none of this id. */
export async function arrangementById(ctx: Context, id: string): Promise<StoredArrangement | null> {
  if (!z.uuid().safeParse(id).success) return null
  const [row] = await ctx.db
    .select()
    .from(frontArrangements)
    .where(and(eq(frontArrangements.id, id), isNull(frontArrangements.cancelledAt)))
  return row === undefined ? null : toArrangement(row)
}

export interface PastArrangement {
  id: string
  arrangementId: string
  deed: (typeof arrangementDeeds)[number]
  name: string
  plan: Arrangement
  startsAt: Date
  endsAt: Date | null
  personId: string | null
  at: Date
}

const pastFields = {
  id: frontArrangementHistory.id,
  arrangementId: frontArrangementHistory.arrangementId,
  deed: frontArrangementHistory.deed,
  name: frontArrangementHistory.name,
  plan: frontArrangementHistory.plan,
  startsAt: frontArrangementHistory.startsAt,
  endsAt: frontArrangementHistory.endsAt,
  personId: frontArrangementHistory.personId,
  at: frontArrangementHistory.at,
}

/** What was done to the front page, the newest first. @param place where the page before ended */
export async function frontHistory(
  ctx: Context,
  { after, limit }: { after?: ListPlace | undefined; limit: number },
): Promise<PastArrangement[]> {
  const rows = await ctx.db
    .select(pastFields)
    .from(frontArrangementHistory)
    .where(isEarlier(frontArrangementHistory.at, frontArrangementHistory.id, after))
    .orderBy(desc(frontArrangementHistory.at), desc(frontArrangementHistory.id))
    .limit(Math.max(1, Math.min(limit, 100)))
  return rows.map((row) => ({ ...row, plan: arrangementSchema.parse(row.plan) }))
}

/** One entry of the history; null when there is none of this id. */
export async function pastArrangement(ctx: Context, id: string): Promise<PastArrangement | null> {
  if (!z.uuid().safeParse(id).success) return null
  const [row] = await ctx.db.select(pastFields).from(frontArrangementHistory).where(eq(frontArrangementHistory.id, id))
  return row === undefined ? null : { ...row, plan: arrangementSchema.parse(row.plan) }
}

/** An arrangement that is none: the newest, and a strip for each topic of the masthead. */
export async function byAgeAlone(ctx: Context): Promise<Arrangement> {
  const all = await topicsInUse(ctx)
  return unarranged(all.filter((topic) => topic.position !== null).map((topic) => topic.id))
}

/** Four of the newest may lead; the rest fills the second rank. */
const newestNeeded = 4 + secondSlots

/**
 * What a front page may be filled with at `ctx.now`.
 * @param options.foresee for staff alone: with what is scheduled until then, as if it had appeared
 * @param options.topicIds of which topics; absent: of those that have a strip
 * @param options.spare how many articles more, for what is still to be moved about
 */
export async function poolFor(
  ctx: Context,
  plan: Arrangement,
  options: { foresee?: boolean; topicIds?: string[]; spare?: number } = {},
): Promise<Pool<ArticleCard, Topic>> {
  const pinned = pinnedIn(plan)
  const more = pinned.length + (options.spare ?? 0)
  const wanted = new Set(options.topicIds ?? plan.strips.map(({ topicId }) => topicId))
  const [latest, all, shown, coming] = await Promise.all([
    newest(ctx, { limit: newestNeeded + more }),
    topicsInUse(ctx),
    options.foresee ? foreseenCards(ctx, pinned) : cardsOf(ctx, pinned),
    options.foresee ? scheduledCards(ctx) : [],
  ])
  const strips = await Promise.all(
    all
      .filter((topic) => wanted.has(topic.id))
      .map(async (topic) => {
        const own = coming.filter((card) => card.topics.some(({ slug }) => slug === topic.slug))
        return { topic, articles: byAge([...own, ...(await byTopic(ctx, topic.id, { limit: 12 + more }))]) }
      }),
  )
  return { latest: byAge([...coming, ...latest]), byTopic: strips, pinned: shown }
}

function byAge(cards: ArticleCard[]): ArticleCard[] {
  return cards.toSorted((one, other) => other.publishedAt.getTime() - one.publishedAt.getTime())
}

/** The front page as readers see it at `ctx.now`. */
export async function frontNow(ctx: Context): Promise<FrontPage<ArticleCard, Topic>> {
  const plan = (await standing(ctx, ctx.now))?.plan ?? (await byAgeAlone(ctx))
  return frontPage(plan, await poolFor(ctx, plan))
}

/**
 * The front page as readers will see it, for staff: with what is scheduled until then.
 * @param plan null: what will stand then
 */
export async function frontForeseen(
  ctx: Context,
  at: Date,
  plan: Arrangement | null,
): Promise<FrontPage<ArticleCard, Topic>> {
  const then = { ...ctx, now: at }
  const meant = plan ?? (await standing(ctx, at))?.plan ?? (await byAgeAlone(then))
  return frontPage(meant, await poolFor(then, meant, { foresee: true }))
}

/** Articles that can be put on the front page: published and scheduled ones. @param typed as `findArticles` takes it */
export async function findForFront(ctx: Context, typed: string): Promise<DeskArticle[]> {
  const [scheduled, published] = await Promise.all([
    findArticles(ctx, { q: typed, state: 'scheduled', limit: 10 }),
    findArticles(ctx, { q: typed, state: 'published', limit: 20 }),
  ])
  return [...scheduled, ...published]
}
