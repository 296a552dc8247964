import 'server-only'
import { cookies } from 'next/headers'
import {
  googleSlot,
  needsConsent,
  slotsOf,
  type AdSlotName,
  type GoogleSlot,
  type PageKind,
} from '#lib/ad-slots/model.ts'
import { adsFor, type HouseAd } from '#lib/ads/model.ts'
import type { Edition } from '#app/[edition]/edition.ts'
import { advertising, houseAdsNow } from './published.ts'

/** What stands in one slot. */
export interface AdPlace {
  slot: AdSlotName
  /** Null: nothing of the house's is meant for this page. */
  ad: HouseAd | null
  /** Null: Google is not asked here. */
  google: GoogleSlot | null
}

/** What a page carries of advertising. */
export interface PageAds {
  places: AdPlace[]
  /** Whether its foot leads to the choices about advertising. */
  choices: boolean
}

export const noAds: PageAds = { places: [], choices: false }

/**
 * The advertising of one prerendered page; none of anything in the supporter edition.
 * @param page what tells it from others of its kind
 * @param adFree whether it is marked free of advertising by itself
 */
export async function pageAds(
  edition: Edition,
  kind: PageKind | 'other',
  page: string,
  topicSlugs: string[] = [],
  adFree = false,
): Promise<PageAds> {
  if (edition === 'supporter') return noAds
  const [settings, { running, adFreeTopics }] = await Promise.all([advertising(), houseAdsNow()])
  const choices = needsConsent(settings)
  if (kind === 'other' || adFree || topicSlugs.some((slug) => adFreeTopics.includes(slug)))
    return { places: [], choices: choices && kind === 'other' }
  const slots = slotsOf(settings, kind)
  const chosen = adsFor(running, page, topicSlugs, slots)
  const places = slots
    .map((slot, index) => ({ slot, ad: chosen[index] ?? null, google: googleSlot(settings, slot) }))
    .filter(({ ad, google }) => ad !== null || google !== null)
  return { places, choices }
}

/** The same of a page that is made for each request, and carries no advertising itself. */
export async function requestAds(): Promise<PageAds> {
  const isSupporter = (await cookies()).get('edition')?.value === 'supporter'
  return pageAds(isSupporter ? 'supporter' : 'standard', 'other', '')
}
