import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { donations, refundRequests } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { after, minute } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { defineJob } from '#lib/jobs/job.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { standingAt, type LedgerRow } from '#lib/membership/model.ts'
import { ledgerOf } from '#lib/membership/queries.ts'
import { formatMoney } from '#lib/money.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { applyCharge } from './internal/apply-payment.ts'
import { withDonor } from './internal/donor.ts'
import { isFromStripe, isRefusedByStripe } from './internal/stripe.ts'
import { endSubscription, isHeldByDispute, makeRefund, paymentOfDonation } from './internal/stripe-refunds.ts'
import { inTurn, isBusy } from './internal/turn.ts'
import { endingFor, heldByDispute, refundable, type Refundable } from './refund-preview.ts'

/** Some eleven hours of tries; what fails them all waits among the dead letters. */
export const refundJob = defineJob(
  'stripe-refund',
  z.object({ requestId: z.uuid(), ending: z.enum(['no', 'now', 'at_period_end']) }),
  { retryLimit: 12, retryDelay: 5 },
)
type RefundTask = z.infer<typeof refundJob.schema>

export interface RefundOrder {
  /** A UUID the page made: the same form sent twice is one refund. The refund at Stripe bears it as a mark. */
  requestId: string
  donationId: string
  /** Minor units of the donation's currency. */
  amount: number
  reason: string
  /** Whether the regular gift it belongs to ends as well. */
  alsoCancel: boolean
  /** Which of the staff. */
  actorId: string
}

/**
 * Sends money back through Stripe and applies what follows at once: membership, mail to the donor, audit log. The order is kept
 * with a job first, so that neither a crash nor an outage of Stripe's loses it.
 * @returns `kept` when Stripe does not answer: it is done as soon as Stripe does
 * @throws Refusal `invalid` with a message for `amount`; `conflict` when Stripe refuses or the form was used for something else;
 *   `not_found` when there is no such donation
 */
export async function refundDonation(ctx: Context, order: RefundOrder): Promise<'done' | 'kept'> {
  const task = await keepOrder(ctx, order)
  try {
    await carryOut(ctx, task)
  } catch (error) {
    if (!isFromStripe(error) && !isBusy(error)) throw error
    ctx.log.warn(
      { err: error, event: 'refund kept', requestId: task.requestId },
      'Stripe did not answer; tried again later',
    )
    return 'kept'
  }
  const [request] = await ctx.db.select().from(refundRequests).where(eq(refundRequests.id, task.requestId))
  if (request?.state === 'refused')
    throw new Refusal('conflict', `Nothing was sent back. ${request.problem ?? 'Stripe refused, and did not say why.'}`)
  return request?.state === 'done' ? 'done' : 'kept'
}

async function keepOrder(ctx: Context, order: RefundOrder): Promise<RefundTask> {
  const [donor] = await ctx.db
    .select({ personId: donations.personId })
    .from(donations)
    .where(eq(donations.id, order.donationId))
  if (!donor) throw new Refusal('not_found', 'There is no such donation.')
  return withDonor(ctx, donor.personId, async (tx) => {
    const donation = await refundable(tx, order.donationId)
    if (!donation) throw new Refusal('not_found', 'There is no such donation.')
    const [known] = await tx.db.select().from(refundRequests).where(eq(refundRequests.id, order.requestId))
    if (known) {
      if (known.donationId !== order.donationId || known.amount !== order.amount)
        throw new Refusal('conflict', 'This form was sent before with another amount. Please begin again.')
      const ending = order.alsoCancel && donation.subscription ? endingOfKept(donation, known.amount) : 'no'
      return { requestId: order.requestId, ending }
    }
    refuseBadAmount(donation, order.amount)
    const task: RefundTask = {
      requestId: order.requestId,
      ending: endingFor(donation, order.amount, order.alsoCancel),
    }
    await tx.db.insert(refundRequests).values({
      id: order.requestId,
      donationId: order.donationId,
      amount: order.amount,
      reason: order.reason,
      actorId: order.actorId,
      createdAt: tx.now,
    })
    // Whoever asked waits in front of a page and tries at once; the job is for when that comes to nothing.
    await tx.queue.send(tx.db, refundJob, task, { startAfter: after(tx.now, minute) })
    return task
  })
}

/** The same as when it was first asked for, though its own amount is on its way back by now. */
function endingOfKept(donation: Refundable, amount: number): RefundTask['ending'] {
  return endingFor({ ...donation, left: donation.left + amount }, amount, true)
}

function refuseBadAmount({ left, currency }: Refundable, amount: number): void {
  if (left === 0) throw new Refusal('conflict', 'All of this donation has gone back already, or is on its way.')
  if (amount > left) {
    const message = `At most ${formatMoney({ amount: left, currency })} is left to send back.`
    throw fieldRefusal('amount', message)
  }
}

/**
 * Does what an order says, as far as it is not done: the refund, the end of the regular gift, what follows here, the
 * mail. Any number of times, by several at once, it comes to the same.
 * @throws what Stripe throws while it does not answer
 */
export async function carryOut(ctx: Context, { requestId, ending }: RefundTask): Promise<void> {
  const made = await sendBack(ctx, requestId, ending)
  if (made === null) return
  const { donation, chargeId } = made
  if (ending !== 'no' && donation.subscription) await endSubscription(ctx, donation.subscription.id, ending, requestId)
  await applyCharge(ctx, chargeId, null)
  await tellDonor(ctx, requestId, donation, ending)
}

