import 'server-only'
import { isNearlyGone, stateOf, type Campaign, type Zone } from '#lib/books/model.ts'
import { offeredCampaigns } from '#lib/books/queries.ts'
import { waitingOf } from '#lib/books/waiting-list.ts'
import { zonesOf } from '#lib/books/wish.ts'
import type { Context } from '#lib/context.ts'
import { DrawnPicture } from '#app/_ui/picture.tsx'
import type { BookOnOffer } from './book-offer.tsx'

/**
 * The books the donate page offers: those that can be had, and those that are gone where somebody asks for them.
 * @param wished the id or address of one that is asked for by name
 * @param personId who gives, if they are signed in
 * @param country where the donor seems to be; ISO 3166-1 alpha-2
 */
export async function booksOnOffer(
  ctx: Context,
  {
    wished,
    personId,
    country,
    locale,
  }: { wished: string | null; personId: string | null; country: string | null; locale: string },
): Promise<BookOnOffer[]> {
  const waiting = personId === null ? [] : await waitingOf(ctx, personId)
  // The copy of whoever has waited for it is none of those that are on offer.
  const held = waiting.filter(({ state }) => state === 'held').map(({ campaignId }) => campaignId)
  const offered = (await offeredCampaigns(ctx)).filter(
    ({ id, slug, remaining }) => remaining > 0 || held.includes(id) || wished === id || wished === slug,
  )
  const asksFor = ({ id, slug }: Campaign) => wished === id || wished === slug
  // What was asked for stands first.
  const inOrder = [...offered.filter(asksFor), ...offered.filter((campaign) => !asksFor(campaign))]
  return Promise.all(
    inOrder.map(async (campaign) =>
      onOffer(campaign, await zonesOf(ctx, campaign.id), {
        country,
        locale,
        isSoldOut: stateOf(campaign, ctx.now) === 'sold_out' && !held.includes(campaign.id),
      }),
    ),
  )
}

/** Of a campaign, what the form needs; what leaves the server is named here. */
function onOffer(
  campaign: Campaign,
  zones: Zone[],
  { country, locale, isSoldOut }: { country: string | null; locale: string; isSoldOut: boolean },
): BookOnOffer {
  const { id, slug, bookTitle, bookAuthor, onceFrom, yearFrom, monthFrom, monthPayments, bookValue, perDonor, cover } =
    campaign
  const names = new Intl.DisplayNames([locale], { type: 'region' })
  const countries = zones
    .flatMap((zone) => zone.countries.map((code) => ({ code, name: names.of(code) ?? code, postage: zone.postage })))
    .toSorted((a, b) => a.name.localeCompare(b.name, locale))
  // Else the magazine's own country is the likeliest.
  const here = [country, new Intl.Locale(locale).region].find((likely) => countries.some(({ code }) => code === likely))
  return {
    id,
    slug,
    bookTitle,
    bookAuthor,
    onceFrom,
    yearFrom,
    monthFrom,
    monthPayments,
    bookValue,
    perDonor,
    isDedicated: campaign.signing === 'dedicated',
    isSoldOut,
    left: isNearlyGone(campaign) ? campaign.remaining : null,
    countries,
    country: here ?? (countries.length === 1 ? (countries[0]?.code ?? '') : ''),
    cover: cover && <DrawnPicture picture={cover} sizes="6rem" className="h-auto w-full" />,
  }
}
