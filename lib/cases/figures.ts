import { and, asc, count, desc, eq, gte, inArray, lt, sql, type SQL } from 'drizzle-orm'
import { articleAuthors, articles, authors } from '#db/schema/articles.ts'
import { cases } from '#db/schema/cases.ts'
import { corrections } from '#db/schema/corrections.ts'
import { calendarDay, dateIn, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { caseKinds, type CaseKind } from './model.ts'

/** What became of the cases of one kind that came in one year. */
export interface KindFigures {
  kind: CaseKind
  received: number
  /** Of them: not yet published, declined or closed. */
  open: number
  /** Of them: go on in another one. */
  merged: number
  upheld: number
  partlyUpheld: number
  notUpheld: number
  /** Half of them took no longer, in days; null where there is none yet. */
  daysToAcknowledge: number | null
  daysToDecide: number | null
  /** Of those decided: by their deadline. */
  inTime: number
  decided: number
}

/** Something that was corrected, and how often in the year. */
export interface Corrected {
  name: string
  /** Of the article, or of the author. */
  slug: string
  count: number
}

export interface CaseFigures {
  kinds: KindFigures[]
  /** The ten most corrected. */
  articles: Corrected[]
  authors: Corrected[]
  /** All corrections, clarifications and apologies that were published in the year. */
  corrections: number
}

/** What admits a fault. An update and a reply published are not corrections, though they stand among them. */
const admits = ['correction', 'clarification', 'apology'] as const
const mostListed = 10

/** The instants of a year in a time zone. @param timeZone IANA name */
export function instantsOfYear(year: number, timeZone: string): { from: Date; until: Date } {
  const first = (of: number) => calendarDay(`${of}-01-01`, timeZone)?.start ?? new Date(Date.UTC(of, 0))
  return { from: first(year), until: first(year + 1) }
}

/** How one year's cases went, and what was corrected in it. @param timeZone whose year, an IANA name */
export async function caseFigures(ctx: Context, year: number, timeZone: string): Promise<CaseFigures> {
  const { from, until } = instantsOfYear(year, timeZone)
  const ofYear = and(
    gte(corrections.publishedAt, from),
    lt(corrections.publishedAt, until),
    inArray(corrections.kind, [...admits]),
  )
  const often = sql<number>`count(*)::int`
  const [kinds, byArticle, byAuthor, [all]] = await Promise.all([
    kindFigures(ctx, from, until),
    ctx.db
      .select({ name: articles.headline, slug: articles.slug, count: often })
      .from(corrections)
      .innerJoin(articles, eq(articles.id, corrections.articleId))
      .where(ofYear)
      .groupBy(articles.id)
      .orderBy(desc(often), asc(articles.headline))
      .limit(mostListed),
    ctx.db
      .select({ name: authors.name, slug: authors.slug, count: often })
      .from(corrections)
      .innerJoin(articleAuthors, eq(articleAuthors.articleId, corrections.articleId))
      .innerJoin(authors, eq(authors.id, articleAuthors.authorId))
      .where(ofYear)
      .groupBy(authors.id)
      .orderBy(desc(often), asc(authors.name))
      .limit(mostListed),
    ctx.db.select({ count: count() }).from(corrections).where(ofYear),
  ])
  return { kinds, articles: byArticle, authors: byAuthor, corrections: all?.count ?? 0 }
}

async function kindFigures(ctx: Context, from: Date, until: Date): Promise<KindFigures[]> {
  const those = (where: SQL) => sql<number>`(count(*) filter (where ${where}))::int`
  const median = (until_: SQL) =>
    sql<
      number | null
    >`(percentile_cont(0.5) within group (order by extract(epoch from ${until_} - ${cases.receivedAt})) / ${day / 1000})::float8`
  const rows = await ctx.db
    .select({
      kind: cases.kind,
      received: those(sql`true`),
      open: those(sql`${cases.closedAt} is null`),
      merged: those(sql`${cases.mergedInto} is not null`),
      upheld: those(sql`${cases.finding} = 'upheld'`),
      partlyUpheld: those(sql`${cases.finding} = 'partly_upheld'`),
      notUpheld: those(sql`${cases.finding} = 'not_upheld'`),
      // Of null the median takes no notice.
      daysToAcknowledge: median(sql`${cases.acknowledgedAt}`),
      daysToDecide: median(sql`${cases.decidedAt}`),
      inTime: those(sql`${cases.decidedAt} <= ${cases.dueAt}`),
      decided: those(sql`${cases.decidedAt} is not null`),
    })
    .from(cases)
    .where(and(gte(cases.receivedAt, from), lt(cases.receivedAt, until)))
    .groupBy(cases.kind)
  return caseKinds.flatMap((kind) => rows.filter((row) => row.kind === kind))
}

/** The years there are figures of, the latest first: back to the first case. */
export async function caseYears(ctx: Context, timeZone: string): Promise<number[]> {
  const [first] = await ctx.db.select({ at: cases.receivedAt }).from(cases).orderBy(asc(cases.receivedAt)).limit(1)
  const last = yearIn(ctx.now, timeZone)
  const since = first === undefined ? last : yearIn(first.at, timeZone)
  return Array.from({ length: Math.max(1, last - since + 1) }, (_, index) => last - index)
}

/** The year an instant falls in. */
export function yearIn(at: Date, timeZone: string): number {
  return Number(dateIn(at, timeZone).slice(0, 4))
}
