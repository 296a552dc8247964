import { and, asc, desc, eq, gt, inArray, isNotNull, lt, notExists, or, sql, type SQL } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { subscriptions } from '#db/schema/donations.ts'
import { membershipLedger } from '#db/schema/membership.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import { donorsByReceipt, donorsByStripeId } from '#lib/donations/find-donors.ts'
import { liveSubscriptionsOf, type RegularGift } from '#lib/donations/donor-file.ts'
import { standingAt, type Standing, type Tier } from '#lib/membership/model.ts'
import { ledgersOf } from '#lib/membership/queries.ts'
import { isInState, isOfTier, type MemberSearch, type MemberState } from './model.ts'

export interface MemberRow {
  id: string
  name: string | null
  email: string
  createdAt: Date
  mailRefused: boolean
  deleted: boolean
  standing: Standing
  /** Regular gifts that go on. */
  gifts: RegularGift[]
}

export interface MemberQuery {
  search: MemberSearch
  state?: MemberState | undefined
  tier?: Tier | undefined
  order: 'newest' | 'oldest'
  /** The list goes on after this person. */
  after?: string | undefined
  /** Most members on a page. */
  limit: number
}

export interface MemberPage {
  members: MemberRow[]
  /** The person after whom the list goes on; null at its end. A page may be short, or empty, and still lead on. */
  next: string | null
}

/** People looked at in one go, and most in one page: what a filter passes over costs time, too. */
const looks = { together: 200, most: 3_000 }

/**
 * One page of the people who fit, ordered by when they came.
 *
 * Candidates come from an index that fits the filter; whether one is in the state asked for now is decided by the same
 * functions as everywhere (lib/membership/model.ts), not once more in SQL.
 * @throws Refusal `unavailable` when Stripe must be asked whose an id is and does not answer
 */
export async function findMembers(ctx: Context, query: MemberQuery): Promise<MemberPage> {
  const source = await candidateSource(ctx, query)
  const members: MemberRow[] = []
  let after = query.after
  for (let looked = 0; looked < looks.most; looked += looks.together) {
    const ids = await source(after)
    for (const member of await loadMembers(ctx, ids)) {
      if (!fits(member, query)) continue
      if (members.length === query.limit) return { members, next: members.at(-1)?.id ?? null }
      members.push(member)
    }
    if (ids.length < looks.together) return { members, next: null }
    after = ids.at(-1)
  }
  return { members, next: after ?? null }
}

function fits(member: MemberRow, { state, tier }: MemberQuery): boolean {
  const facts = { standing: member.standing, subscriptions: member.gifts, mailRefused: member.mailRefused }
  return (state === undefined || isInState(state, facts)) && (tier === undefined || isOfTier(tier, facts))
}

/** Gives the ids of people who may fit, in order, from after a person on. */
type CandidateSource = (after: string | undefined) => Promise<string[]>

async function candidateSource(ctx: Context, query: MemberQuery): Promise<CandidateSource> {
  const { search } = query
  if (search.kind === 'too_short') return async () => []
  if (search.kind === 'text') return peopleWhere(ctx, query, isNamed(search.text))
  if (search.kind === 'everybody') return byState(ctx, query)
  const found =
    search.kind === 'stripe' ? await donorsByStripeId(ctx, search.id) : await donorsByReceipt(ctx, search.number)
  return async (after) => (after === undefined ? found : [])
}

