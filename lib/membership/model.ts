import type { Currency, Money } from '#lib/money.ts'

export const tiers = ['supporter', 'patron'] as const
export type Tier = (typeof tiers)[number]
export const intervals = ['month', 'year'] as const
export type Interval = (typeof intervals)[number]

export type Benefit = 'ad_free' | 'comment' | 'supporters_articles' | 'patrons_articles'
export type MembershipSource = 'stripe' | 'gift' | 'complimentary' | 'imported'
export type MembershipState = 'active' | 'ending' | 'grace' | 'lapsed'

/** What a tier gives. The only place in the product that knows it: everything else asks for a benefit. */
const benefitsOfTier: Record<Tier, readonly Benefit[]> = {
  supporter: ['ad_free', 'comment', 'supporters_articles'],
  patron: ['ad_free', 'comment', 'supporters_articles', 'patrons_articles'],
}

/** Lowest first. */
const tiersByRank: readonly Tier[] = ['supporter', 'patron']

/** What can be bought; `minimum` and `suggested` in minor units of `currency`, for each interval. */
export interface Plan {
  tier: Tier
  interval: Interval
  currency: Currency
  minimum: number
  suggested: number[]
}

/** One line of a person's ledger. */
export interface LedgerRow {
  sequence: number
  source: MembershipSource
  /** What within the source: a subscription, a gift code, whoever granted it. */
  sourceRef: string
  tier: Tier
  state: MembershipState
  validFrom: Date
  /** The first instant without benefits; null when open-ended. */
  validUntil: Date | null
  /** Plain English, shown to the person and to staff. */
  reason: string
  recordedAt: Date
}

export interface BenefitHeld {
  benefit: Benefit
  /** The first instant without it, or null when nothing ends it yet. */
  until: Date | null
  tier: Tier
  source: MembershipSource
  /** Plain English, without dates. */
  why: string
}

/** What one source gives at an instant. */
export interface SourceStanding {
  source: MembershipSource
  sourceRef: string
  tier: Tier
  /** `lapsed` also when the end of a grace or a notice has passed. */
  state: MembershipState
  /** When it came into force; when its benefits ended, if lapsed. */
  since: Date
  until: Date | null
  reason: string
  /** Whether it lapsed because a failed renewal was not made good in time. */
  graceRanOut: boolean
}

/** Where a person stands at an instant. `none` is somebody who never had a membership by then. */
export interface Standing {
  /** Null unless benefits are held. */
  tier: Tier | null
  state: MembershipState | 'none'
  since: Date | null
  until: Date | null
  /** The best first. */
  sources: SourceStanding[]
  /** Everything recorded whose time had come, newest first. */
  history: LedgerRow[]
}

export type ExplanationRule =
  | 'held_while_active'
  | 'held_until_the_end'
  | 'held_in_grace'
  | 'never_a_member'
  | 'not_a_member_yet'
  | 'tier_does_not_give_it'
  | 'grace_ran_out'
  | 'membership_ended'

/** Why somebody may, or may not, at an instant. */
export interface Explanation {
  benefit: Benefit
  allowed: boolean
  rule: ExplanationRule
  /** Plain English; each `{name}` in it stands for the instant of that name in `dates`. */
  sentence: string
  dates: Record<string, Date>
  /** The tier held then, if any. */
  tier: Tier | null
  /** The lowest tier that gives the benefit. */
  needs: Tier
}

/**
 * Rule: benefits last through a failed renewal for as many days as the publisher chose.
 * @returns the first instant without benefits, for a renewal that failed at `failedAt`
 */
export function graceDeadline(failedAt: Date, days: number): Date {
  return new Date(failedAt.getTime() + days * 24 * 60 * 60 * 1000)
}

/** @returns the highest tier whose minimum `money` reaches, each interval; null below them all or in a currency not sold */
export function tierForAmount(plans: readonly Plan[], interval: Interval, money: Money): Tier | null {
  const sold = plans.filter((plan) => plan.interval === interval && plan.currency === money.currency)
  const reached = sold.filter((plan) => money.amount >= plan.minimum).map((plan) => plan.tier)
  return tiersByRank.findLast((tier) => reached.includes(tier)) ?? null
}

