import { and, eq, inArray } from 'drizzle-orm'
import { campaignGifts, campaigns } from '#db/schema/books.ts'
import { claims } from '#db/schema/claims.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { formatMoney } from '#lib/money.ts'
import { promisedAhead } from './claim-life.ts'
import { earnsAnother, giftBeforeInWords, judgeGiftBefore, type GiftBefore } from './gift-before.ts'
import { lockCampaign, takeCopy } from './internal/copies.ts'
import { hasAllTheyMay, insertClaim } from './internal/insert-claim.ts'
import { tellOfPromiseAhead } from './internal/post-mails.ts'
import { takeHeldCopy } from './internal/waiting.ts'
import { refuseWithoutCopy, wishOf } from './wish.ts'

/** Which book a donor takes with the gift they give, and where it goes. */
export interface BookTaken {
  campaignId: string
  /** ISO 3166-1 alpha-2. */
  country: string
  dedication: string
}

/**
 * Keeps a copy for somebody whose regular gift brings it by the payments to come; those before now count for nothing. Taken
 * twice it is taken once. Call it within the donor's transaction, so that the gift is as it is said to be.
 * @throws Refusal `conflict` beside `book` where the gift brings none, earns another, or no copy is left; beside `country`
 *   where posting it costs something, which nothing is charged with; `invalid` beside `country` or `dedication`
 */
export async function promiseBook(
  tx: Context,
  { personId, gift, taken }: { personId: string; gift: GiftBefore & { subscriptionId: string }; taken: BookTaken },
): Promise<void> {
  await lockCampaign(tx, taken.campaignId)
  const [campaign] = await tx.db.select().from(campaigns).where(eq(campaigns.id, taken.campaignId))
  if (!campaign) throw new Refusal('not_found', 'There is no such offer.')
  const verdict = judgeGiftBefore(campaign, gift)
  if (verdict.rule !== 'earned_by_going_on') throw refused('book', giftBeforeInWords(verdict, gift))
  const earning = await earnedWith(tx, gift.subscriptionId)
  if (earning?.campaignId === campaign.id) return
  // One payment brings one book.
  if (earning) throw refused('book', earnsAnother(earning))
  const wish = await wishOf(tx, { ...taken, wish: 'book', leaves: null }, gift)
  if (!wish) throw new Error(`campaign ${campaign.id} has no way for a gift that it was judged to have`)
  if (wish.postage > 0) {
    const cost = formatMoney({ amount: wish.postage, currency: gift.currency })
    throw refused(
      'country',
      `Posting it there costs ${cost}, which cannot be charged with a gift that is given already. Give once instead: the postage is charged with that.`,
    )
  }
  if (await hasAllTheyMay(tx, campaign.id, personId)) refuseWithoutCopy('has_one_already')
  const held = await takeHeldCopy(tx, campaign.id, personId)
  if (!held && !(await takeCopy(tx, campaign.id))) refuseWithoutCopy('sold_out')
  const { leaves: _, ...wished } = wish
  const [kept] = await tx.db
    .insert(campaignGifts)
    .values({
      ...wished,
      countsFrom: tx.now,
      stripeSubscriptionId: gift.subscriptionId,
      newMember: false,
      createdAt: tx.now,
    })
    .returning()
  if (!kept) throw new Error('a gift was not written')
  const claimId = await insertClaim(tx, kept, personId, promisedAhead(kept.paymentsNeeded))
  await tellOfPromiseAhead(tx, claimId)
}

/** The book that a regular gift is earning at present; null for none. */
async function earnedWith(tx: Context, subscriptionId: string) {
  const [book] = await tx.db
    .select({ campaignId: campaigns.id, bookTitle: campaigns.bookTitle })
    .from(claims)
    .innerJoin(campaignGifts, eq(campaignGifts.id, claims.giftId))
    .innerJoin(campaigns, eq(campaigns.id, claims.campaignId))
    .where(and(eq(campaignGifts.stripeSubscriptionId, subscriptionId), inArray(claims.state, ['reserved', 'promised'])))
  return book ?? null
}

function refused(field: 'book' | 'country', message: string): Refusal {
  return new Refusal('conflict', message, { [field]: message })
}
