import { asc, eq } from 'drizzle-orm'
import { campaigns, campaignZones } from '#db/schema/books.ts'
import type { Context } from '#lib/context.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import type { Money } from '#lib/money.ts'
import { dedicationFault, judgeOffer, tidyDedication, zoneOf, type Frequency, type Zone } from './model.ts'
import type { BookOrder, Reservation } from './reserve.ts'

/** What a donor chose beside a gift, as it stood in the form. */
export interface BookChoice {
  campaignId: string
  wish: 'book' | 'wait' | 'none'
  /** ISO 3166-1 alpha-2. */
  country: string
  dedication: string
  /** An attempt that the donor came back from without paying: its copy is free for them again. */
  leaves: string | null
}

/** The choice, judged by what is on offer. */
export type BookWish = Omit<BookOrder, 'attemptId' | 'personId'> & Pick<BookChoice, 'leaves'>

/**
 * Judges what was chosen. Whether a copy is left is not asked here: only the reservation knows.
 * @returns null where the campaign has nothing to do with the gift
 * @throws Refusal `invalid` with a message for `book`, `country` or `dedication`
 */
export async function wishOf(
  ctx: Context,
  choice: BookChoice,
  gift: Money & { frequency: Frequency },
): Promise<BookWish | null> {
  const [campaign] = await ctx.db.select().from(campaigns).where(eq(campaigns.id, choice.campaignId))
  const verdict = campaign && judgeOffer(campaign, gift)
  const way = verdict && 'way' in verdict ? verdict.way : null
  if (!campaign || !way) {
    if (choice.wish === 'none') return null
    const message = 'This gift does not bring the book. Choose another amount, or give without the book.'
    throw fieldRefusal('book', message)
  }
  const offered = {
    campaignId: campaign.id,
    wish: choice.wish,
    rule: way.rule,
    least: way.least.amount,
    paymentsNeeded: way.payments,
    leaves: choice.leaves,
  }
  if (choice.wish !== 'book') return { ...offered, zoneId: null, country: null, postage: 0, dedication: '' }
  const zone = zoneOf(await zonesOf(ctx, campaign.id), choice.country)
  if (!zone) refuse('country', 'Choose the country to send the book to. We cannot send it anywhere else.')
  const postage = zone.postage === null ? 0 : zone.postage[gift.currency]
  if (postage === undefined) refuse('country', 'We cannot send the book there for a gift in this currency.')
  const dedication = campaign.signing === 'dedicated' ? tidyDedication(choice.dedication) : ''
  const fault = dedicationFault(dedication)
  if (fault !== null) refuse('dedication', fault)
  return { ...offered, zoneId: zone.id, country: choice.country, postage, dedication }
}

function refuse(field: string, message: string): never {
  throw fieldRefusal(field, message)
}

/** Where a campaign's book is sent, in the order the desk put it. */
export async function zonesOf(ctx: Context, campaignId: string): Promise<Zone[]> {
  return ctx.db
    .select({
      id: campaignZones.id,
      name: campaignZones.name,
      countries: campaignZones.countries,
      postage: campaignZones.postage,
    })
    .from(campaignZones)
    .where(eq(campaignZones.campaignId, campaignId))
    .orderBy(asc(campaignZones.position), asc(campaignZones.id))
}

/** @throws Refusal `conflict` with a message for `book`, where a copy was wished and none was kept */
export function refuseWithoutCopy(reservation: Reservation): void {
  const message = {
    reserved: null,
    no_book_wished: null,
    sold_out:
      'The last copy has just been taken. Nothing has been charged. Give without the book, or give and wait for a copy that comes back.',
    has_one_already: 'A copy of this book is yours already, and there is one for each donor. Give without the book.',
  }[reservation]
  if (message !== null) throw new Refusal('conflict', message, { book: message })
}
