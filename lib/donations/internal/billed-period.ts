import type { Tier } from '#lib/membership/model.ts'

/** One period of a subscription, as one invoice bills it. */
export interface BilledPeriod {
  status: string | null
  createdAt: Date
  paidAt: Date | null
  /** Whether it has been paid, and not all of the money has gone back by refund or dispute. */
  kept: boolean
  /** Whether it will be paid, or fail, without anybody's doing. */
  onItsWay: boolean
  /** What was sold for it. */
  tier: Tier
  start: Date
  /** The first instant after it. */
  end: Date
}

/** The paid and kept period that reaches the beginning of another, so that one membership leads from it into the other. */
export function keptBefore(periods: readonly BilledPeriod[], period: BilledPeriod): BilledPeriod | undefined {
  return periods.find((one) => one !== period && one.kept && one.start <= period.start && one.end >= period.start)
}
