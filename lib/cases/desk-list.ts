import { and, asc, desc, eq, isNotNull, isNull, sql, type SQL } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { cases } from '#db/schema/cases.ts'
import { people } from '#db/schema/people.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { isEarlier, isLater, type ListPlace } from '#lib/keyset.ts'
import { caseReference, isOpen, type CaseKind, type CaseState } from './model.ts'

export const caseShows = ['open', 'unread', 'late', 'today', 'soon', 'all'] as const
/** What the list is of: what is open, what somebody sent that nobody has opened, what the clock says, everything. */
export type CaseShow = (typeof caseShows)[number]

/** What narrows the list of cases. */
export interface CaseQuery {
  show: CaseShow
  kind?: CaseKind | undefined
  state?: CaseState | undefined
  /** A person's id, or `nobody`. */
  owner?: string | undefined
  articleId?: string | undefined
  /** As typed: words of the case, a name, an address, or a reference. */
  q: string
  /** The list goes on after this place. */
  after?: ListPlace | undefined
  limit: number
}

/** What the clock is read by. */
export interface CaseTimes {
  warnDays: number
  /** The first instant of tomorrow, in the magazine's time zone. */
  tomorrow: Date
}

export interface CaseLine {
  id: string
  reference: string
  kind: CaseKind
  state: CaseState
  name: string
  receivedAt: Date
  dueAt: Date
  unreadSince: Date | null
  isMerged: boolean
  article: { id: string; headline: string } | null
  owner: string | null
  /** Where the list goes on after it. */
  place: ListPlace
}

/**
 * One page of the cases. What is open stands by its deadline, the most pressing first; what is unread by when it came; all
 * of them the newest first. No page costs more than the one before it, however far on it is.
 */
export async function casesAtDesk(ctx: Context, query: CaseQuery, times: CaseTimes): Promise<CaseLine[]> {
  // What is no longer open has no deadline to stand by.
  const show = query.state !== undefined && !isOpen(query.state) && query.show !== 'unread' ? 'all' : query.show
  const { column, isDescending, where } = orders(ctx, show, times)
  const beyond = (isDescending ? isEarlier : isLater)(column, cases.id, query.after)
  const direction = isDescending ? desc : asc
  const rows = await ctx.db
    .select({
      id: cases.id,
      number: cases.number,
      kind: cases.kind,
      state: cases.state,
      name: cases.name,
      receivedAt: cases.receivedAt,
      dueAt: cases.dueAt,
      unreadSince: cases.unreadSince,
      mergedInto: cases.mergedInto,
      articleId: articles.id,
      headline: articles.headline,
      ownerId: cases.ownerId,
      ownerName: people.name,
      ownerEmail: people.email,
      at: column,
    })
    .from(cases)
    .leftJoin(articles, eq(articles.id, cases.articleId))
    .leftJoin(people, eq(people.id, cases.ownerId))
    .where(and(where, narrowed(query), beyond))
    .orderBy(direction(column), direction(cases.id))
    .limit(query.limit)
  return rows.map(({ number, mergedInto, articleId, headline, ownerId, ownerName, ownerEmail, at, ...row }) => ({
    ...row,
    reference: caseReference(number, row.receivedAt),
    isMerged: mergedInto !== null,
    article: articleId !== null && headline !== null ? { id: articleId, headline } : null,
    owner: ownerId === null ? null : (ownerName ?? ownerEmail),
    place: { at: at ?? row.receivedAt, id: row.id },
  }))
}

function orders(ctx: Context, show: CaseShow, { warnDays, tomorrow }: CaseTimes) {
  const due = sql.param(ctx.now, cases.dueAt)
  const until = (at: Date) => sql`${cases.dueAt} >= ${due} and ${cases.dueAt} <= ${sql.param(at, cases.dueAt)}`
  const open = (also?: SQL) => ({
    column: cases.dueAt,
    isDescending: false,
    where: and(isNull(cases.closedAt), also),
  })
  switch (show) {
    case 'open':
      return open()
    case 'late':
      return open(sql`${cases.dueAt} < ${due}`)
    case 'today':
      return open(until(after(tomorrow, -1)))
    case 'soon':
      return open(until(after(ctx.now, warnDays * day)))
    case 'unread':
      return { column: cases.unreadSince, isDescending: false, where: isNotNull(cases.unreadSince) }
    case 'all':
      return { column: cases.receivedAt, isDescending: true, where: undefined }
  }
}

function narrowed({ kind, state, owner, articleId, q }: CaseQuery): SQL | undefined {
  return and(
    kind && eq(cases.kind, kind),
    state && eq(cases.state, state),
    owner === undefined ? undefined : owner === 'nobody' ? isNull(cases.ownerId) : eq(cases.ownerId, owner),
    articleId === undefined ? undefined : eq(cases.articleId, articleId),
    isMeant(q.trim()),
  )
}

function isMeant(typed: string): SQL | undefined {
  if (typed === '') return undefined
  const number = numberIn(typed)
  return number === null ? sql`${cases.search} @@ websearch_to_tsquery('magazine', ${typed})` : eq(cases.number, number)
}

/** @returns the number in a reference like SF-2026-0007, however it is written; null for what is none */
export function numberIn(typed: string): number | null {
  const [, number] = /^sf[- ]?\d{4}[- ]?(\d{1,12})$/i.exec(typed.trim()) ?? []
  return number === undefined ? null : Number(number)
}

export interface CaseCounts {
  open: number
  unread: number
  late: number
  today: number
  soon: number
}

/** How many cases wait, by what presses. */
export async function caseCounts(ctx: Context, { warnDays, tomorrow }: CaseTimes): Promise<CaseCounts> {
  const now = sql.param(ctx.now, cases.dueAt)
  const within = (until: Date) =>
    sql<number>`(count(*) filter (where ${cases.dueAt} >= ${now} and ${cases.dueAt} <= ${sql.param(until, cases.dueAt)}))::int`
  const [[open], unread] = await Promise.all([
    ctx.db
      .select({
        open: sql<number>`count(*)::int`,
        late: sql<number>`(count(*) filter (where ${cases.dueAt} < ${now}))::int`,
        today: within(after(tomorrow, -1)),
        soon: within(after(ctx.now, warnDays * day)),
      })
      .from(cases)
      .where(isNull(cases.closedAt)),
    ctx.db.$count(cases, isNotNull(cases.unreadSince)),
  ])
  return { ...(open ?? { open: 0, late: 0, today: 0, soon: 0 }), unread }
}
