import { and, asc, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { membershipLedger, plans } from '#db/schema/membership.ts'
import { people } from '#db/schema/people.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { defaultPlans } from './default-plans.ts'
import { announceStanding } from './internal/announce.ts'
import { writeSpells } from './internal/write-spells.ts'
import { standingAt, type LedgerRow, type MembershipSource, type MembershipState, type Tier } from './model.ts'
import { ledgerOf } from './queries.ts'

export interface MembershipEntry {
  personId: string
  source: MembershipSource
  /** The subscription's id at Stripe, the gift's, or the grant's. */
  sourceRef: string
  tier: Tier
  state: MembershipState
  validFrom: Date
  /** The first instant without benefits; null when open-ended. */
  validUntil: Date | null
  /** Plain English; the person reads it. */
  reason: string
  stripeEventId?: string | null
  /** Who did it, when it was a person. */
  actorId?: string | null
}

/**
 * Appends to the ledger, unless the latest row of that source says the same tier, state and end already: being told
 * twice leaves one row. A row never begins before the one in force, so that the past, once recorded, stays as it was
 * answered. A row may begin on a day to come; whatever is recorded after it, until then, takes its place.
 * @returns whether a row was written
 */
export async function recordMembership(ctx: Context, entry: MembershipEntry): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    await lockMembership(tx, entry.personId)
    const before = await ledgerOf(tx, entry.personId)
    const rows = await tx.db
      .select()
      .from(membershipLedger)
      .where(
        and(
          eq(membershipLedger.source, entry.source),
          eq(membershipLedger.sourceRef, entry.sourceRef),
          eq(membershipLedger.personId, entry.personId),
        ),
      )
      .orderBy(desc(membershipLedger.sequence))
    const [latest] = rows
    if (
      latest &&
      latest.tier === entry.tier &&
      latest.state === entry.state &&
      latest.validUntil?.getTime() === entry.validUntil?.getTime() &&
      // One of a day to come does not say it of today.
      (latest.validFrom <= tx.now || latest.validFrom.getTime() === entry.validFrom.getTime())
    )
      return false
    const inForce = rows.find((row) => row.validFrom <= tx.now)
    const validFrom = inForce && inForce.validFrom > entry.validFrom ? inForce.validFrom : entry.validFrom
    const validUntil = entry.validUntil !== null && entry.validUntil < validFrom ? validFrom : entry.validUntil
    await tx.db.insert(membershipLedger).values({
      ...entry,
      validFrom,
      validUntil,
      stripeEventId: entry.stripeEventId ?? null,
      actorId: entry.actorId ?? null,
      recordedAt: tx.now,
    })
    await writeSpells(tx, entry.personId)
    // Who moves in from elsewhere has been a member: that is no news.
    if (entry.source !== 'imported')
      await announceStanding(tx, entry.personId, before, await ledgerOf(tx, entry.personId))
    return true
  })
}

