import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { donations, subscriptions } from '#db/schema/donations.ts'
import { membershipLedger } from '#db/schema/membership.ts'
import type { Context } from '#lib/context.ts'
import { donationSettings } from '#lib/settings/queries.ts'
import type { StripeSubscription } from './objects.ts'
import type { PeriodInvoice } from './period-invoice.ts'
import { soldPeriod, type SoldMembership } from './sold.ts'
import type { BilledPeriod } from './billed-period.ts'
import type { RecordedRow, SubscriptionFacts } from './standing-facts.ts'
import { latestInvoicesOf } from './stripe.ts'

/** What the table of states goes by. */
export async function gatherFacts(
  ctx: Context,
  personId: string,
  subscription: StripeSubscription,
  sold: SoldMembership,
): Promise<SubscriptionFacts> {
  const [copy] = await ctx.db
    .select({ graceUntil: subscriptions.graceUntil, fetchedAt: subscriptions.fetchedAt })
    .from(subscriptions)
    .where(eq(subscriptions.stripeSubscriptionId, subscription.id))
  const known = await recordedOf(ctx, personId, subscription.id)
  return {
    ...subscription,
    tier: sold.tier,
    periodEnd: sold.periodEnd,
    pricedAt: sold.pricedAt,
    periods: await periodsOf(ctx, subscription, known.recorded !== null),
    graceUntil: copy?.graceUntil ?? null,
    graceDays: (await donationSettings(ctx)).graceDays,
    lookedAt: copy?.fetchedAt ?? subscription.startedAt,
    ...known,
  }
}

async function recordedOf(
  ctx: Context,
  personId: string,
  subscriptionId: string,
): Promise<{ recorded: RecordedRow | null; announced: RecordedRow | null }> {
  const rows = await ctx.db
    .select({
      state: membershipLedger.state,
      tier: membershipLedger.tier,
      validFrom: membershipLedger.validFrom,
      validUntil: membershipLedger.validUntil,
    })
    .from(membershipLedger)
    .where(
      and(
        eq(membershipLedger.source, 'stripe'),
        eq(membershipLedger.sourceRef, subscriptionId),
        eq(membershipLedger.personId, personId),
      ),
    )
    .orderBy(desc(membershipLedger.sequence))
  const [last] = rows
  return {
    recorded: rows.find(({ validFrom }) => validFrom <= ctx.now) ?? null,
    announced: last && last.validFrom > ctx.now ? last : null,
  }
}

/**
 * All of the newest periods, also where the latest is paid and kept: a year paid before the interval was changed, by
 * staff at Stripe say, runs on beside the months that came after it.
 */
async function periodsOf(ctx: Context, subscription: StripeSubscription, begunHere: boolean): Promise<BilledPeriod[]> {
  const latest = subscription.latestInvoice
  if (latest === null) return []
  if (begunHere && !goesOn(subscription, latest)) return asPeriod(latest, await returnedOf(ctx, [latest.id]))
  const all = await latestInvoicesOf(ctx, subscription.id)
  const returnedOfAll = await returnedOf(
    ctx,
    all.map(({ id }) => id),
  )
  return all.flatMap((invoice) => asPeriod(invoice, returnedOfAll))
}

/** Of one that is over, and known here, it matters at most whether it was ever paid. */
function goesOn({ status }: StripeSubscription, latest: PeriodInvoice): boolean {
  return ['active', 'trialing', 'past_due'].includes(status) || latest.status !== 'paid'
}

function asPeriod(invoice: PeriodInvoice, returned: ReadonlySet<string>): BilledPeriod[] {
  const sold = soldPeriod(invoice.lines)
  if (sold === null) return []
  const { status, createdAt, paidAt } = invoice
  return [
    {
      status,
      createdAt,
      paidAt,
      kept: status === 'paid' && !returned.has(invoice.id),
      onItsWay: status === 'open' || (status === 'draft' && invoice.advancesByItself),
      tier: sold.tier,
      start: sold.start,
      end: sold.end,
    },
  ]
}

/** Those of some invoices whose money has all gone back. */
async function returnedOf(ctx: Context, invoiceIds: readonly string[]): Promise<Set<string>> {
  const rows = await ctx.db
    .select({ ref: donations.stripeRef })
    .from(donations)
    .where(and(inArray(donations.stripeRef, [...invoiceIds]), sql`${donations.refunded} >= ${donations.amount}`))
  return new Set(rows.map(({ ref }) => ref))
}