/** @returns whether tier `a` stands above `b` */
export function outranks(a: Tier, b: Tier): boolean {
  return tiersByRank.indexOf(a) > tiersByRank.indexOf(b)
}

/** @returns the lowest tier that gives the benefit */
export function lowestTierWith(benefit: Benefit): Tier {
  return tiersByRank.find((tier) => benefitsOfTier[tier].includes(benefit)) ?? 'patron'
}

/** What a tier gives, for showing before somebody pays. */
export function benefitsGivenBy(tier: Tier): readonly Benefit[] {
  return benefitsOfTier[tier]
}

/** Rule: a row gives benefits unless it says lapsed, and up to, not including, its end. */
function isInForce(row: Pick<LedgerRow, 'state' | 'validUntil'>, instant: Date): boolean {
  return row.state !== 'lapsed' && (row.validUntil === null || instant < row.validUntil)
}

/** Rule: of one source, the latest recorded row whose time has come counts. */
function rowsInForceAt(rows: readonly LedgerRow[], instant: Date): LedgerRow[] {
  const latest = new Map<string, LedgerRow>()
  for (const row of rows) {
    if (row.validFrom > instant) continue
    const key = `${row.source} ${row.sourceRef}`
    const other = latest.get(key)
    if (other === undefined || row.sequence > other.sequence) latest.set(key, row)
  }
  return [...latest.values()]
}

/**
 * What a person may do at an instant, now or in the past. Several sources: each benefit comes from the one that gives
 * it longest.
 */
export function benefitsAt(rows: readonly LedgerRow[], instant: Date): BenefitHeld[] {
  const held = new Map<Benefit, BenefitHeld>()
  for (const row of rowsInForceAt(rows, instant)) {
    if (!isInForce(row, instant)) continue
    for (const benefit of benefitsOfTier[row.tier]) {
      const other = held.get(benefit)
      if (other === undefined || lastsLonger(row.validUntil, other.until)) {
        held.set(benefit, { benefit, until: row.validUntil, tier: row.tier, source: row.source, why: whyHeld(row) })
      }
    }
  }
  return [...held.values()]
}

/** Where a person stands at an instant. Several sources: in force before lapsed, then the higher tier, then the longer. */
export function standingAt(rows: readonly LedgerRow[], instant: Date): Standing {
  const sources = rowsInForceAt(rows, instant)
    .map((row) => sourceStanding(rows, row, instant))
    .sort(bestFirst)
  const history = rows.filter((row) => row.validFrom <= instant).sort((a, b) => b.sequence - a.sequence)
  const best = sources[0]
  if (!best) return { tier: null, state: 'none', since: null, until: null, sources, history }
  const { tier, state, since, until } = best
  return { tier: state === 'lapsed' ? null : tier, state, since, until, sources, history }
}

/** Why somebody has a benefit at an instant, or has not. */
export function explain(rows: readonly LedgerRow[], instant: Date, benefit: Benefit): Explanation {
  const { sources } = standingAt(rows, instant)
  const holder = sources.find((one) => one.state !== 'lapsed' && benefitsOfTier[one.tier].includes(benefit))
  const best = sources[0]
  const answer = {
    benefit,
    needs: lowestTierWith(benefit),
    allowed: holder !== undefined,
    tier: holder?.tier ?? (best && best.state !== 'lapsed' ? best.tier : null),
  }
  if (holder) return { ...answer, ...whyHolding(holder) }
  if (!best) return { ...answer, ...whyNoneYet(rows) }
  if (best.state === 'lapsed') return { ...answer, ...whyOver(best) }
  const sentence = `A ${best.tier}’s membership, in force since {from}, does not include this; a ${answer.needs}’s does.`
  return { ...answer, rule: 'tier_does_not_give_it', sentence, dates: { from: best.since } }
}

function lastsLonger(a: Date | null, b: Date | null): boolean {
  if (b === null) return false
  return a === null || a > b
}

function bestFirst(a: SourceStanding, b: SourceStanding): number {
  if ((a.state === 'lapsed') !== (b.state === 'lapsed')) return a.state === 'lapsed' ? 1 : -1
  // Of memberships that are over, the one that ended last is the one people mean.
  if (a.state === 'lapsed') return (b.until ?? b.since).getTime() - (a.until ?? a.since).getTime()
  if (a.tier !== b.tier) return outranks(a.tier, b.tier) ? -1 : 1
  return lastsLonger(a.until, b.until) ? -1 : 1
}