/** Of one person's membership only one row is written at a time: each follows from those before it. */
async function lockMembership(tx: Context, personId: string): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`membership ${personId}`}, 0))`)
}

/**
 * Makes the spells of everybody with a membership again, a transaction each.
 * @param batchSize how many people are looked up at a time
 * @returns how many people, and of how many they had been others than the ledger says
 */
export async function rewriteSpells(ctx: Context, batchSize = 1000): Promise<{ people: number; changed: number }> {
  const done = { people: 0, changed: 0 }
  for (let after: string | null = null; ;) {
    const batch: { personId: string }[] = await ctx.db
      .selectDistinct({ personId: membershipLedger.personId })
      .from(membershipLedger)
      .where(after === null ? undefined : gt(membershipLedger.personId, after))
      .orderBy(asc(membershipLedger.personId))
      .limit(batchSize)
    for (const { personId } of batch) {
      const changed = await inTransaction(ctx, async (tx) => {
        await lockMembership(tx, personId)
        return writeSpells(tx, personId)
      })
      done.people += 1
      if (changed) done.changed += 1
      after = personId
    }
    if (batch.length < batchSize) return done
  }
}

export interface ComplimentaryGrant {
  /** A UUID the form made: the same form sent twice is one grant. */
  id: string
  personId: string
  tier: Tier
  /** The first instant without benefits; null when open-ended. */
  until: Date | null
  reason: string
  /** Which of the staff. */
  grantedBy: string
}

/**
 * Gives somebody a membership without payment, from now on. Each grant stands for itself: two by one person, or to one,
 * do not replace each other.
 * @throws Refusal `invalid` when it would end before it begins; `not_found` when there is no such person
 */
export async function grantComplimentary(ctx: Context, grant: ComplimentaryGrant): Promise<void> {
  if (grant.until !== null && grant.until <= ctx.now) {
    throw new Refusal('invalid', 'The last day lies in the past.', {
      until: 'Choose a day after today, or leave it open.',
    })
  }
  await inTransaction(ctx, async (tx) => {
    const [person] = await tx.db
      .select({ id: people.id })
      .from(people)
      .where(and(eq(people.id, grant.personId), isNull(people.deletedAt)))
      .for('share')
    if (!person) throw new Refusal('not_found', 'There is no such person.')
    const ledger = await ledgerOf(tx, grant.personId)
    // A form that the back button brought back does not undo the end of what it once granted.
    if (ledger.some(({ source, sourceRef }) => source === 'complimentary' && sourceRef === grant.id)) return
    const granted = await recordMembership(tx, {
      personId: grant.personId,
      source: 'complimentary',
      sourceRef: grant.id,
      tier: grant.tier,
      state: grant.until === null ? 'active' : 'ending',
      validFrom: tx.now,
      validUntil: grant.until,
      reason: grant.reason,
      actorId: grant.grantedBy,
    })
    if (!granted) return
    await recordAudit(tx, {
      actorId: grant.grantedBy,
      action: 'gave a complimentary membership',
      subject: subjectOf('person', grant.personId),
      details: { tier: grant.tier, until: grant.until?.toISOString() ?? 'open', reason: grant.reason },
    })
  })
}

/**
 * Ends a complimentary membership now. One that is over stays as it is.
 * @throws Refusal `not_found` when this person was never granted it
 */
export async function endComplimentary(
  ctx: Context,
  end: { personId: string; grantId: string; reason: string; endedBy: string },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const ledger = await ledgerOf(tx, end.personId)
    const granted = standingAt(ledger, tx.now).sources.find(
      ({ source, sourceRef }) => source === 'complimentary' && sourceRef === end.grantId,
    )
    if (!granted) throw new Refusal('not_found', 'There is no such membership.')
    if (granted.state === 'lapsed') return
    const ended = await recordMembership(tx, {
      personId: end.personId,
      source: 'complimentary',
      sourceRef: end.grantId,
      tier: granted.tier,
      state: 'lapsed',
      validFrom: tx.now,
      validUntil: null,
      reason: end.reason,
      actorId: end.endedBy,
    })
    if (!ended) return
    await recordAudit(tx, {
      actorId: end.endedBy,
      action: 'ended a complimentary membership',
      subject: subjectOf('person', end.personId),
      details: { tier: granted.tier, reason: end.reason },
    })
  })
}

/** Ends every membership of somebody now, whatever pays for it, those of days to come included. */
export async function endMembership(ctx: Context, personId: string, reason: string): Promise<void> {
  const latest = new Map<string, LedgerRow>()
  for (const row of await ledgerOf(ctx, personId)) {
    const key = `${row.source} ${row.sourceRef}`
    const other = latest.get(key)
    if (!other || row.sequence > other.sequence) latest.set(key, row)
  }
  for (const { source, sourceRef, tier, state, validUntil } of latest.values()) {
    if (state === 'lapsed' || (validUntil !== null && validUntil <= ctx.now)) continue
    await recordMembership(ctx, {
      personId,
      source,
      sourceRef,
      tier,
      state: 'lapsed',
      validFrom: ctx.now,
      validUntil: null,
      reason,
    })
  }
}

/** Puts the default plans on sale where a tier, interval and currency has none yet; a publisher's own stay as they are. */
export async function ensurePlans(ctx: Context): Promise<void> {
  await ctx.db
    .insert(plans)
    .values(defaultPlans)
    .onConflictDoNothing({ target: [plans.tier, plans.interval, plans.currency] })
}
