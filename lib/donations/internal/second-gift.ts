import { and, eq, inArray, isNull } from 'drizzle-orm'
import { donations, subscriptions } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { applied, ignored, type Applied } from './applied.ts'
import { withDonor } from './donor.ts'
import { isTimely } from './dunning-rules.ts'
import type { StripeSubscription } from './objects.ts'
import { soldMembership, type SoldMembership } from './sold.ts'
import { awaitsPayment, liveStatuses } from './statuses.ts'
import { fetchInvoice, fetchSubscription, latestInvoicesOf } from './stripe.ts'
import { endMarks, endNow, markBeforeEnd, returnInvoice } from './stripe-returns.ts'
import { thanksKey } from './thanks.ts'
import { writeInvoice, writeReturned } from './write-donation.ts'
import { writeSubscription } from './write-subscription.ts'

interface LiveGift {
  subscription: StripeSubscription
  sold: SoldMembership
}

/** What has been taken for longer than this is not sent back by itself: staff look at it. */
const undoneWithin = 35 * day

/**
 * Rule: nobody gives regularly twice. A visitor who pays with the address of somebody who gives already (only Checkout
 * learns it) has begun a second gift, which ends at once, and its money goes back; the first stays as it is, since
 * whoever typed an address may be anybody. One that fails gives way to the one that pays. See docs/decisions/one-gift.md
 *
 * Call it within `withDonor`, after `changed`, if that is what it may be about, is written. Money goes back before the gift
 * ends: should the process die in between, the second gift still goes on and is found again. Its end bears a mark,
 * by which whatever should have followed is made up for.
 * @returns whether anything was undone
 */
export async function leaveOneGift(
  tx: Context,
  personId: string,
  changed: StripeSubscription | null,
): Promise<boolean> {
  if (changed !== null) await finish(tx, personId, changed)
  const known = await liveRows(tx, personId)
  if (known.length < 2) return false
  const live = (await Promise.all(known.map(({ id }) => fetchGift(tx, id)))).flat()
  const stays = whichStays(live)
  if (!stays) return false
  let undone = false
  for (const gift of live) {
    if (gift === stays || !mayBeUndone(gift, stays, tx.now)) continue
    const { id } = gift.subscription
    const isSecond = isLater(gift, stays)
    if (isSecond) await sendBack(tx, personId, gift)
    await markBeforeEnd(tx, id, isSecond ? 'second' : 'failing', stays.subscription.id)
    await endNow(
      tx,
      id,
      isSecond ? 'A second regular gift, sent back.' : 'It failed, and a later gift of the same person pays.',
    )
    const over = await fetchSubscription(tx, id)
    if (over) await writeSubscription(tx, personId, over, gift.sold, null)
    if (over) await finish(tx, personId, over)
    undone = true
    tx.log.warn({ event: 'second gift undone', personId, subscriptionId: id }, 'somebody gave twice')
  }
  return undone
}

/** The same for a person who is found to give twice. */
export function leaveOneGiftOf(ctx: Context, personId: string): Promise<Applied> {
  return withDonor(ctx, personId, async (tx) =>
    (await leaveOneGift(tx, personId, null))
      ? applied('One regular gift is left.', true)
      : ignored('Left for staff to look at.'),
  )
}

/** Whether a subscription was undone as a second gift: it is over, all it took has gone back, and another goes on. */
export async function wasUndone(ctx: Context, personId: string, subscriptionId: string): Promise<boolean> {
  const others = await liveRows(ctx, personId)
  if (others.length === 0 || others.some(({ id }) => id === subscriptionId)) return false
  const given = await ctx.db
    .select({ amount: donations.amount, refunded: donations.refunded })
    .from(donations)
    .where(eq(donations.stripeSubscriptionId, subscriptionId))
  return given.length > 0 && given.every(({ amount, refunded }) => amount === refunded)
}

function liveRows(ctx: Context, personId: string): Promise<{ id: string }[]> {
  return ctx.db
    .select({ id: subscriptions.stripeSubscriptionId })
    .from(subscriptions)
    .where(and(eq(subscriptions.personId, personId), inArray(subscriptions.status, liveStatuses)))
}

/** Our copy may be old: what Stripe says now decides. */
async function fetchGift(tx: Context, id: string): Promise<LiveGift[]> {
  const subscription = await fetchSubscription(tx, id)
  const sold = subscription && soldMembership(subscription)
  return subscription && sold && liveStatuses.includes(subscription.status) ? [{ subscription, sold }] : []
}

/** The first that is paid for; if none is, the one begun last. */
function whichStays(live: readonly LiveGift[]): LiveGift | undefined {
  if (live.length < 2) return undefined
  const inOrder = live.toSorted((a, b) => (isLater(a, b) ? 1 : -1))
  return inOrder.find(pays) ?? inOrder.at(-1)
}

/** A paused gift does: what is paid for runs on, and whoever types its owner's address must not be able to end it. */
function pays({ subscription: { status } }: LiveGift): boolean {
  return status === 'active' || status === 'trialing'
}

function isLater({ subscription: a }: LiveGift, { subscription: b }: LiveGift): boolean {
  return a.startedAt > b.startedAt || (a.startedAt.getTime() === b.startedAt.getTime() && a.id > b.id)
}