function sourceStanding(rows: readonly LedgerRow[], row: LedgerRow, instant: Date): SourceStanding {
  const { source, sourceRef, tier, state, reason, validUntil } = row
  const shared = { source, sourceRef, tier, reason, graceRanOut: false }
  if (isInForce(row, instant)) return { ...shared, state, since: inForceSince(rows, row), until: validUntil }
  const { ended, graceRanOut } = endOfBenefits(rows, row)
  return { ...shared, state: 'lapsed', since: ended, until: ended, graceRanOut }
}

/** The end of a grace or a notice passes by itself: no row is written for it, or one that comes later. */
function endOfBenefits(rows: readonly LedgerRow[], row: LedgerRow): { ended: Date; graceRanOut: boolean } {
  if (row.state !== 'lapsed') return { ended: row.validUntil ?? row.validFrom, graceRanOut: row.state === 'grace' }
  const [before] = rowsBefore(rows, row)
  if (before && !isInForce(before, row.validFrom)) return endOfBenefits(rows, before)
  return { ended: row.validFrom, graceRanOut: false }
}

/** Earlier rows of the same source, the latest first. */
function rowsBefore(rows: readonly LedgerRow[], row: LedgerRow): LedgerRow[] {
  return rows
    .filter((one) => one.source === row.source && one.sourceRef === row.sourceRef && one.sequence < row.sequence)
    .toSorted((a, b) => b.sequence - a.sequence)
}

/** The beginning of the unbroken stretch of one source that `row` continues. */
function inForceSince(rows: readonly LedgerRow[], row: LedgerRow): Date {
  let since = row.validFrom
  for (const one of rowsBefore(rows, row)) {
    if (one.state === 'lapsed' || (one.validUntil !== null && one.validUntil < since)) break
    if (one.validFrom < since) since = one.validFrom
  }
  return since
}

const sourceWords: Record<MembershipSource, string> = {
  stripe: 'by a regular donation',
  gift: 'as a gift',
  complimentary: 'with the compliments of the magazine',
  imported: 'carried over from the former system',
}

const tierWords: Record<Tier, string> = { supporter: 'Supporter', patron: 'Patron' }

const stateWords: Record<MembershipState, string> = {
  active: '',
  ending: '; not continued after that',
  grace: '; a renewal failed and the days of grace are running',
  lapsed: '',
}

function whyHeld(row: LedgerRow): string {
  return `${tierWords[row.tier]}, ${sourceWords[row.source]}${stateWords[row.state]}`
}

type Why = Pick<Explanation, 'rule' | 'sentence' | 'dates'>

function whyHolding({ tier, source, state, since: from, until }: SourceStanding): Why {
  const words = `${tierWords[tier]} ${sourceWords[source]} since {from}`
  if (until === null) return { rule: 'held_while_active', sentence: `${words}.`, dates: { from } }
  if (state !== 'grace')
    return { rule: 'held_until_the_end', sentence: `${words}, until {until}.`, dates: { from, until } }
  const sentence = `${words}. The last renewal failed; benefits last until {until}.`
  return { rule: 'held_in_grace', sentence, dates: { from, until } }
}

function whyOver({ graceRanOut, since: ended }: SourceStanding): Why {
  const sentence = 'A renewal failed, and the days of grace ran out on {ended}.'
  if (graceRanOut) return { rule: 'grace_ran_out', sentence, dates: { ended } }
  return { rule: 'membership_ended', sentence: 'The membership ended on {ended}.', dates: { ended } }
}

function whyNoneYet(rows: readonly LedgerRow[]): Why {
  const [first] = rows.toSorted((a, b) => a.validFrom.getTime() - b.validFrom.getTime())
  if (!first) return { rule: 'never_a_member', sentence: 'There has been no membership on this account.', dates: {} }
  const dates = { from: first.validFrom }
  return { rule: 'not_a_member_yet', sentence: 'The membership began later, on {from}.', dates }
}
