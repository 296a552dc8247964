import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { claimAddresses } from '#db/schema/claims.ts'
import { secondFactors } from '#db/schema/second-factor.ts'
import { giveAddress } from '#lib/books/addresses.ts'
import type { Context } from '#lib/context.ts'
import { lookAtKeys } from '#lib/doctor/keys.ts'
import { encryptFor } from '#lib/encrypted.ts'
import { encryptEverythingAnew, keysLacking, keysNotNeeded } from '#lib/privacy/encrypt-anew.ts'
import { factorSecret } from '#lib/second-factor/columns.ts'
import { earned, given } from '#tests/books/parcels.ts'
import { makeCampaign } from '#tests/books/stock.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()
const lost = { id: 'lost', key: Buffer.alloc(32, 1) }
const fresh = { id: 'fresh', key: Buffer.alloc(32, 9) }
const withKeys = (keys: (typeof lost)[]): Context => ({
  ...ctx,
  config: { ...ctx.config, encryptionKeys: keys, addressKeys: keys },
})
const rotating: Context = {
  ...ctx,
  config: {
    ...ctx.config,
    encryptionKeys: [fresh, ...ctx.config.encryptionKeys],
    addressKeys: [fresh, ...ctx.config.addressKeys],
  },
}

async function withSecret(keyed: Context): Promise<string> {
  const { id } = await makePerson(ctx, { roles: ['editor'] })
  const secret = encryptFor(keyed.config, factorSecret, id, 'A secret')
  await ctx.db.insert(secondFactors).values({ personId: id, secret, setUpAt: ctx.now, lastStep: 0 })
  return id
}

async function withAddress(keyed: Context): Promise<string> {
  const claim = await earned(ctx, await makeCampaign(ctx))
  await giveAddress(keyed, { claimId: claim.id, personId: claim.personId, typed: given })
  return claim.id
}

test('what a key encrypted that is lost keeps nothing else from being encrypted anew, and is told of', async () => {
  for (const keyed of [withKeys([lost]), ctx]) {
    await withSecret(keyed)
    await withAddress(keyed)
  }
  const done = await encryptEverythingAnew(rotating)
  expect(done.filter(({ many }) => many > 0)).toEqual([
    { what: 'second_factors.secret', many: 1 },
    { what: 'addresses of books', many: 1 },
  ])
  expect(await keysNotNeeded(rotating)).toEqual({ ENCRYPTION_KEYS: ['tests'], ADDRESS_KEYS: ['tests'] })
  expect(await keysLacking(rotating)).toMatchObject([
    { what: 'second_factors.secret', variable: 'ENCRYPTION_KEYS', key: 'lost', many: 1 },
    { what: 'addresses of books', variable: 'ADDRESS_KEYS', key: 'lost', many: 1 },
  ])
  expect((await lookAtKeys(rotating)).map(({ state, says }) => `${state}: ${says}`)).toEqual([
    'fail: 1 second_factors.secret cannot be read: ENCRYPTION_KEYS lacks the key “lost”',
    'fail: 1 addresses of books cannot be read: ADDRESS_KEYS lacks the key “lost”',
  ])
  expect((await lookAtKeys(withKeys([fresh, lost]))).map(({ state }) => state)).toEqual(['ok'])
  const mistaken = { id: 'fresh', key: Buffer.alloc(32, 3) }
  expect((await lookAtKeys(withKeys([mistaken, lost]))).map(({ state, says }) => `${state}: ${says}`)).toEqual([
    'fail: 1 second_factors.secret cannot be read: “fresh” of ENCRYPTION_KEYS is not the key it was',
    'fail: 1 addresses of books cannot be read: “fresh” of ADDRESS_KEYS is not the key it was',
  ])
})

test('a key that somebody still encrypts with, who has not been restarted, is needed', async () => {
  await withSecret(ctx)
  const claimId = await withAddress(ctx)
  expect(await keysNotNeeded(rotating)).toEqual({ ENCRYPTION_KEYS: [], ADDRESS_KEYS: [] })
  // Where it went is forgotten, and what it was encrypted with stands there still.
  await ctx.db
    .update(claimAddresses)
    .set({ ciphertext: null, removedAt: ctx.now })
    .where(eq(claimAddresses.claimId, claimId))
  expect(await keysNotNeeded(rotating)).toEqual({ ENCRYPTION_KEYS: [], ADDRESS_KEYS: ['tests'] })
})
