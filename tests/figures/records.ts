import { v7 } from 'uuid'
import { donations, subscriptions } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'

/** Somebody, with nothing given yet. */
export async function donor(ctx: Context, given: { name?: string; deletedAt?: Date } = {}): Promise<string> {
  const id = v7()
  await ctx.db.insert(people).values({ id, email: `${id}@example.org`, name: 'Robin Averill', ...given })
  return id
}

/** A donation straight into its table. */
export async function donation(
  ctx: Context,
  given: Partial<typeof donations.$inferInsert> & { personId: string; paidAt: Date },
): Promise<string> {
  const stripeRef = `pi_${crypto.randomUUID()}`
  await ctx.db.insert(donations).values({ frequency: 'once', amount: 1000, currency: 'GBP', stripeRef, ...given })
  return stripeRef
}

/** A regular donation straight into its table. */
export async function subscription(
  ctx: Context,
  given: Partial<typeof subscriptions.$inferInsert> & { personId: string },
): Promise<void> {
  await ctx.db.insert(subscriptions).values({
    stripeSubscriptionId: `sub_${crypto.randomUUID()}`,
    status: 'active',
    tier: 'supporter',
    interval: 'month',
    amount: 500,
    currency: 'GBP',
    currentPeriodEnd: ctx.now,
    startedAt: ctx.now,
    fetchedAt: ctx.now,
    ...given,
  })
}
