import { and, count, eq, inArray, isNull } from 'drizzle-orm'
import { campaignZones } from '#db/schema/books.ts'
import { claimAddresses, claimAddressViews, claims } from '#db/schema/claims.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { opens } from '#lib/encrypted.ts'
import { Refusal } from '#lib/errors.ts'
import { addressSchema, mayChangeAddress, type Address } from './address/model.ts'
import { addressFaults, countryName, tidyAddress } from './address/rules.ts'
import { writeHistory } from './internal/move-claim.ts'
import { seal, unseal } from './internal/seal.ts'

/** Where a donor's own book goes, how long they may change that, and how to follow it. */
export interface OwnAddress {
  address: Address | null
  mayChange: boolean
  /** When it will be locked; null while no notice was given, or once it is. */
  locksAt: Date | null
  removedAt: Date | null
  carrier: string | null
  trackingNumber: string | null
  trackingUrl: string | null
  /** The country chosen with the gift, in which it must be. ISO 3166-1 alpha-2. */
  country: string | null
}

/** The address of one's own claim; null for somebody else's claim. */
export async function ownAddress(ctx: Context, claimId: string, personId: string): Promise<OwnAddress | null> {
  const [row] = await ctx.db
    .select({ claim: claims, address: claimAddresses })
    .from(claims)
    .leftJoin(claimAddresses, eq(claimAddresses.claimId, claims.id))
    .where(and(eq(claims.id, claimId), eq(claims.personId, personId)))
  if (!row) return null
  const { claim, address } = row
  const kept = address?.removedAt === null ? address : null
  return {
    address: kept && open(ctx, kept),
    mayChange: mayChangeAddress(claim, kept, ctx.now),
    locksAt: kept?.lockedAt && kept.lockedAt > ctx.now ? kept.lockedAt : null,
    removedAt: address?.removedAt ?? null,
    carrier: claim.carrier,
    trackingNumber: claim.trackingNumber,
    trackingUrl: claim.trackingUrl,
    country: claim.country,
  }
}

/**
 * The donor says where the book goes, or says it anew, until it is locked. A change keeps the time of the lock.
 * @throws Refusal `invalid` with a message for each field; `conflict` when it is locked; `not_found` for somebody else's claim
 */
export async function giveAddress(
  ctx: Context,
  { claimId, personId, typed }: { claimId: string; personId: string; typed: Omit<Address, 'country'> },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const claim = await lockedClaim(tx, and(eq(claims.id, claimId), eq(claims.personId, personId)))
    if (!claim) throw new Refusal('not_found', 'There is no such book of yours.')
    const before = await addressRow(tx, claimId)
    if (!mayChangeAddress(claim, before, tx.now))
      throw new Refusal('conflict', 'The address can no longer be changed: the parcel is being made ready.')
    if (claim.country === null)
      throw new Refusal('conflict', 'No country was chosen for this book. Please write to us.')
    const address = tidyAddress({ ...typed, country: claim.country })
    const faults = addressFaults(address)
    if (Object.keys(faults).length > 0) throw new Refusal('invalid', 'Please look at what is marked below.', faults)
    await keepAddress(tx, claim, address, personId)
  })
}

/**
 * Keeps the address that Stripe's page took with the payment, once: what the donor has given since stays. One that cannot be
 * used is left out, and the account asks for it.
 * @param tx the transaction in which the payment is written
 * @param given.attemptId the attempt that was paid
 * @returns whether it was kept
 */
export async function keepCheckoutAddress(
  tx: Context,
  given: { attemptId: string; address: Address },
): Promise<boolean> {
  const claim = await lockedClaim(
    tx,
    and(eq(claims.giftId, given.attemptId), inArray(claims.state, ['reserved', 'promised', 'earned'])),
  )
  if (!claim || (await addressRow(tx, claim.id))) return false
  const address = tidyAddress(given.address)
  if (address.country !== claim.country || Object.keys(addressFaults(address)).length > 0) return false
  await keepAddress(tx, claim, address, claim.personId)
  return true
}

/**
 * The desk mends an address, also a locked one, until the book is sent; for a parcel that came back, before it is replaced.
 * @throws Refusal `invalid` by field, `conflict` when it is too late
 */
export async function mendAddress(
  ctx: Context,
  { claimId, actorId, typed }: { claimId: string; actorId: string; typed: Address },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const claim = await lockedClaim(tx, eq(claims.id, claimId))
    if (!claim) throw new Refusal('not_found', 'There is no such claim.')
    if (!['promised', 'earned', 'packed', 'returned'].includes(claim.state))
      throw new Refusal('conflict', 'The book has been sent already, or is not to be sent.')
    const address = tidyAddress(typed)
    const faults = addressFaults(address)
    const served = await tx.db
      .select({ id: campaignZones.id, countries: campaignZones.countries })
      .from(campaignZones)
      .where(eq(campaignZones.campaignId, claim.campaignId))
    const zone = served.find(({ countries }) => countries.includes(address.country))
    if (!zone) faults.country = `The book is not sent to ${countryName(address.country)}.`
    if (!zone || Object.keys(faults).length > 0)
      throw new Refusal('invalid', 'Please look at what is marked below.', faults)
    await keepAddress(tx, claim, address, actorId)
    await tx.db.update(claims).set({ country: address.country, zoneId: zone.id }).where(eq(claims.id, claimId))
    await recordAudit(tx, { actorId, action: 'mended an address', subject: subjectOf('claim', claimId), details: {} })
  })
}

