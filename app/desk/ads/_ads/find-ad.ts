import { z } from 'zod'
import { houseAdById, type HouseAdRecord } from '#lib/ads/queries.ts'
import type { Context } from '#lib/context.ts'
import { magazine } from '#app/_server/published.ts'

/** The campaign an address names; null when there is none, or it is no id. */
export async function findAd(ctx: Context, id: string): Promise<HouseAdRecord | null> {
  return z.uuid().safeParse(id).success ? houseAdById(ctx, id, (await magazine()).timeZone) : null
}
