import { isDeepStrictEqual } from 'node:util'
import { eq, inArray } from 'drizzle-orm'
import { plans } from '#db/schema/membership.ts'
import type { Context } from '#lib/context.ts'
import type { Plan } from './model.ts'

export interface PlanOffered extends Plan {
  onSale: boolean
}

/**
 * Sets plans as they are given, each known by its tier, interval and currency; others stay. No membership changes by it.
 * Runs in the caller's transaction.
 * @returns those that are other than they were
 */
export async function replacePlans(tx: Context, wanted: PlanOffered[]): Promise<PlanOffered[]> {
  const currencies = [...new Set(wanted.map(({ currency }) => currency))]
  const before = await tx.db.select().from(plans).where(inArray(plans.currency, currencies)).for('update')
  const changed: PlanOffered[] = []
  for (const plan of wanted) {
    const was = before.find(
      ({ tier, interval, currency }) => tier === plan.tier && interval === plan.interval && currency === plan.currency,
    )
    const { minimum, suggested, onSale } = plan
    if (was === undefined) await tx.db.insert(plans).values(plan)
    else if (isDeepStrictEqual([was.minimum, was.suggested, was.onSale], [minimum, suggested, onSale])) continue
    else await tx.db.update(plans).set({ minimum, suggested, onSale }).where(eq(plans.id, was.id))
    changed.push(plan)
  }
  return changed
}
