import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { claimAddresses, claimAddressViews, claimHistory } from '#db/schema/claims.ts'
import { auditLog, mails } from '#db/schema/platform.ts'
import { giveNotices, removeOldAddresses } from '#lib/books/address-jobs.ts'
import type { Address } from '#lib/books/address/model.ts'
import { addressesFor, encryptAnew, giveAddress, keepCheckoutAddress, ownAddress } from '#lib/books/addresses.ts'
import { forgetClaimant } from '#lib/books/forget.ts'
import { moveClaim } from '#lib/books/internal/move-claim.ts'
import { packClaim, sayOfParcel } from '#lib/books/packing.ts'
import { day, hour } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { makeCampaign } from './stock.ts'
import { afterLock, earned, given, later, marker, ready } from './parcels.ts'

const ctx = await testContext()
const packer = await makePerson(ctx, { name: 'Fern Balogun', roles: ['fulfilment'] })
const by = { actorId: packer.id }
const locked = afterLock(ctx)

test('an address is kept encrypted, shown to its donor alone, and changeable until 48 hours after notice', async () => {
  const claim = await earned(ctx, await makeCampaign(ctx))
  const typed = { ...given, postcode: '75001' }
  await expect(giveAddress(ctx, { claimId: claim.id, personId: claim.personId, typed })).rejects.toMatchObject({
    fields: { postcode: 'This is no postcode of that country. Please check it.' },
  })
  await expect(giveAddress(ctx, { claimId: claim.id, personId: packer.id, typed: given })).rejects.toMatchObject({
    kind: 'not_found',
  })
  await giveAddress(ctx, { claimId: claim.id, personId: claim.personId, typed: given })
  expect(await ownAddress(ctx, claim.id, packer.id)).toBeNull()
  expect(await ownAddress(ctx, claim.id, claim.personId)).toMatchObject({
    address: { line1: marker, postcode: 'EX1 1AA', country: 'GB' },
    mayChange: true,
    locksAt: null,
  })
  const dump = JSON.stringify(await ctx.db.execute(sql`select * from claim_addresses`))
  expect(dump).not.toContain('Planted')
  expect(dump).not.toContain('Robin')

  expect(await giveNotices(ctx)).toBe(1)
  expect(await giveNotices(ctx)).toBe(0)
  const almost = later(ctx, 47 * hour)
  await giveAddress(almost, { claimId: claim.id, personId: claim.personId, typed: { ...given, city: 'Orsemouth' } })
  await expect(packClaim(almost, claim.id, by)).rejects.toThrow('may still change the address')
  await expect(
    giveAddress(locked, { claimId: claim.id, personId: claim.personId, typed: given }),
  ).rejects.toMatchObject({ kind: 'conflict' })
  expect((await ownAddress(locked, claim.id, claim.personId))?.address?.city).toBe('Orsemouth')
  const told = await ctx.db
    .select()
    .from(mails)
    .where(eq(mails.dedupeKey, `book-address-locks:${claim.id}`))
  expect(told).toHaveLength(1)
  // No mail, no history and no audit log says where somebody lives.
  const written = JSON.stringify([
    await ctx.db.select().from(mails),
    await ctx.db.select().from(claimHistory),
    await ctx.db.select().from(auditLog),
  ])
  expect(written).not.toContain('Planted')
})

test('what was altered or moved to another claim does not open; a new key opens what it encrypted anew, and the old is free', async () => {
  const campaign = await makeCampaign(ctx)
  const [one, two] = [await ready(ctx, campaign), await ready(ctx, campaign)]
  const viewer = { viewerId: packer.id, shownOn: 'page' } as const
  const [kept] = await ctx.db.select().from(claimAddresses).where(eq(claimAddresses.claimId, one.id))
  await ctx.db.update(claimAddresses).set({ ciphertext: kept?.ciphertext }).where(eq(claimAddresses.claimId, two.id))
  await expect(addressesFor(ctx, [two.id], viewer)).rejects.toThrow(/authenticate/)
  await ctx.db
    .update(claimAddresses)
    .set({ ciphertext: null, removedAt: ctx.now })
    .where(eq(claimAddresses.claimId, two.id))

  const [old] = ctx.config.addressKeys
  const fresh = { id: 'fresh', key: Buffer.alloc(32, 9) }
  const rotating: Context = { ...ctx, config: { ...ctx.config, addressKeys: [fresh, ...(old ? [old] : [])] } }
  expect(await encryptAnew(rotating)).toBeGreaterThan(0)
  expect(await encryptAnew(rotating)).toBe(0)
  const without: Context = { ...ctx, config: { ...ctx.config, addressKeys: [fresh] } }
  expect((await addressesFor(without, [one.id], viewer)).get(one.id)).toMatchObject({ line1: marker })
  await expect(addressesFor(ctx, [one.id], viewer)).rejects.toThrow('ADDRESS_KEYS holds no key fresh')
  const back: Context = { ...ctx, config: { ...ctx.config, addressKeys: [...(old ? [old] : []), fresh] } }
  await encryptAnew(back)
})

test('the address that Stripe took is kept once, and only where the book goes', async () => {
  const campaign = await makeCampaign(ctx, { stock: 5 })
  const claim = await earned(ctx, campaign)
  const { attemptId } = claim
  const keep = (address: Address) => inTransaction(ctx, (tx) => keepCheckoutAddress(tx, { attemptId, address }))
  expect(await keep({ ...given, country: 'FR', postcode: '75001' })).toBe(false)
  expect(await keep({ ...given, country: 'GB' })).toBe(true)
  expect(await keep({ ...given, country: 'GB', line1: 'Elsewhere 1' })).toBe(false)
  expect((await ownAddress(ctx, claim.id, claim.personId))?.address?.line1).toBe(marker)
})

test('whoever sees an address is written down, claim by claim, and what it was seen on', async () => {
  const campaign = await makeCampaign(ctx)
  const claim = await ready(ctx, campaign)
  await addressesFor(ctx, [claim.id], { viewerId: packer.id, shownOn: 'labels' })
  const views = await ctx.db.select().from(claimAddressViews).where(eq(claimAddressViews.claimId, claim.id))
  expect(views).toMatchObject([{ viewerId: packer.id, shownOn: 'labels', at: ctx.now }])
  await expect(ctx.db.delete(claimAddressViews)).rejects.toMatchObject({ cause: { code: '23001' } })
})

test('an address goes sixty days after delivery, also when the job runs twice, and with the account', async () => {
  const campaign = await makeCampaign(ctx, { stock: 5 })
  const claim = await ready(ctx, campaign)
  await packClaim(locked, claim.id, by)
  await inTransaction(locked, (tx) => moveClaim(tx, claim.id, { kind: 'dispatched' }, by))
  await sayOfParcel(locked, claim.id, claim.personId, 'arrived')
  const soon = later(ctx, 61 * day)
  expect(await removeOldAddresses(soon, 60)).toBe(0)
  const due = later(ctx, 63 * day)
  expect(await removeOldAddresses(due, 60)).toBe(1)
  expect(await removeOldAddresses(due, 60)).toBe(0)
  expect(await ownAddress(due, claim.id, claim.personId)).toMatchObject({ address: null, removedAt: due.now })

  const leaving = await ready(ctx, campaign)
  await inTransaction(ctx, (tx) => forgetClaimant(tx, leaving.personId))
  const [row] = await ctx.db.select().from(claimAddresses).where(eq(claimAddresses.claimId, leaving.id))
  expect(row).toMatchObject({ ciphertext: null })
})
