import { z } from 'zod'
import { campaignById, type CampaignRecord } from '#lib/books/desk-queries.ts'
import type { Context } from '#lib/context.ts'

/** The campaign an address names; null when there is none, or it is no id. */
export async function findCampaign(ctx: Context, id: string): Promise<CampaignRecord | null> {
  return z.uuid().safeParse(id).success ? campaignById(ctx, id) : null
}
