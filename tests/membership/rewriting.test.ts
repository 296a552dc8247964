import { expect, test } from 'vitest'
import { membershipSpells } from '#db/schema/membership.ts'
import { recordMembership, rewriteSpells } from '#lib/membership/commands.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()

test('memberships recorded before there were spells have them once they are made again, however many people', async () => {
  const entry = { source: 'imported', sourceRef: 'x', tier: 'patron', state: 'active', reason: '' } as const
  for (let count = 0; count < 3; count += 1) {
    const { id } = await makePerson(ctx)
    await recordMembership(ctx, { ...entry, personId: id, validFrom: ctx.now, validUntil: null })
  }
  await ctx.db.delete(membershipSpells)
  expect(await rewriteSpells(ctx)).toEqual({ people: 3, changed: 3 })
  expect(await ctx.db.select().from(membershipSpells)).toMatchObject(
    Array.from({ length: 3 }, () => ({ tier: 'patron', beginning: 'new', beganAt: ctx.now, endedAt: null })),
  )
  expect(await rewriteSpells(ctx)).toEqual({ people: 3, changed: 0 })
  // More than one batch of two.
  await ctx.db.delete(membershipSpells)
  expect(await rewriteSpells(ctx, 2)).toEqual({ people: 3, changed: 3 })
})
