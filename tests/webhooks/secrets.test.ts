import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { webhookEndpoints } from '#db/schema/webhooks.ts'
import { encryptEverythingAnew, keysNotNeeded } from '#lib/privacy/encrypt-anew.ts'
import { addEndpoint, renewSecret } from '#lib/webhooks/commands.ts'
import { endpointOldSecret, endpointSecret, openSecret } from '#lib/webhooks/secret.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()
const { id: administrator } = await makePerson(ctx, { roles: ['administrator'] })
const { id, secret } = await addEndpoint(
  ctx,
  { url: 'https://partner.example/', description: '', events: ['article.published'] },
  administrator,
)
const fresh = { id: 'fresh', key: Buffer.alloc(32, 9) }
const rotating = { ...ctx, config: { ...ctx.config, encryptionKeys: [fresh, ...ctx.config.encryptionKeys] } }

async function kept() {
  const [row] = await ctx.db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, id))
  return { secret: row?.secret ?? '', oldSecret: row?.oldSecret ?? '' }
}

/** As secrets were kept before there was ENCRYPTION_KEYS. */
function sealedBefore(text: string): string {
  const [iv, key] = [randomBytes(12), hkdfSync('sha256', ctx.config.authSecret, '', 'standfirst webhook secrets', 32)]
  const cipher = createCipheriv('aes-256-gcm', new Uint8Array(key), iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
}

const keep = (sealed: string) =>
  ctx.db.update(webhookEndpoints).set({ secret: sealed }).where(eq(webhookEndpoints.id, id))

test('secrets of webhooks move to the newest key, and open in their own row and column alone', async () => {
  expect((await kept()).secret).toMatch(/^tests:/)
  expect(JSON.stringify(await kept())).not.toContain(secret.slice(6))
  const renewed = await renewSecret(ctx, id, administrator)
  await encryptEverythingAnew(rotating)
  expect((await keysNotNeeded(rotating)).ENCRYPTION_KEYS).toEqual(['tests'])
  const anew = await kept()
  expect(anew).toEqual({ secret: expect.stringMatching(/^fresh:/), oldSecret: expect.stringMatching(/^fresh:/) })
  expect(openSecret(rotating.config, endpointSecret, id, anew.secret)).toBe(renewed)
  expect(openSecret(rotating.config, endpointOldSecret, id, anew.oldSecret)).toBe(secret)
  expect(openSecret(rotating.config, endpointOldSecret, id, anew.secret)).toBeNull()
  expect(openSecret(rotating.config, endpointSecret, v7(), anew.secret)).toBeNull()
  expect(openSecret(ctx.config, endpointSecret, id, anew.secret)).toBeNull()
  await encryptEverythingAnew({
    ...ctx,
    config: { ...ctx.config, encryptionKeys: [...ctx.config.encryptionKeys, fresh] },
  })
  expect((await kept()).secret).toMatch(/^tests:/)
})

test('a secret from before there were keys is good, and is taken over; one that nobody can open any more is left', async () => {
  await keep(sealedBefore(secret))
  expect(openSecret(ctx.config, endpointSecret, id, (await kept()).secret)).toBe(secret)
  await encryptEverythingAnew(ctx)
  expect((await kept()).secret).toMatch(/^tests:/)
  expect(openSecret(ctx.config, endpointSecret, id, (await kept()).secret)).toBe(secret)

  await keep(sealedBefore(secret))
  const changed = { ...ctx, config: { ...ctx.config, authSecret: 'another one, which is as long as it must be' } }
  await encryptEverythingAnew(changed)
  expect(openSecret(changed.config, endpointSecret, id, (await kept()).secret)).toBeNull()
})
