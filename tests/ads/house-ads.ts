import { houseAdInputSchema, type HouseAdInput } from '#lib/ads/house-ad.ts'
import { beginHouseAd, newHouseAdId } from '#lib/ads/commands.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import type { Person } from '#lib/people/model.ts'

export const zone = 'Europe/London'

/** A campaign that began yesterday and ends in ten days. */
export function wanted(ctx: Context, given: Partial<HouseAdInput> = {}): HouseAdInput {
  return houseAdInputSchema.parse({
    advertiser: 'Ostrander Lamps',
    headline: 'A lamp that knows what a page is',
    text: 'Made to order.',
    link: 'https://example.org/lamps',
    pictureId: null,
    alt: '',
    topicSlugs: [],
    weight: 1,
    startsAt: after(ctx.now, -1 * day),
    endsAt: after(ctx.now, 10 * day),
    cap: null,
    capPerDay: null,
    ...given,
  })
}

/** @returns its id */
export async function begin(ctx: Context, staff: Person, given: Partial<HouseAdInput> = {}): Promise<string> {
  const id = newHouseAdId(ctx.now)
  await beginHouseAd(ctx, id, wanted(ctx, given), staff.id)
  return id
}