/** A debit that is still on its way cannot be sent back yet: its arrival, or its return, brings us here again. */
function mayBeUndone(gift: LiveGift, stays: LiveGift, now: Date): boolean {
  const { status, startedAt, latestInvoice } = gift.subscription
  if (!isLater(gift, stays)) return true
  if (latestInvoice?.status === 'open' && !awaitsPayment(status)) return false
  return now < after(startedAt, undoneWithin)
}

async function sendBack(tx: Context, personId: string, { subscription, sold }: LiveGift): Promise<void> {
  const paid = (await latestInvoicesOf(tx, subscription.id)).filter(({ status }) => status === 'paid')
  for (const { id } of paid) {
    const invoice = await fetchInvoice(tx, id)
    if (!invoice) continue
    await writeInvoice(tx, personId, invoice, { subscriptionId: subscription.id, ...sold })
    const [donation] = await tx.db.select({ id: donations.id }).from(donations).where(eq(donations.stripeRef, id))
    if (!donation) continue
    await returnInvoice(tx, id, donation.id)
    await writeReturned(tx, id, { amount: invoice.amountPaid, all: true })
    // Nobody is thanked for what goes back, if the thanks have not left yet.
    await tx.db.delete(mails).where(and(eq(mails.dedupeKey, thanksKey(id)), isNull(mails.sentAt)))
  }
}

/** What follows from the end of a gift that bears a mark, once. */
async function finish(tx: Context, personId: string, over: StripeSubscription): Promise<void> {
  const sold = over.status === 'canceled' ? soldMembership(over) : null
  if (sold === null) return
  await finishSecond(tx, personId, { subscription: over, sold })
  await finishFailing(tx, personId, { subscription: over, sold })
}

/**
 * Of a second gift nothing of its money stays here, and the donor is told. The mark stands in metadata, which only we
 * and the dashboard write, and is believed only of a gift that was begun beside an earlier one of the same person a
 * short while ago: money must not go back on a word that anybody can put there.
 */
async function finishSecond(tx: Context, personId: string, second: LiveGift): Promise<void> {
  const { id, endedAt, startedAt } = second.subscription
  const first = await markedOther(tx, personId, second, 'second')
  if (!first || !isLater(second, first) || (endedAt ?? tx.now) >= after(startedAt, undoneWithin)) return
  await sendBack(tx, personId, second)
  await tell(tx, personId, toldKinds.second, id, { second: inFigures(second), first: inFigures(first) })
}

/** Whoever gave what failed is told that it has ended, and what took its place; not of an end of long ago. */
async function finishFailing(tx: Context, personId: string, failing: LiveGift): Promise<void> {
  const { id, endedAt } = failing.subscription
  const stays = await markedOther(tx, personId, failing, 'failing')
  if (!stays || !isLater(stays, failing) || !liveStatuses.includes(stays.subscription.status)) return
  if (!isTimely(endedAt ?? tx.now, tx.now)) return
  await tell(tx, personId, toldKinds.failing, id, { ended: inFigures(failing), stays: inFigures(stays) })
}

/** The other gift that a mark names, if it is of the same person and they have not been told yet. */
async function markedOther(
  tx: Context,
  personId: string,
  { subscription }: LiveGift,
  why: keyof typeof endMarks,
): Promise<LiveGift | null> {
  const otherId = subscription.metadata[endMarks[why]]
  if (otherId === undefined || (await isTold(tx, toldKinds[why], subscription.id))) return null
  const other = (await isOf(tx, personId, otherId)) ? await fetchSubscription(tx, otherId) : null
  const sold = other && soldMembership(other)
  return sold ? { subscription: other, sold } : null
}

const toldKinds = { second: 'second-gift-returned', failing: 'failing-gift-replaced' } as const
type ToldKind = (typeof toldKinds)[keyof typeof toldKinds]

async function tell(
  tx: Context,
  personId: string,
  kind: ToldKind,
  subscriptionId: string,
  gifts: Record<string, ReturnType<typeof inFigures>>,
): Promise<void> {
  const [person] = await tx.db.select({ email: people.email }).from(people).where(eq(people.id, personId))
  if (!person) return
  const { name } = await magazineSettings(tx)
  await postMail(tx, {
    kind,
    recipient: person.email,
    data: { magazine: name, site: tx.config.publicUrl, ...gifts },
    dedupeKey: toldKey(kind, subscriptionId),
  })
}

function inFigures({ sold: { amount, currency, interval } }: LiveGift) {
  return { amount, currency, interval }
}

async function isOf(tx: Context, personId: string, subscriptionId: string): Promise<boolean> {
  const [row] = await tx.db
    .select({ id: subscriptions.stripeSubscriptionId })
    .from(subscriptions)
    .where(and(eq(subscriptions.stripeSubscriptionId, subscriptionId), eq(subscriptions.personId, personId)))
  return row !== undefined
}

function toldKey(kind: ToldKind, subscriptionId: string): string {
  return `${kind}:${subscriptionId}`
}

async function isTold(tx: Context, kind: ToldKind, subscriptionId: string): Promise<boolean> {
  const [mail] = await tx.db
    .select({ id: mails.id })
    .from(mails)
    .where(eq(mails.dedupeKey, toldKey(kind, subscriptionId)))
  return mail !== undefined
}
