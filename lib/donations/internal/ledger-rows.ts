import { missedBeginning } from './standing.ts'
import type { RecordedRow, SubscriptionFacts, SubscriptionStanding } from './standing-facts.ts'

export type MissingRow = Omit<SubscriptionStanding, 'next'>

/** The rows the ledger lacks to say what it should of a subscription; none when it says so already. */
export function missingRows(facts: SubscriptionFacts, standing: SubscriptionStanding, now: Date): MissingRow[] {
  const { next, ...present } = standing
  const beginning = missedBeginning(facts, standing)
  const before: MissingRow[] = beginning ? [beginning] : []
  const { recorded, announced } = facts
  // Over before it was ever paid: there is nothing to say.
  if (!beginning && recorded === null && present.state === 'lapsed') return []
  const nextIsSaid = next === null ? announced === null : says(announced, next) && startsWith(announced, next)
  if (says(recorded, present)) {
    if (nextIsSaid) return []
    // What is announced falls away when the present is said again after it: the later row counts.
    if (announced === null && next !== null) return [next]
  }
  return [...before, { ...present, from: present.from > now ? now : present.from }, ...(next === null ? [] : [next])]
}

function says(row: RecordedRow | null, wanted: MissingRow): boolean {
  return (
    row !== null &&
    row.state === wanted.state &&
    row.tier === wanted.tier &&
    row.validUntil?.getTime() === wanted.until?.getTime()
  )
}

function startsWith(row: RecordedRow | null, wanted: MissingRow): boolean {
  return row?.validFrom.getTime() === wanted.from.getTime()
}
