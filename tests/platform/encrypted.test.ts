import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { secondFactors } from '#db/schema/second-factor.ts'
import type { Context } from '#lib/context.ts'
import { decryptFrom, encryptAnew, encryptFor, rowsByKey, type EncryptedColumn } from '#lib/encrypted.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()
const { config } = ctx
const column: EncryptedColumn = { table: 'second_factors', column: 'secret', id: 'person_id' }
const fresh = { id: 'fresh', key: Buffer.alloc(32, 9) }

test('what is kept tells nothing, differs each time, and opens where it belongs and nowhere else', () => {
  const kept = encryptFor(config, column, 'a', 'A planted secret')
  expect(kept).toMatch(/^tests:[A-Za-z0-9+/=]+$/)
  expect(Buffer.from(kept.split(':')[1] ?? '', 'base64').toString()).not.toContain('planted')
  expect(encryptFor(config, column, 'a', 'A planted secret')).not.toBe(kept)
  expect(decryptFrom(config, column, 'a', kept)).toBe('A planted secret')
  for (const [elsewhere, id] of [
    [column, 'b'],
    [{ ...column, column: 'other' }, 'a'],
    [{ ...column, table: 'other' }, 'a'],
  ] as const)
    expect(() => decryptFrom(config, elsewhere, id, kept)).toThrow(/authenticate/)
})

test('what was altered, or whose key is gone, does not open', () => {
  const [name = '', text = ''] = encryptFor(config, column, 'a', 'A planted secret').split(':')
  const bytes = Buffer.from(text, 'base64')
  bytes[14] = (bytes[14] ?? 0) ^ 1
  expect(() => decryptFrom(config, column, 'a', `${name}:${bytes.toString('base64')}`)).toThrow(/authenticate/)
  expect(() => decryptFrom(config, column, 'a', `lost:${text}`)).toThrow('ENCRYPTION_KEYS holds no key lost')
  expect(() => decryptFrom(config, column, 'a', '')).toThrow('ENCRYPTION_KEYS holds no key')
})

test('a new key encrypts anew what the old one did, in batches and once, and the old one is free', async () => {
  const many = 450
  const people = await Promise.all(Array.from({ length: many }, () => makePerson(ctx)))
  await ctx.db.insert(secondFactors).values(
    people.map(({ id }) => ({
      personId: id,
      secret: encryptFor(config, column, id, `secret of ${id}`),
      setUpAt: ctx.now,
      lastStep: 0,
    })),
  )
  const rotating: Context = { ...ctx, config: { ...config, encryptionKeys: [fresh, ...config.encryptionKeys] } }
  expect([...(await rowsByKey(rotating, column))]).toEqual([['tests', many]])
  // Two who rotate at once do each row once.
  const both = await Promise.all([encryptAnew(rotating, column), encryptAnew(rotating, column)])
  expect(both[0] + both[1]).toBe(many)
  expect(await encryptAnew(rotating, column)).toBe(0)
  expect([...(await rowsByKey(rotating, column))]).toEqual([['fresh', many]])
  const [one] = people
  const [row] = await ctx.db
    .select()
    .from(secondFactors)
    .where(eq(secondFactors.personId, one?.id ?? ''))
  const without = { ...config, encryptionKeys: [fresh] }
  expect(decryptFrom(without, column, one?.id ?? '', row?.secret ?? '')).toBe(`secret of ${one?.id}`)
})
