import { and, eq, exists, gt, inArray, lt, lte, ne } from 'drizzle-orm'
import { membershipLedger, membershipSpells } from '#db/schema/membership.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { announceEvent, wantedSince } from '#lib/webhooks/announce.ts'
import { standingAt, type LedgerRow } from '../model.ts'
import { spellsOf, type Spell } from '../spells.ts'

/**
 * Tells whoever listens that somebody became a member, or is one no more, by what was just written into the ledger. What
 * only the passing of time brings about is told by `announceTimesThatCame`.
 */
export async function announceStanding(
  ctx: Context,
  personId: string,
  before: readonly LedgerRow[],
  now: readonly LedgerRow[],
): Promise<void> {
  const [was, is] = [before, now].map((rows) => standingAt(rows, ctx.now).tier !== null)
  if (was === is) return
  const spells = spellsOf(now)
  const begun = spells.findLast(({ beganAt, beginning }) => beganAt <= ctx.now && isJoining(beginning))
  const ended = spells.findLast(({ endedAt, lapses }) => lapses && endedAt !== null && endedAt <= ctx.now)
  if (is && begun) await tellJoined(ctx, personId, begun)
  // A row may say that there never was a membership: then nothing is left of it in the spells.
  if (!is && ended) await tellLapsed(ctx, personId, ended)
}

/** How far back is looked for turns that nobody was told of, the worker having been away. */
const longestAway = 2 * day

/** Tells of memberships that lapsed, or began on the day they were to begin; of each once. */
export async function announceTimesThatCame(ctx: Context): Promise<void> {
  const [joined, lapsed] = [await wantedSince(ctx, 'member.joined'), await wantedSince(ctx, 'member.lapsed')]
  const since = (wanted: Date) => (wanted > after(ctx.now, -longestAway) ? wanted : after(ctx.now, -longestAway))
  if (lapsed !== null) {
    const rows = await ctx.db
      .select()
      .from(membershipSpells)
      .where(
        and(
          eq(membershipSpells.lapses, true),
          gt(membershipSpells.endedAt, since(lapsed)),
          lte(membershipSpells.endedAt, ctx.now),
        ),
      )
    for (const row of rows) await tellLapsed(ctx, row.personId, row)
  }
  if (joined !== null) {
    // Recorded before its day; what began when it was recorded was told then.
    const recordedBefore = ctx.db
      .select({ sequence: membershipLedger.sequence })
      .from(membershipLedger)
      .where(
        and(
          eq(membershipLedger.personId, membershipSpells.personId),
          eq(membershipLedger.validFrom, membershipSpells.beganAt),
          lt(membershipLedger.recordedAt, membershipSpells.beganAt),
          ne(membershipLedger.source, 'imported'),
        ),
      )
    const rows = await ctx.db
      .select()
      .from(membershipSpells)
      .where(
        and(
          inArray(membershipSpells.beginning, ['new', 'returned']),
          gt(membershipSpells.beganAt, since(joined)),
          lte(membershipSpells.beganAt, ctx.now),
          exists(recordedBefore),
        ),
      )
    for (const row of rows) await tellJoined(ctx, row.personId, row)
  }
}

function isJoining(beginning: Spell['beginning']): boolean {
  return beginning === 'new' || beginning === 'returned'
}

function tellJoined(ctx: Context, personId: string, { beganAt, tier, beginning }: Spell): Promise<void> {
  return announceEvent(ctx, {
    type: 'member.joined',
    data: { member: personId, tier, returned: beginning === 'returned', since: beganAt.toISOString() },
    key: `member.joined ${personId} ${beganAt.toISOString()}`,
  })
}

function tellLapsed(ctx: Context, personId: string, { endedAt, tier }: Spell): Promise<void> {
  const at = (endedAt ?? ctx.now).toISOString()
  return announceEvent(ctx, {
    type: 'member.lapsed',
    data: { member: personId, tier, at },
    key: `member.lapsed ${personId} ${at}`,
  })
}
