import { and, count, eq, inArray, isNull, notInArray, sql } from 'drizzle-orm'
import { campaignGifts, campaigns, campaignZones } from '#db/schema/books.ts'
import { claims } from '#db/schema/claims.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { campaignInputSchema, publishFaults, type CampaignInput } from './campaign-input.ts'
import { lockCampaign, passOnCopy } from './internal/copies.ts'
import { turnOfCampaignsJob } from './jobs.ts'

/**
 * Writes a campaign: a new one is a draft, one that is there is changed. The same form sent twice writes one.
 * @param id the UUID in the form
 * @throws Refusal `invalid` with each field's fault; `conflict` when it has ended
 */
export async function saveCampaign(ctx: Context, id: string, input: CampaignInput, actorId: string): Promise<void> {
  const { zones, stock, ...wanted } = campaignInputSchema.parse(input)
  await inTransaction(ctx, async (tx) => {
    await refuseTakenSlug(tx, id, wanted.slug)
    const made = await tx.db
      .insert(campaigns)
      .values({ id, ...wanted, stock, remaining: stock, createdAt: tx.now })
      .onConflictDoNothing({ target: campaigns.id })
      .returning({ id: campaigns.id })
    if (made.length === 0) await change(tx, id, wanted, stock)
    await writeZones(tx, id, zones)
    await note(tx, id, made.length === 0 ? 'changed a book campaign' : 'made a book campaign', actorId, {
      book: wanted.bookTitle,
      stock,
    })
  })
}

type Wanted = Omit<CampaignInput, 'zones' | 'stock'>

async function change(tx: Context, id: string, wanted: Wanted, stock: number): Promise<void> {
  const before = await lockGoing(tx, id)
  const taken = before.stock - before.remaining
  if (stock < taken)
    refuse('stock', `${taken} copies are promised or sent already: the stock cannot be smaller than that.`)
  if (before.publishedAt !== null && before.slug !== wanted.slug)
    refuse('slug', 'Its address is known to readers, and stays as it is.')
  await tx.db.update(campaigns).set(wanted).where(eq(campaigns.id, id))
  const more = stock - before.stock
  if (more < 0)
    await tx.db
      .update(campaigns)
      .set({ stock, remaining: sql`${campaigns.remaining} + ${more}` })
      .where(eq(campaigns.id, id))
  if (more > 0) await tx.db.update(campaigns).set({ stock }).where(eq(campaigns.id, id))
  // Whoever waits is served before the others.
  for (let copy = 0; copy < more; copy += 1) await passOnCopy(tx, id)
  if (before.publishedAt !== null) await callAtItsTimes(tx, wanted)
}

async function refuseTakenSlug(tx: Context, id: string, slug: string): Promise<void> {
  const [other] = await tx.db.select({ id: campaigns.id }).from(campaigns).where(eq(campaigns.slug, slug))
  if (other && other.id !== id) refuse('slug', 'Another campaign has this address.')
}

/** Zones that are there keep their ids, since claims name them. */
async function writeZones(tx: Context, campaignId: string, zones: CampaignInput['zones']): Promise<void> {
  const kept = zones.flatMap(({ id }) => (id === null ? [] : [id]))
  const gone = await tx.db
    .select({ id: campaignZones.id, name: campaignZones.name })
    .from(campaignZones)
    .where(
      and(eq(campaignZones.campaignId, campaignId), kept.length === 0 ? undefined : notInArray(campaignZones.id, kept)),
    )
  for (const { id, name } of gone) {
    // Also one that was paid for and never kept names its zone.
    const [used] = await tx.db.select({ number: count() }).from(campaignGifts).where(eq(campaignGifts.zoneId, id))
    const [claimed] = await tx.db.select({ number: count() }).from(claims).where(eq(claims.zoneId, id))
    if ((used?.number ?? 0) + (claimed?.number ?? 0) > 0)
      refuse('zones', `Donors have chosen ${name}: the zone cannot be taken out.`)
  }
  if (gone.length > 0)
    await tx.db.delete(campaignZones).where(
      inArray(
        campaignZones.id,
        gone.map(({ id }) => id),
      ),
    )
  for (const [position, { id, ...zone }] of zones.entries()) {
    if (id === null) await tx.db.insert(campaignZones).values({ campaignId, ...zone, position })
    else
      await tx.db
        .update(campaignZones)
        .set({ ...zone, position })
        .where(and(eq(campaignZones.id, id), eq(campaignZones.campaignId, campaignId)))
  }
}

/**
 * Shows a draft to the public, from its first day on. One that is published stays so.
 * @throws Refusal `conflict` that says what it lacks
 */
export async function publishCampaign(ctx: Context, id: string, actorId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const campaign = await lockGoing(tx, id)
    if (campaign.publishedAt !== null) return
    const [zones] = await tx.db.select({ number: count() }).from(campaignZones).where(eq(campaignZones.campaignId, id))
    const faults = publishFaults(campaign, zones?.number ?? 0, tx.now)
    if (faults.length > 0) throw new Refusal('conflict', `Before readers see it, it needs ${inWords(faults)}.`)
    await tx.db.update(campaigns).set({ publishedAt: tx.now }).where(eq(campaigns.id, id))
    await callAtItsTimes(tx, campaign)
    await note(tx, id, 'published a book campaign', actorId, { book: campaign.bookTitle })
  })
}

function inWords(faults: string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(faults)
}

/** Ends a campaign before its time: nobody is offered it any more; what was promised is kept. One that is over stays so. */
export async function endCampaign(ctx: Context, id: string, actorId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockCampaign(tx, id)
    const ended = await tx.db
      .update(campaigns)
      .set({ endedAt: tx.now })
      .where(and(eq(campaigns.id, id), isNull(campaigns.endedAt)))
      .returning({ bookTitle: campaigns.bookTitle })
    for (const { bookTitle } of ended) await note(tx, id, 'ended a book campaign', actorId, { book: bookTitle })
  })
}

async function lockGoing(tx: Context, id: string) {
  await lockCampaign(tx, id)
  const [campaign] = await tx.db.select().from(campaigns).where(eq(campaigns.id, id))
  if (!campaign) throw new Refusal('not_found', 'That campaign is no longer here.')
  if (campaign.endedAt !== null) throw new Refusal('conflict', 'This campaign has ended.')
  return campaign
}

/** Pages are made at their first request and kept: they must be told when a campaign's time has come, or is over. */
async function callAtItsTimes(tx: Context, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }): Promise<void> {
  for (const at of [startsAt, endsAt])
    if (at > tx.now) await tx.queue.send(tx.db, turnOfCampaignsJob, {}, { startAfter: at })
}

async function note(
  tx: Context,
  id: string,
  action: string,
  actorId: string,
  details: Record<string, string | number>,
): Promise<void> {
  await recordAudit(tx, { actorId, action, subject: subjectOf('campaign', id), details })
  await announceChange(tx, [tags.campaigns, tags.campaign(id)])
}

function refuse(field: string, message: string): never {
  throw new Refusal('invalid', 'Please look at what is marked below.', { [field]: message })
}
