import { and, asc, count, desc, eq, isNotNull, isNull, sql, type SQL } from 'drizzle-orm'
import { campaigns, campaignZones } from '#db/schema/books.ts'
import { claimAddresses, claimAddressViews, claimHistory, claims } from '#db/schema/claims.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import type { ClaimStanding, ClaimTrouble } from './claim-life.ts'
import { isReady } from './packing.ts'

/** The columns of the desk's queue, in the order of a claim's life. */
export const queueStates = [
  'promised',
  'earned',
  'address_missing',
  'ready',
  'packed',
  'dispatched',
  'delivered',
  'returned',
  'replaced',
  'ended',
] as const satisfies ClaimStanding[]
export type QueueState = (typeof queueStates)[number]

/** A claim in the queue. No address: that is asked for, and noted, apart. */
export interface QueueLine {
  id: string
  number: number
  campaignId: string
  bookTitle: string
  standing: QueueState
  zone: string | null
  country: string | null
  copyNumber: number | null
  dedication: string
  dedicationState: 'none' | 'pending' | 'accepted' | 'refused'
  batchId: string | null
  carrier: string | null
  trackingNumber: string | null
  trackingUrl: string | null
  trouble: ClaimTrouble | null
  since: Date
}

/** Where a claim stands, in SQL: as `standingOf` says (a test holds the two against each other). */
function standing(now: Date): SQL<QueueState> {
  return sql<QueueState>`case when ${claims.state} <> 'earned' then ${claims.state}::text
    when ${claimAddresses.claimId} is null then 'address_missing'
    when ${isReady(now)} then 'ready' else 'earned' end`
}

const withAddress = and(eq(claimAddresses.claimId, claims.id), isNull(claimAddresses.removedAt))

/** How many claims there are in each state. @param campaignId of one campaign; null for all */
export async function queueCounts(ctx: Context, campaignId: string | null): Promise<Record<QueueState, number>> {
  const state = standing(ctx.now)
  const rows = await ctx.db
    .select({ state: state.as('standing'), count: count() })
    .from(claims)
    .leftJoin(claimAddresses, withAddress)
    .where(
      and(
        sql`${claims.state} <> 'reserved'`,
        wasPaid,
        campaignId === null ? undefined : eq(claims.campaignId, campaignId),
      ),
    )
    .groupBy(sql`standing`)
  const counted = new Map(rows.map((row) => [row.state, row.count]))
  const of = (name: QueueState) => counted.get(name) ?? 0
  return {
    promised: of('promised'),
    earned: of('earned'),
    address_missing: of('address_missing'),
    ready: of('ready'),
    packed: of('packed'),
    dispatched: of('dispatched'),
    delivered: of('delivered'),
    returned: of('returned'),
    replaced: of('replaced'),
    ended: of('ended'),
  }
}

/** How many claims somebody has to look into, by what is wrong. @param campaignId of one campaign; null for all */
export async function troubleCounts(ctx: Context, campaignId: string | null): Promise<Record<ClaimTrouble, number>> {
  const rows = await ctx.db
    .select({ trouble: claims.trouble, count: count() })
    .from(claims)
    .where(and(isNotNull(claims.trouble), campaignId === null ? undefined : eq(claims.campaignId, campaignId)))
    .groupBy(claims.trouble)
  const of = (name: ClaimTrouble) => rows.find(({ trouble }) => trouble === name)?.count ?? 0
  return {
    refunded: of('refunded'),
    disputed: of('disputed'),
    damaged: of('damaged'),
    never_came: of('never_came'),
  }
}

/** A checkout that came to nothing is no claim to anybody at the desk. */
const wasPaid = sql`(${claims.ending} is null or ${claims.ending} not in ('checkout_expired','checkout_failed'))`

export interface QueueQuery {
  state?: QueueState | undefined
  campaignId?: string | undefined
  batchId?: string | undefined
  zoneId?: string | undefined
  /** Only what somebody has to look into: for this, or for whatever it is. */
  trouble?: ClaimTrouble | 'any' | undefined
  /** How many to leave out, for the pages after the first. */
  from?: number
  limit?: number
}

