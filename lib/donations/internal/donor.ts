import { eq, isNull, and, sql } from 'drizzle-orm'
import { z } from 'zod'
import { checkoutAttempts, stripeCustomers, subscriptions } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import type { StripeSubscription } from './objects.ts'
import { fetchCustomer } from './stripe.ts'
import { inTurn } from './turn.ts'

/** Whatever hints at whose payment it is. */
export interface DonorClues {
  metadata: Record<string, string>
  customerId: string | null
  /** The address Checkout confirmed, where known. */
  email: string | null
}

/** The mark on everything we make at Stripe: one Stripe account often serves several products. */
export function bearsOurMark(metadata: Record<string, string>): boolean {
  return metadata.app === 'standfirst'
}

/**
 * Finds whose payment it is, or makes an account for an address not seen before. Rule: who began it while signed in
 * wins over every address, then who is known as that customer, then the confirmed address. Name and
 * address of somebody who exists are never touched. Asked twice, or twice at once, it answers the same.
 * @throws Error when there is nothing to go by
 */
export async function donorFor(ctx: Context, clues: DonorClues): Promise<string> {
  const attemptId = uuidOf(clues.metadata.attempt)
  const personId =
    (await personWho(ctx, uuidOf(clues.metadata.person))) ??
    (await personWhoBegan(ctx, attemptId)) ??
    (await personOfCustomer(ctx, clues.customerId)) ??
    (await personAt(ctx, clues.email ?? (await emailOfCustomer(ctx, clues.customerId))))
  if (personId === null) throw new Error('a payment without person, customer or address')
  if (clues.customerId !== null) {
    await ctx.db
      .insert(stripeCustomers)
      .values({ stripeCustomerId: clues.customerId, personId, createdAt: ctx.now })
      .onConflictDoNothing()
  }
  if (attemptId !== null) {
    await ctx.db
      .update(checkoutAttempts)
      .set({ personId })
      .where(and(eq(checkoutAttempts.id, attemptId), isNull(checkoutAttempts.personId)))
  }
  return personId
}

/** The same for a subscription; one we know already stays whose it is. */
export async function donorOfSubscription(ctx: Context, subscription: StripeSubscription): Promise<string> {
  const known = await personOfSubscription(ctx, subscription.id)
  return known ?? donorFor(ctx, { metadata: subscription.metadata, customerId: subscription.customerId, email: null })
}

export async function personOfSubscription(ctx: Context, subscriptionId: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({ personId: subscriptions.personId })
    .from(subscriptions)
    .where(eq(subscriptions.stripeSubscriptionId, subscriptionId))
  return row?.personId ?? null
}

/**
 * Runs `work` in one transaction in which nothing else of this donor's is applied. Fetch inside it: what was fetched
 * before the lock was held may be older than what another worker has written since.
 * @param patience milliseconds to wait for a place and for the lock, unless as long as a page can
 * @throws Refusal `unavailable` when either does not come free
 */
export function withDonor<Result>(
  ctx: Context,
  personId: string,
  work: (tx: Context) => Promise<Result>,
  patience?: number,
): Promise<Result> {
  const locked = async (tx: Context) => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`donor ${personId}`}, 0))`)
    return work(tx)
  }
  return inTurn(ctx, locked, patience)
}

/**
 * Whether a person's account has not been deleted, by now: asked within a transaction, a deletion waits for its end. What
 * was asked for in one window must not be given to somebody who has gone in another.
 */
export async function isStillThere(tx: Context, personId: string): Promise<boolean> {
  const [row] = await tx.db
    .select({ deletedAt: people.deletedAt })
    .from(people)
    .where(eq(people.id, personId))
    .for('share')
  return row !== undefined && row.deletedAt === null
}

async function personWho(ctx: Context, id: string | null): Promise<string | null> {
  if (id === null) return null
  const [row] = await ctx.db.select({ id: people.id }).from(people).where(eq(people.id, id))
  return row?.id ?? null
}

async function personWhoBegan(ctx: Context, attemptId: string | null): Promise<string | null> {
  if (attemptId === null) return null
  const [row] = await ctx.db
    .select({ personId: checkoutAttempts.personId })
    .from(checkoutAttempts)
    .where(eq(checkoutAttempts.id, attemptId))
  return row?.personId ?? null
}

async function personOfCustomer(ctx: Context, customerId: string | null): Promise<string | null> {
  if (customerId === null) return null
  const [row] = await ctx.db
    .select({ personId: stripeCustomers.personId })
    .from(stripeCustomers)
    .where(eq(stripeCustomers.stripeCustomerId, customerId))
  return row?.personId ?? null
}

async function emailOfCustomer(ctx: Context, customerId: string | null): Promise<string | null> {
  if (customerId === null) return null
  const customer = await fetchCustomer(ctx, customerId)
  return customer?.email ?? null
}

const addressSchema = z.string().trim().toLowerCase().pipe(z.email())

/** The address is confirmed when its owner first signs in by mail, not by having been typed at a till. */
async function personAt(ctx: Context, email: string | null): Promise<string | null> {
  const address = addressSchema.safeParse(email)
  if (!address.success) return null
  const [made] = await ctx.db
    .insert(people)
    .values({ email: address.data, createdAt: ctx.now })
    .onConflictDoNothing({ target: people.email })
    .returning({ id: people.id })
  if (made) return made.id
  const [found] = await ctx.db.select({ id: people.id }).from(people).where(eq(people.email, address.data))
  return found?.id ?? null
}

/** Metadata can be edited in Stripe's dashboard: what is no id there is no clue. */
function uuidOf(value: string | undefined): string | null {
  return z.uuid().safeParse(value).data ?? null
}
