import { and, eq, inArray, isNotNull, lt, sql } from 'drizzle-orm'
import { checkoutAttempts, donations, driftReports, stripeEvents, subscriptions } from '#db/schema/donations.ts'
import { after, day, hour } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import type { DriftReport } from './drift-reports.ts'
import type { Applied } from './internal/applied.ts'
import { applyCharge } from './internal/apply-payment.ts'
import { applySession } from './internal/apply-session.ts'
import { applyInvoice, applySubscription, isOurSubscription } from './internal/apply-subscription.ts'
import { bearsOurMark } from './internal/donor.ts'
import { driftOf } from './internal/drift.ts'
import { leaveOneGiftOf } from './internal/second-gift.ts'
import { soldMembership } from './internal/sold.ts'
import { liveStatuses } from './internal/statuses.ts'
import { fetchSubscription } from './internal/stripe.ts'
import {
  allSubscriptions,
  chargesReturnedSince,
  chargesToldBackSince,
  invoicesPaidSince,
  invoicesToldPaidSince,
  sessionsCompletedSince,
} from './internal/walk.ts'

/**
 * Events are missed for hours; an invoice may be paid, and a payment disputed, months after it was made, which is what
 * Stripe's lists go by. What it told itself is listed by when it did.
 */
const horizons = { checkouts: 35 * day, invoices: 120 * day, told: 35 * day, returns: 180 * day }

/**
 * Compares our tables with Stripe, repairs what differs by the same functions that apply events, and keeps the
 * report. Afterwards, whatever events were lost, memberships are what Stripe's subscriptions say.
 * @throws what Stripe throws while it is asked for its lists; what was repaired until then stays so
 */
export async function reconcile(ctx: Context): Promise<DriftReport> {
  const report: DriftReport = {
    checked: { subscriptions: 0, invoices: 0, checkouts: 0, returnedCharges: 0 },
    repaired: [],
    unrepaired: [],
  }
  // First: of a visitor's gift, only the checkout knows whose it is once the customer is gone from Stripe.
  await compareCheckouts(ctx, report)
  // Before the subscriptions, so that nothing is given for money that has gone back, to be taken away at once.
  const returned = await chargesReturnedSince(ctx, after(ctx.now, -horizons.returns))
  const back = await chargesToldBackSince(ctx, after(ctx.now, -horizons.told))
  for (const chargeId of returned.union(back)) {
    const outcome = await repair(report, 'returned money', chargeId, 'not noted', () =>
      applyCharge(ctx, chargeId, null),
    )
    if (outcome?.state === 'applied') report.checked.returnedCharges += 1
  }
  const ours = await compareSubscriptions(ctx, report)
  await compareInvoices(ctx, report, ours)
  await listWhatNeedsAPerson(ctx, report, ours)
  await ctx.db.insert(driftReports).values({ ...report, at: ctx.now })
  return report
}

/** @returns the ids of our subscriptions at Stripe */
async function compareSubscriptions(ctx: Context, report: DriftReport): Promise<Set<string>> {
  const ours = new Set<string>()
  for await (const subscription of allSubscriptions(ctx)) {
    const sold = soldMembership(subscription)
    if (sold === null || !(await isOurSubscription(ctx, subscription))) continue
    ours.add(subscription.id)
    report.checked.subscriptions += 1
    const drift = await driftOf(ctx, subscription, sold)
    if (drift.length === 0) continue
    await repair(report, 'subscription', subscription.id, drift.join(', '), async () => {
      const outcome = await applySubscription(ctx, subscription.id, null)
      // Afresh: what it gives may have made it a second gift, which ended there and then.
      const present = await fetchSubscription(ctx, subscription.id)
      const left = present ? await driftOf(ctx, present, soldMembership(present) ?? sold) : []
      if (left.length > 0) throw new Error(`still differs: ${left.join(', ')}`)
      return { ...outcome, changed: true }
    })
  }
  return ours
}