/** @returns null when Stripe refused */
async function sendBack(
  ctx: Context,
  requestId: string,
  ending: RefundTask['ending'],
): Promise<{ donation: Refundable; chargeId: string } | null> {
  return inTurn(ctx, async (tx) => {
    // Page and worker may be at it together: the second waits here, and finds it done.
    const [request] = await tx.db.select().from(refundRequests).where(eq(refundRequests.id, requestId)).for('update')
    if (!request || request.state === 'refused') return null
    const donation = await refundable(tx, request.donationId)
    const payment = donation && (await paymentOfDonation(tx, donation.stripeRef))
    if (!donation) throw new Error(`donation ${request.donationId} vanished`)
    if (!payment) return refuse(tx, request, donation, 'Stripe knows no payment for it.')
    const answer = { donation, chargeId: payment.charge.id }
    if (request.state === 'done') return answer
    if (await isHeldByDispute(tx, payment.charge)) return refuse(tx, request, donation, heldByDispute)
    try {
      const isAll = request.amount === donation.amount && donation.refunded === 0
      const refund = await makeRefund(tx, {
        requestId,
        orderedAt: request.createdAt,
        paymentIntentId: payment.paymentIntentId,
        // A donation may differ from its charge by a credit balance: all of one is all of the other.
        amount: isAll ? null : request.amount,
      })
      if (refund.status === 'failed' || refund.status === 'canceled')
        return await refuse(tx, request, donation, refund.failureReason ?? 'The bank did not take it.')
      await tx.db
        .update(refundRequests)
        .set({ state: 'done', stripeRefundId: refund.id, settledAt: tx.now })
        .where(eq(refundRequests.id, requestId))
    } catch (error) {
      if (!isRefusedByStripe(error)) throw error
      return refuse(tx, request, donation, error instanceof Error ? error.message : String(error))
    }
    await note(tx, request, donation, 'refunded a donation', { ending: endingWords[ending] })
    return answer
  })
}

const endingWords = { no: 'goes on', now: 'ended', at_period_end: 'ends with the period' } as const

type Request = typeof refundRequests.$inferSelect

async function refuse(tx: Context, request: Request, donation: Refundable, problem: string): Promise<null> {
  await tx.db
    .update(refundRequests)
    .set({ state: 'refused', problem, settledAt: tx.now })
    .where(eq(refundRequests.id, request.id))
  await note(tx, request, donation, 'was refused a refund', { problem })
  return null
}

async function note(
  tx: Context,
  request: Request,
  donation: Refundable,
  action: string,
  more: Record<string, string>,
): Promise<void> {
  if (request.actorId === null) return
  await recordAudit(tx, {
    actorId: request.actorId,
    action,
    subject: subjectOf('person', donation.personId),
    details: {
      amount: formatMoney({ amount: request.amount, currency: donation.currency }),
      receipt: donation.receiptNumber,
      reason: request.reason,
      ...(donation.frequency === 'once' ? {} : more),
    },
  })
}

async function tellDonor(
  ctx: Context,
  requestId: string,
  donation: Refundable,
  ending: RefundTask['ending'],
): Promise<void> {
  const [person] = await ctx.db
    .select({ email: people.email, deletedAt: people.deletedAt })
    .from(people)
    .where(eq(people.id, donation.personId))
  const [request] = await ctx.db.select().from(refundRequests).where(eq(refundRequests.id, requestId))
  if (!person || person.deletedAt !== null || !request) return
  if (ending === 'no' && (await isToldOfWithdrawal(ctx, donation))) return
  const magazine = await magazineSettings(ctx)
  const membership = membershipAfter(await ledgerOf(ctx, donation.personId), request.createdAt, ctx.now)
  const dayOf = (at: Date) =>
    new Intl.DateTimeFormat(magazine.locale, { dateStyle: 'long', timeZone: magazine.timeZone }).format(at)
  const onNotice = ending === 'no' && donation.subscription?.cancelAtPeriodEnd === true
  await inTransaction(ctx, (tx) =>
    postMail(tx, {
      kind: 'refund-made',
      recipient: person.email,
      data: {
        magazine: magazine.name,
        site: tx.config.publicUrl,
        amount: request.amount,
        currency: donation.currency,
        paidOn: dayOf(donation.paidAt),
        regular: onNotice ? 'on_notice' : ending === 'no' && donation.subscription === null ? 'none' : ending,
        endsOn: onNotice && donation.subscription ? dayOf(donation.subscription.currentPeriodEnd) : null,
        membership,
      },
      dedupeKey: `refund-made:${requestId}`,
    }),
  )
}

/**
 * What a refund did to a membership: what the ledger says now beside what it would say now, had nothing been written since the
 * refund was asked for. A second try, after the first has written, finds the same.
 */
function membershipAfter(ledger: LedgerRow[], orderedAt: Date, now: Date): 'kept' | 'ended' | 'none' {
  // Stripe's clock may be a little ahead of ours: what ended a moment ago has ended.
  const at = after(now, minute)
  if (standingAt(ledger, at).tier !== null) return 'kept'
  const without = ledger.filter(({ recordedAt }) => recordedAt < orderedAt)
  return standingAt(without, at).tier === null ? 'none' : 'ended'
}

/** Whether applying the refund told the donor already, with the membership it ended (lib/donations/internal/post-dunning.ts). */
async function isToldOfWithdrawal(ctx: Context, { subscription, stripeRef }: Refundable): Promise<boolean> {
  if (!subscription) return false
  const [told] = await ctx.db
    .select({ id: mails.id })
    .from(mails)
    .where(eq(mails.dedupeKey, `membership-withdrawn:${subscription.id}:${stripeRef}`))
  return told !== undefined
}