/** Claims in the order in which they are to be packed: the oldest first. */
export async function queueOf(ctx: Context, query: QueueQuery): Promise<QueueLine[]> {
  return lines(
    ctx,
    and(
      sql`${claims.state} <> 'reserved'`,
      wasPaid,
      query.state === undefined ? undefined : sql`${standing(ctx.now)} = ${query.state}`,
      query.campaignId === undefined ? undefined : eq(claims.campaignId, query.campaignId),
      query.batchId === undefined ? undefined : eq(claims.batchId, query.batchId),
      query.zoneId === undefined ? undefined : eq(claims.zoneId, query.zoneId),
      query.trouble === undefined
        ? undefined
        : query.trouble === 'any'
          ? isNotNull(claims.trouble)
          : eq(claims.trouble, query.trouble),
    ),
    query.limit ?? 100,
    query.from ?? 0,
  )
}

/** One claim; null when there is none, or nobody has paid for it. */
export async function claimAtDesk(ctx: Context, id: string): Promise<QueueLine | null> {
  return (await lines(ctx, and(eq(claims.id, id), sql`${claims.state} <> 'reserved'`), 1, 0))[0] ?? null
}

async function lines(ctx: Context, where: SQL | undefined, limit: number, from: number): Promise<QueueLine[]> {
  return ctx.db
    .select({
      id: claims.id,
      number: claims.number,
      campaignId: claims.campaignId,
      bookTitle: campaigns.bookTitle,
      standing: standing(ctx.now),
      zone: campaignZones.name,
      country: claims.country,
      copyNumber: claims.copyNumber,
      dedication: claims.dedication,
      dedicationState: claims.dedicationState,
      batchId: claims.batchId,
      carrier: claims.carrier,
      trackingNumber: claims.trackingNumber,
      trackingUrl: claims.trackingUrl,
      trouble: claims.trouble,
      since:
        sql<Date>`coalesce(${claims.endedAt}, ${claims.returnedAt}, ${claims.deliveredAt}, ${claims.dispatchedAt}, ${claims.packedAt}, ${claims.earnedAt}, ${claims.promisedAt}, ${claims.createdAt})`.mapWith(
          claims.createdAt,
        ),
    })
    .from(claims)
    .innerJoin(campaigns, eq(campaigns.id, claims.campaignId))
    .leftJoin(campaignZones, eq(campaignZones.id, claims.zoneId))
    .leftJoin(claimAddresses, withAddress)
    .where(where)
    .orderBy(asc(claims.createdAt), asc(claims.id))
    .limit(limit)
    .offset(from)
}

export interface HistoryLine {
  sequence: number
  at: Date
  fact: string
  actorName: string | null
  stateAfter: string
  why: string
}

/** What became of a claim, the newest first. */
export async function historyOf(ctx: Context, claimId: string): Promise<HistoryLine[]> {
  return ctx.db
    .select({
      sequence: claimHistory.sequence,
      at: claimHistory.at,
      fact: claimHistory.fact,
      actorName: people.name,
      stateAfter: claimHistory.stateAfter,
      why: claimHistory.why,
    })
    .from(claimHistory)
    .leftJoin(people, eq(people.id, claimHistory.actorId))
    .where(eq(claimHistory.claimId, claimId))
    .orderBy(desc(claimHistory.sequence))
    .limit(200)
}

/** Who saw a claim's address, when, and on what; the newest first. */
export async function viewsOf(ctx: Context, claimId: string) {
  return ctx.db
    .select({ at: claimAddressViews.at, shownOn: claimAddressViews.shownOn, viewerName: people.name })
    .from(claimAddressViews)
    .innerJoin(people, eq(people.id, claimAddressViews.viewerId))
    .where(eq(claimAddressViews.claimId, claimId))
    .orderBy(desc(claimAddressViews.at))
    .limit(20)
}