/** What is shown where of an address; each is noted before it is shown. */
export type ShownOn = 'page' | 'labels' | 'carrier_file'

/**
 * The addresses of claims, for whoever packs: that they were seen, by whom and on what, is written down first, claim by claim.
 * The caller has asked `mayFulfil`.
 * @returns by claim; one that has none, or none any more, is left out
 */
export async function addressesFor(
  ctx: Context,
  claimIds: string[],
  viewer: { viewerId: string; shownOn: ShownOn },
): Promise<Map<string, Address>> {
  if (claimIds.length === 0) return new Map()
  const rows = await ctx.db
    .select()
    .from(claimAddresses)
    .where(and(inArray(claimAddresses.claimId, claimIds), isNull(claimAddresses.removedAt)))
  if (rows.length > 0)
    await ctx.db.insert(claimAddressViews).values(rows.map(({ claimId }) => ({ claimId, ...viewer, at: ctx.now })))
  return new Map(
    rows.flatMap((row) => {
      const address = open(ctx, row)
      return address ? [[row.claimId, address] as const] : []
    }),
  )
}

/** Copies an address to the claim that replaces another: locked at once, since the donor was asked before. */
export async function copyAddress(tx: Context, from: string, to: string): Promise<boolean> {
  const row = await addressRow(tx, from)
  const address = row && open(tx, row)
  if (!address) return false
  await tx.db.insert(claimAddresses).values({
    claimId: to,
    ...sealed(tx, to, address),
    country: address.country,
    givenAt: tx.now,
    changedAt: tx.now,
    noticeAt: tx.now,
    lockedAt: tx.now,
  })
  return true
}

/**
 * Encrypts anew what an older key encrypted, so that the key can be taken out of the configuration. What a key encrypted that is
 * not configured any more is left: `addressesByKey` tells of it.
 * @returns how many addresses
 */
export async function encryptAnew(ctx: Context): Promise<number> {
  const older = ctx.config.addressKeys.slice(1).map(({ id }) => id)
  const rows = await ctx.db
    .select({ claimId: claimAddresses.claimId })
    .from(claimAddresses)
    .where(and(isNull(claimAddresses.removedAt), inArray(claimAddresses.keyId, older)))
    .limit(1000)
  for (const { claimId } of rows)
    await inTransaction(ctx, async (tx) => {
      const [row] = await tx.db.select().from(claimAddresses).where(eq(claimAddresses.claimId, claimId)).for('update')
      const address = row && open(tx, row)
      if (address)
        await tx.db
          .update(claimAddresses)
          .set(sealed(tx, claimId, address))
          .where(eq(claimAddresses.claimId, claimId))
    })
  return rows.length
}

/** How many addresses each key has encrypted, by the key's name. */
export async function addressesByKey(ctx: Context): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx.db
    .select({ key: claimAddresses.keyId, many: count() })
    .from(claimAddresses)
    .where(isNull(claimAddresses.removedAt))
    .groupBy(claimAddresses.keyId)
  return new Map(rows.map(({ key, many }) => [key, many]))
}

/** Whether the key of this name, as it is configured, opens an address that a key of this name has encrypted. */
export async function opensItsAddress(ctx: Context, keyId: string): Promise<boolean> {
  const rows = await ctx.db
    .select()
    .from(claimAddresses)
    .where(and(isNull(claimAddresses.removedAt), eq(claimAddresses.keyId, keyId)))
    .limit(1)
  return rows.every((row) => opens(() => open(ctx, row)))
}

type AddressRow = typeof claimAddresses.$inferSelect

function open(ctx: Context, { claimId, ciphertext, keyId }: AddressRow): Address | null {
  if (ciphertext === null) return null
  return addressSchema.parse(JSON.parse(unseal(ctx.config, { ciphertext, keyId }, claimId)))
}

function sealed(ctx: Context, claimId: string, address: Address) {
  return seal(ctx.config, JSON.stringify(address), claimId)
}

async function lockedClaim(tx: Context, where: ReturnType<typeof and>) {
  const [claim] = await tx.db.select().from(claims).where(where).for('update')
  return claim ?? null
}

async function addressRow(tx: Context, claimId: string): Promise<AddressRow | null> {
  const [row] = await tx.db
    .select()
    .from(claimAddresses)
    .where(and(eq(claimAddresses.claimId, claimId), isNull(claimAddresses.removedAt)))
  return row ?? null
}

async function keepAddress(
  tx: Context,
  claim: typeof claims.$inferSelect,
  address: Address,
  actorId: string | null,
): Promise<void> {
  const had = await addressRow(tx, claim.id)
  const kept = { ...sealed(tx, claim.id, address), country: address.country, changedAt: tx.now, removedAt: null }
  await tx.db
    .insert(claimAddresses)
    .values({ claimId: claim.id, givenAt: tx.now, ...kept })
    .onConflictDoUpdate({ target: claimAddresses.claimId, set: kept })
  const fact = had === null ? 'address_given' : 'address_changed'
  await writeHistory(tx, { claimId: claim.id, fact, before: claim.state, after: claim.state, actorId })
}
