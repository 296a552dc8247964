import { standingAt, type LedgerRow, type Tier } from './model.ts'

/**
 * How a spell begins. `new`: never a member before. `returned`: was one, had lapsed, is one again. `failed`: a renewal
 * failed, and the days of grace run. `made_good`: the payment came within them. `tier_changed`: neither, of another tier.
 */
export type SpellBeginning = 'new' | 'returned' | 'tier_changed' | 'failed' | 'made_good'

/** A time in which somebody was a member, of one tier, and with a failed renewal throughout or not at all. */
export interface Spell {
  beganAt: Date
  /** The first instant after it; null when nothing ends it yet. */
  endedAt: Date | null
  tier: Tier
  inGrace: boolean
  beginning: SpellBeginning
  /** Whether the membership is over when it ends: no other spell follows at once. */
  lapses: boolean
}

/**
 * A person's ledger as spells, in order and without overlap, so that figures are counts of them. At every instant they
 * say what `standingAt` says: it is asked at each instant at which anything can change.
 */
export function spellsOf(rows: readonly LedgerRow[]): Spell[] {
  const spells: Spell[] = []
  let current: Spell | null = null
  for (const instant of turningPoints(rows)) {
    const { tier, state } = standingAt(rows, instant)
    const inGrace = state === 'grace'
    if (current && current.tier === tier && current.inGrace === inGrace) continue
    if (current) {
      current.endedAt = instant
      current.lapses = tier === null
    }
    const before: Spell | null = current
    current = null
    if (tier === null) continue
    const beginning = beginningOf(before, inGrace, spells.length > 0)
    current = { beganAt: instant, endedAt: null, tier, inGrace, beginning, lapses: false }
    spells.push(current)
  }
  return spells
}

/** Rule: whoever goes on neither joins nor returns; whoever was ever a member before does not join. */
function beginningOf(before: Spell | null, inGrace: boolean, everBefore: boolean): SpellBeginning {
  if (before === null) return everBefore ? 'returned' : 'new'
  if (before.inGrace !== inGrace) return inGrace ? 'failed' : 'made_good'
  return 'tier_changed'
}

/** Every instant at which a row begins or stops to count, in order, each once. */
function turningPoints(rows: readonly LedgerRow[]): Date[] {
  const instants = rows.flatMap(({ validFrom, validUntil }) =>
    validUntil === null ? [validFrom.getTime()] : [validFrom.getTime(), validUntil.getTime()],
  )
  return [...new Set(instants)].toSorted((a, b) => a - b).map((time) => new Date(time))
}