async function compareInvoices(ctx: Context, report: DriftReport, ours: Set<string>): Promise<void> {
  for await (const invoice of invoicesPaidSince(ctx, after(ctx.now, -horizons.invoices))) {
    if (invoice.subscriptionId === null || !ours.has(invoice.subscriptionId) || invoice.amountPaid === 0) continue
    report.checked.invoices += 1
    await compareInvoice(ctx, report, invoice.id)
  }
  for await (const { id, subscriptionId } of invoicesToldPaidSince(ctx, after(ctx.now, -horizons.told)))
    if (subscriptionId === null || ours.has(subscriptionId)) await compareInvoice(ctx, report, id)
}

async function compareInvoice(ctx: Context, report: DriftReport, id: string): Promise<void> {
  if (await isRecorded(ctx, id)) return
  await repair(report, 'recurring donation', id, 'unknown here', () => applyInvoice(ctx, id, null))
}

async function compareCheckouts(ctx: Context, report: DriftReport): Promise<void> {
  for await (const session of sessionsCompletedSince(ctx, after(ctx.now, -horizons.checkouts))) {
    if (!bearsOurMark(session.metadata)) continue
    report.checked.checkouts += 1
    if (
      session.paymentIntentId !== null &&
      session.paymentStatus === 'paid' &&
      !(await isRecorded(ctx, session.paymentIntentId))
    ) {
      await repair(report, 'one-off donation', session.id, 'unknown here', () => applySession(ctx, session.id, null))
    }
  }
  const open = await ctx.db
    .select({ sessionId: checkoutAttempts.stripeSessionId })
    .from(checkoutAttempts)
    .where(and(eq(checkoutAttempts.state, 'open'), isNotNull(checkoutAttempts.stripeSessionId)))
  for (const { sessionId } of open) {
    if (sessionId !== null)
      await repair(report, 'checkout', sessionId, 'still open here', () => applySession(ctx, sessionId, null))
  }
}

async function listWhatNeedsAPerson(ctx: Context, report: DriftReport, ours: Set<string>): Promise<void> {
  const live = inArray(subscriptions.status, liveStatuses)
  const known = await ctx.db.select({ id: subscriptions.stripeSubscriptionId }).from(subscriptions).where(live)
  for (const { id } of known)
    if (!ours.has(id)) report.unrepaired.push({ what: 'subscription', id, found: 'Stripe does not know it' })

  const twice = await ctx.db
    .select({ personId: subscriptions.personId })
    .from(subscriptions)
    .where(live)
    .groupBy(subscriptions.personId)
    .having(sql`count(*) > 1`)
  for (const { personId } of twice) {
    const found = { what: 'person', id: personId, found: 'gives regularly twice' }
    const outcome = await repair(report, found.what, found.id, found.found, () => leaveOneGiftOf(ctx, personId))
    if (outcome?.state === 'ignored') report.unrepaired.push(found)
  }

  const stuck = await ctx.db
    .select({ id: stripeEvents.id, outcome: stripeEvents.outcome })
    .from(stripeEvents)
    .where(
      and(inArray(stripeEvents.state, ['received', 'failed']), lt(stripeEvents.receivedAt, after(ctx.now, -12 * hour))),
    )
  for (const { id, outcome } of stuck) report.unrepaired.push({ what: 'event', id, found: outcome ?? 'never taken up' })
}

async function isRecorded(ctx: Context, stripeRef: string): Promise<boolean> {
  const [row] = await ctx.db.select({ id: donations.id }).from(donations).where(eq(donations.stripeRef, stripeRef))
  return row !== undefined
}

/** One thing that cannot be repaired does not keep the others from it. */
async function repair(
  report: DriftReport,
  what: string,
  id: string,
  found: string,
  work: () => Promise<Applied>,
): Promise<Applied | null> {
  try {
    const outcome = await work()
    if (outcome.state === 'applied' && outcome.changed) report.repaired.push({ what, id, found })
    return outcome
  } catch (error) {
    report.unrepaired.push({ what, id, found: `${found}; ${error instanceof Error ? error.message : String(error)}` })
    return null
  }
}
