import { eq } from 'drizzle-orm'
import { stripeCustomers } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'

/**
 * Remembers that a person is a customer at Stripe, from a system that used the same account before. Nothing is asked of
 * Stripe, and nothing that customer pays for elsewhere becomes a donation by it.
 * @throws Refusal `conflict` when the customer is known as somebody else
 */
export async function knowAsCustomer(tx: Context, personId: string, stripeCustomerId: string): Promise<void> {
  await tx.db.insert(stripeCustomers).values({ stripeCustomerId, personId, createdAt: tx.now }).onConflictDoNothing()
  const [row] = await tx.db
    .select({ personId: stripeCustomers.personId })
    .from(stripeCustomers)
    .where(eq(stripeCustomers.stripeCustomerId, stripeCustomerId))
  if (row?.personId !== personId)
    throw new Refusal('conflict', `The customer ${stripeCustomerId} at Stripe is somebody else already.`)
}

/** Whose a customer is; null when nobody's here. */
export async function personOfFormerCustomer(ctx: Context, stripeCustomerId: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({ personId: stripeCustomers.personId })
    .from(stripeCustomers)
    .where(eq(stripeCustomers.stripeCustomerId, stripeCustomerId))
  return row?.personId ?? null
}
