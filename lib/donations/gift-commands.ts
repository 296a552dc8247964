import { eq } from 'drizzle-orm'
import { giftMemberships } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { recordMembership } from '#lib/membership/commands.ts'
import type { Tier } from '#lib/membership/model.ts'
import { ledgerOf, plansOnSale } from '#lib/membership/queries.ts'
import { donationSettings, magazineSettings } from '#lib/settings/queries.ts'
import { beginningOfGift, judgeOrder, monthsAfter, parseGiftCode, type GiftForm } from './gift-membership.ts'
import { redeemedGift, type RedeemedGift } from './gift-queries.ts'
import { isStillThere, withDonor } from './internal/donor.ts'
import { hashOfKey } from './internal/gift-order.ts'
import { openCheckoutOrRefuse, type CheckoutBegun } from './internal/open-or-refuse.ts'
import { subscriptionOf } from './queries.ts'

export interface GiftRequest {
  /** Null for a visitor. */
  person: { id: string; email: string } | null
  form: GiftForm
  /** A UUID that stands for the form with all that was typed into it: sent twice, it is one gift. */
  attemptId: string
  /** What a visitor's browser keeps, to show later that the order is its own; null for none. */
  browserKey: string | null
}

/**
 * Begins the payment at Stripe for a membership that somebody else will redeem.
 * @throws Refusal `invalid` with a message for its field; `unavailable` when Stripe does not answer, in which case nothing was
 *   charged and the same form may be sent again
 */
export async function beginGift(
  ctx: Context,
  { person, form, attemptId, browserKey }: GiftRequest,
): Promise<CheckoutBegun> {
  const [plans, terms, magazine] = await Promise.all([
    plansOnSale(ctx, form.currency),
    donationSettings(ctx),
    magazineSettings(ctx),
  ])
  const verdict = judgeOrder(form, plans, terms, magazine.timeZone, ctx.now)
  if (!verdict.accepted) throw new Refusal('invalid', verdict.message, { [verdict.field]: verdict.message })
  return openCheckoutOrRefuse(ctx, {
    book: null,
    gift: { frequency: 'once', ...verdict.price },
    tier: verdict.order.tier,
    person,
    returnPath: '/',
    order: {
      ...verdict.order,
      browserKeyHash: person === null && browserKey !== null ? hashOfKey(browserKey) : null,
    },
    formId: attemptId,
  })
}

const triesOfOnePerson = { name: 'gift-redeem', points: 20, seconds: 3600 }
const triesFromOneAddress = { name: 'gift-redeem-address', points: 60, seconds: 3600 }

export interface RedeemRequest {
  personId: string
  typed: string
  /** Whether somebody who gives regularly said that they want it all the same. */
  confirmed: boolean
  /** The client's address, for counting. */
  address: string
}

export type Redemption =
  | ({ state: 'redeemed' | 'yours_already' } & RedeemedGift)
  /** The code is good, and the person gives regularly already: ask before using it up. */
  | { state: 'confirm'; tier: Tier; months: number }
  /** No code that can be redeemed: unknown, withdrawn or somebody else's by now; which of these is not said. */
  | { state: 'refused' }

/**
 * Makes a membership of a code, for the person signed in. Sent twice, or twice at once, it is redeemed once.
 * @throws Refusal `too_many`
 */
export async function redeemGift(
  ctx: Context,
  { personId, typed, confirmed, address }: RedeemRequest,
): Promise<Redemption> {
  await requirePoint(ctx, triesOfOnePerson, personId, 'Too many codes were tried.')
  await requirePoint(ctx, triesFromOneAddress, address, 'Too many codes were tried from here.')
  const code = parseGiftCode(typed)
  if (code === null) return { state: 'refused' }
  const { timeZone } = await magazineSettings(ctx)
  // One of a person's gifts at a time: each begins where the other ends.
  return withDonor(ctx, personId, async (tx) => {
    if (!(await isStillThere(tx, personId))) return { state: 'refused' }
    const [gift] = await tx.db.select().from(giftMemberships).where(eq(giftMemberships.code, code)).for('update')
    if (gift?.state === 'redeemed' && gift.redeemedBy === personId) {
      const given = await redeemedGift(tx, personId, gift.id)
      return given ? { state: 'yours_already', ...given } : { state: 'refused' }
    }
    if (gift?.state !== 'paid') return { state: 'refused' }
    const { id, tier, months } = gift
    if (!confirmed && (await subscriptionOf(tx, personId))) return { state: 'confirm', tier, months }
    const from = beginningOfGift(await ledgerOf(tx, personId), tier, tx.now)
    const until = monthsAfter(from, months, timeZone)
    await tx.db
      .update(giftMemberships)
      .set({ state: 'redeemed', redeemedBy: personId, redeemedAt: tx.now })
      .where(eq(giftMemberships.id, id))
    await recordMembership(tx, {
      personId,
      source: 'gift',
      sourceRef: id,
      tier,
      state: 'ending',
      validFrom: from,
      validUntil: until,
      // Without the giver's name: the ledger is kept for ever, and a name must not be.
      reason: 'A gift.',
      actorId: personId,
    })
    return { state: 'redeemed', giftId: id, tier, from, until }
  })
}
