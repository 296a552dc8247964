import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { recordConsent } from '#lib/consent/commands.ts'
import { allowsGoogle, consentText, holds, readConsent, writeConsent } from '#lib/consent/model.ts'
import { after, day } from '#lib/clock.ts'
import { testContext } from '#tests/support/context.ts'

const ctx = await testContext()

test('a choice is noted with nothing of who made it, and the browser keeps what proves it', async () => {
  const accepted = await recordConsent(ctx, 'accepted', false)
  const refused = await recordConsent(ctx, 'refused', false)
  const rows = await ctx.db.execute('select * from consents order by choice')
  expect([...rows].map((row) => Object.keys(row).toSorted())).toEqual(
    Array.from({ length: 2 }, () => ['at', 'choice', 'id', 'text_version']),
  )
  expect(rows[0]).toMatchObject({ id: accepted.id, choice: 'accepted', text_version: consentText.version })
  expect(rows[1]).toMatchObject({ choice: 'refused' })
  // A refusal needs no proof, so nothing that could tell one browser from another is kept.
  expect(writeConsent(refused)).toBe(`refused.${consentText.version}.2026-07-15`)
  expect(readConsent(writeConsent(accepted))).toEqual(accepted)
  expect(readConsent(writeConsent(refused))).toEqual(refused)
})

test('a browser that refuses for its owner is not overruled by a button', async () => {
  expect(await recordConsent(ctx, 'accepted', true)).toMatchObject({ choice: 'refused', id: null })
})

test('a choice holds for a year and for its text', async () => {
  const accepted = await recordConsent(ctx, 'accepted', false)
  expect(holds(accepted, after(ctx.now, 364 * day))).toBe(true)
  expect(holds(accepted, after(ctx.now, 366 * day))).toBe(false)
  expect(holds({ ...accepted, version: consentText.version - 1 }, ctx.now)).toBe(false)
  expect(holds(null, ctx.now)).toBe(false)
})

test('Google is asked only with a consent that holds, and never against the browser’s word', async () => {
  const accepted = await recordConsent(ctx, 'accepted', false)
  expect(allowsGoogle(accepted, false, ctx.now)).toBe(true)
  expect(allowsGoogle(accepted, true, ctx.now)).toBe(false)
  expect(allowsGoogle({ ...accepted, choice: 'refused' }, false, ctx.now)).toBe(false)
  expect(allowsGoogle(null, false, ctx.now)).toBe(false)
})

test.each([
  undefined,
  '',
  'yes',
  'accepted',
  'accepted.x.2026-07-15',
  'accepted.1.yesterday',
  'accepted.1.2026-07-15.me',
])('a cookie that says %j is no choice', (value) => {
  expect(readConsent(value)).toBeNull()
})

test('whoever changes the words raises their version, so that everybody is asked again', () => {
  const { version, ...words } = consentText
  const print = createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 12)
  // When this fails: raise the version in lib/consent/model.ts, then write both anew here.
  expect([version, print]).toEqual([1, '27ea6f211931'])
})