function byState(ctx: Context, query: MemberQuery): CandidateSource {
  const ledger = membershipLedger
  switch (query.state) {
    case 'failing':
      return either(
        query,
        membersWhere(ctx, query, eq(ledger.state, 'grace')),
        donorsWhere(ctx, query, inArray(subscriptions.status, ['past_due', 'unpaid'])),
      )
    case 'paused':
      return either(
        query,
        donorsWhere(ctx, query, eq(subscriptions.status, 'paused')),
        donorsWhere(ctx, query, sql`${subscriptions.collectionPaused}`),
      )
    case 'ending':
      return membersWhere(ctx, query, eq(ledger.state, 'ending'))
    case 'complimentary':
    case 'gift':
      return membersWhere(ctx, query, eq(ledger.source, query.state))
    case 'active':
    case 'lapsed':
      return membersWhere(ctx, query)
    case 'never': {
      const rows = ctx.db.select().from(ledger).where(eq(ledger.personId, people.id))
      return peopleWhere(ctx, query, notExists(rows))
    }
    case 'mail_refused':
      return peopleWhere(ctx, query, isNotNull(people.mailRefusedAt))
    case undefined:
      return query.tier === undefined ? peopleWhere(ctx, query) : membersWhere(ctx, query)
  }
}

function peopleWhere(ctx: Context, { order }: MemberQuery, condition?: SQL): CandidateSource {
  return async (after) => {
    const rows = await ctx.db
      .select({ id: people.id })
      .from(people)
      .where(and(condition, beyond(order, people.id, after)))
      .orderBy(inOrder(order)(people.id))
      .limit(looks.together)
    return rows.map(({ id }) => id)
  }
}

function membersWhere(ctx: Context, { order }: MemberQuery, condition?: SQL): CandidateSource {
  return async (after) => {
    const rows = await ctx.db
      .selectDistinct({ id: membershipLedger.personId })
      .from(membershipLedger)
      .where(and(condition, beyond(order, membershipLedger.personId, after)))
      .orderBy(inOrder(order)(membershipLedger.personId))
      .limit(looks.together)
    return rows.map(({ id }) => id)
  }
}

function donorsWhere(ctx: Context, { order }: MemberQuery, condition: SQL): CandidateSource {
  return async (after) => {
    const rows = await ctx.db
      .selectDistinct({ id: subscriptions.personId })
      .from(subscriptions)
      .where(and(condition, beyond(order, subscriptions.personId, after)))
      .orderBy(inOrder(order)(subscriptions.personId))
      .limit(looks.together)
    return rows.map(({ id }) => id)
  }
}

/** The first of both sources together, each once. */
function either({ order }: MemberQuery, one: CandidateSource, other: CandidateSource): CandidateSource {
  return async (after) => {
    const ids = [...new Set([...(await one(after)), ...(await other(after))])].sort()
    return (order === 'newest' ? ids.toReversed() : ids).slice(0, looks.together)
  }
}

function beyond(order: MemberQuery['order'], id: AnyPgColumn, after: string | undefined): SQL | undefined {
  if (after === undefined) return undefined
  return order === 'newest' ? lt(id, after) : gt(id, after)
}

function inOrder(order: MemberQuery['order']): typeof desc {
  return order === 'newest' ? desc : asc
}

/** Part of the name or of the address, in any case; both have trigram indexes. */
function isNamed(text: string): SQL | undefined {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  return or(sql`${people.name} ilike ${pattern}`, sql`${people.email} ilike ${pattern}`)
}

/** In the order of `ids`; one that is nobody's is left out. */
async function loadMembers(ctx: Context, ids: string[]): Promise<MemberRow[]> {
  if (ids.length === 0) return []
  const [rows, ledgers, gifts] = await Promise.all([
    ctx.db
      .select({
        id: people.id,
        name: people.name,
        email: people.email,
        createdAt: people.createdAt,
        mailRefusedAt: people.mailRefusedAt,
        deletedAt: people.deletedAt,
      })
      .from(people)
      .where(inArray(people.id, ids)),
    ledgersOf(ctx, ids),
    liveSubscriptionsOf(ctx, ids),
  ])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const { mailRefusedAt, deletedAt, ...person } = row
    return {
      ...person,
      mailRefused: mailRefusedAt !== null,
      deleted: deletedAt !== null,
      standing: standingAt(ledgers.get(id) ?? [], ctx.now),
      gifts: gifts.get(id) ?? [],
    }
  })
}
