import type { Frequency } from '#lib/donations/model.ts'
import type { Plan } from '#lib/membership/model.ts'
import type { DonationLimits } from '#lib/settings/model.ts'

/** Three amounts to choose from, minor units: one-off ones, or those of the plans on sale. */
export function suggestedFor(frequency: Frequency, plans: readonly Plan[], limits: DonationLimits): number[] {
  if (frequency === 'once') return limits.onceSuggested.slice(0, 3)
  const sold = plans.filter((plan) => plan.interval === frequency)
  const minimums = sold.map((plan) => plan.minimum)
  const between = [...new Set(sold.flatMap((plan) => plan.suggested))]
    .filter((value) => !minimums.includes(value))
    .toSorted((a, b) => a - b)
  return [...new Set([...minimums, ...between.slice(0, Math.max(0, 3 - minimums.length))])]
    .toSorted((a, b) => a - b)
    .slice(0, 3)
}
