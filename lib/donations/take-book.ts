import { promiseBook, type BookTaken } from '#lib/books/promise-book.ts'
import type { GiftBefore } from '#lib/books/gift-before.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { isStillThere, withDonor } from './internal/donor.ts'
import { subscriptionOf, type SubscriptionView } from './queries.ts'

/** A regular gift, as a campaign's book asks after it. */
export function giftBefore(gift: SubscriptionView): GiftBefore & { subscriptionId: string } {
  const { id: subscriptionId, amount, currency, interval, status, cancelAtPeriodEnd, collectionPaused } = gift
  return { subscriptionId, amount, currency, frequency: interval, status, cancelAtPeriodEnd, collectionPaused }
}

/**
 * Takes a campaign's book with the regular gift that somebody gives already. Nothing is charged and Stripe is not asked.
 * @throws Refusal as `promiseBook` does; `conflict` for whoever gives nothing regularly
 */
export async function takeBookWithGift(ctx: Context, personId: string, taken: BookTaken): Promise<void> {
  await withDonor(ctx, personId, async (tx) => {
    const gift = (await isStillThere(tx, personId)) ? await subscriptionOf(tx, personId) : null
    if (!gift || gift.endedAt !== null)
      throw new Refusal('conflict', 'You give nothing regularly at present. Give, and take the book with that gift.')
    await promiseBook(tx, { personId, gift: giftBefore(gift), taken })
  })
}
