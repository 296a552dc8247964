import { and, desc, eq, gt, inArray, isNotNull, isNull, or } from 'drizzle-orm'
import { subscriptions } from '#db/schema/donations.ts'
import { accountDeletions, people } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { standingAt } from '#lib/membership/model.ts'
import { ledgerOf } from '#lib/membership/queries.ts'
import type { GiftData } from './gift-data.ts'
import { giftInTrouble } from './dunning-facts.ts'
import { troubleOf, type Trouble } from './dunning-rules.ts'
import { liveStatuses } from './statuses.ts'

/* Asked just before a mail is sent: whether what it says is still so. */

type About = Pick<GiftData, 'personId' | 'subscriptionId'>

/** Whether a gift is in the same trouble still, and, if its membership is about to end, no other carries it on. */
export async function isStillIn(ctx: Context, about: About, trouble: Trouble): Promise<boolean> {
  if (!(await isStaying(ctx, about.personId))) return false
  const gift = await giftInTrouble(ctx, about.subscriptionId)
  if (!gift || troubleOf(gift.facts, ctx.now) !== trouble) return false
  if (trouble !== 'grace-ending' || gift.facts.graceUntil === null) return true
  return standingAt(await ledgerOf(ctx, about.personId), gift.facts.graceUntil).state === 'lapsed'
}

/** Whether somebody is without a membership: no payment has come, and nothing else gives one. */
export async function isStillLapsed(ctx: Context, { personId }: About): Promise<boolean> {
  if (!(await isStaying(ctx, personId))) return false
  return standingAt(await ledgerOf(ctx, personId), ctx.now).state === 'lapsed'
}

/** Whether somebody gives nothing regularly. */
export async function isStillWithoutGift(ctx: Context, { personId }: About): Promise<boolean> {
  if (!(await isStaying(ctx, personId))) return false
  const [live] = await ctx.db
    .select({ id: subscriptions.stripeSubscriptionId })
    .from(subscriptions)
    .where(and(eq(subscriptions.personId, personId), inArray(subscriptions.status, liveStatuses)))
    .limit(1)
  return live === undefined
}

/** Whether a payment came after all, for somebody who has read that it had not. */
export async function hasRecovered(ctx: Context, { personId, subscriptionId }: About): Promise<boolean> {
  if (!(await isStaying(ctx, personId))) return false
  const gift = await giftInTrouble(ctx, subscriptionId)
  return gift?.facts.status === 'active' && (await heardOfFailure(ctx, gift.recipient, { sent: true }))
}

const badNews = ['renewal-failed', 'payment-action-required', 'grace-ending', 'membership-lapsed']

/**
 * Whether somebody was written to of a failed payment lately, and not since that it was made good.
 * @param given.sent only what has gone out counts
 */
export async function heardOfFailure(ctx: Context, recipient: string, given: { sent: boolean }): Promise<boolean> {
  const [last] = await ctx.db
    .select({ kind: mails.kind })
    .from(mails)
    .where(
      and(
        eq(mails.recipient, recipient),
        or(inArray(mails.kind, badNews), and(eq(mails.kind, 'payment-recovered'), isNotNull(mails.sentAt))),
        given.sent ? isNotNull(mails.sentAt) : isNull(mails.refusedAt),
        gt(mails.createdAt, after(ctx.now, -90 * day)),
      ),
    )
    .orderBy(desc(mails.createdAt))
    .limit(1)
  return last !== undefined && last.kind !== 'payment-recovered'
}

/** Rule: whoever has deleted their account, or asked to, hears nothing more of their gift. */
async function isStaying(ctx: Context, personId: string): Promise<boolean> {
  const [person] = await ctx.db
    .select({ leaving: accountDeletions.personId })
    .from(people)
    .leftJoin(accountDeletions, eq(accountDeletions.personId, people.id))
    .where(and(eq(people.id, personId), isNull(people.deletedAt)))
  return person !== undefined && person.leaving === null
}
