import { asc, eq, getTableColumns, gt, inArray } from 'drizzle-orm'
import { houseAdCounts, houseAds } from '#db/schema/ads.ts'
import { articles } from '#db/schema/articles.ts'
import { campaigns, campaignZones } from '#db/schema/books.ts'
import { licenceEvents, licences } from '#db/schema/licences.ts'
import { webhookEndpoints } from '#db/schema/webhooks.ts'
import type { Context } from '#lib/context.ts'
import { inBatches } from '../in-batches.ts'

/** Every licence to republish with all that was done about it: whoever goes on must know whom to tell of a correction. */
export async function* licenceRows(ctx: Context): AsyncGenerator<object> {
  const { submissionId: _, ...columns } = getTableColumns(licences)
  const batches = inBatches(
    async (after: string | undefined, size) => {
      const found = await ctx.db
        .select({ article: articles.slug, licence: columns })
        .from(licences)
        .innerJoin(articles, eq(articles.id, licences.articleId))
        .where(after === undefined ? undefined : gt(licences.id, after))
        .orderBy(asc(licences.id))
        .limit(size)
      const ids = found.map(({ licence }) => licence.id)
      const events = await ctx.db
        .select()
        .from(licenceEvents)
        .where(inArray(licenceEvents.licenceId, ids))
        .orderBy(asc(licenceEvents.number))
      const byLicence = Map.groupBy(events, ({ licenceId }) => licenceId)
      return found.map((one) => ({ ...one, events: byLicence.get(one.licence.id) ?? [] }))
    },
    ({ licence }) => licence.id,
  )
  for await (const { article, licence, events } of batches) yield { article, ...licence, events }
}

/** Signed-book campaigns, with where their books go and for how much. Who took one stands in books.csv. */
export function campaignRows(ctx: Context): AsyncGenerator<object & { id: string }> {
  return inBatches(
    async (after: string | undefined, size) => {
      const found = await ctx.db
        .select()
        .from(campaigns)
        .where(after === undefined ? undefined : gt(campaigns.id, after))
        .orderBy(asc(campaigns.id))
        .limit(size)
      const ids = found.map(({ id }) => id)
      const zones = await ctx.db
        .select()
        .from(campaignZones)
        .where(inArray(campaignZones.campaignId, ids))
        .orderBy(asc(campaignZones.position), asc(campaignZones.id))
      const byCampaign = Map.groupBy(zones, ({ campaignId }) => campaignId)
      return found.map((one) => ({ ...one, zones: byCampaign.get(one.id) ?? [] }))
    },
    ({ id }) => id,
  )
}

/** Advertisements, with how often each was seen and followed, by day and slot: by these, advertisers are billed. */
export function adRows(ctx: Context): AsyncGenerator<object & { id: string }> {
  return inBatches(
    async (after: string | undefined, size) => {
      const found = await ctx.db
        .select()
        .from(houseAds)
        .where(after === undefined ? undefined : gt(houseAds.id, after))
        .orderBy(asc(houseAds.id))
        .limit(size)
      const ids = found.map(({ id }) => id)
      const counts = await ctx.db
        .select()
        .from(houseAdCounts)
        .where(inArray(houseAdCounts.houseAdId, ids))
        .orderBy(asc(houseAdCounts.day), asc(houseAdCounts.slot))
      const byAd = Map.groupBy(counts, ({ houseAdId }) => houseAdId)
      return found.map((one) => ({
        ...one,
        counts: byAd.get(one.id) ?? [],
      }))
    },
    ({ id }) => id,
    50,
  )
}

/** Where others' software is told of events. Their secrets stay: another system makes its own. */
export function webhookRows(ctx: Context): AsyncGenerator<object> {
  const { secret: _, oldSecret: __, oldSecretUntil: ___, ...columns } = getTableColumns(webhookEndpoints)
  return inBatches(
    (after: string | undefined, size) =>
      ctx.db
        .select(columns)
        .from(webhookEndpoints)
        .where(after === undefined ? undefined : gt(webhookEndpoints.id, after))
        .orderBy(asc(webhookEndpoints.id))
        .limit(size),
    (row) => row.id,
  )
}
