import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { people } from '#db/schema/people.ts'
import { membershipLedger, plans } from '#db/schema/membership.ts'
import { auditOf } from '#lib/audit/audit.ts'
import {
  endComplimentary,
  ensurePlans,
  grantComplimentary,
  recordMembership,
  type ComplimentaryGrant,
  type MembershipEntry,
} from '#lib/membership/commands.ts'
import { benefitsOf, ledgerOf, membershipOf, plansOnSale } from '#lib/membership/queries.ts'
import { noon, testContext } from '#tests/support/context.ts'

const ctx = await testContext()

async function somebody(): Promise<string> {
  const [row] = await ctx.db
    .insert(people)
    .values({ email: `${crypto.randomUUID()}@example.org` })
    .returning({ id: people.id })
  if (!row) throw new Error('nobody was made')
  return row.id
}

const administrator = await somebody()

function entry(personId: string, given: Partial<MembershipEntry> = {}): MembershipEntry {
  return {
    personId,
    source: 'stripe',
    sourceRef: 'sub_1',
    tier: 'supporter',
    state: 'active',
    validFrom: noon,
    validUntil: null,
    reason: 'Began to give regularly.',
    ...given,
  }
}

describe('recording', () => {
  test('being told the same again leaves one row', async () => {
    const personId = await somebody()
    expect(await recordMembership(ctx, entry(personId))).toBe(true)
    expect(await recordMembership(ctx, entry(personId, { reason: 'in other words' }))).toBe(false)
    expect(await ledgerOf(ctx, personId)).toHaveLength(1)
  })

  test('told at once from several sides, there is still one row', async () => {
    const personId = await somebody()
    await Promise.all(
      Array.from({ length: 8 }, () => recordMembership(ctx, entry(personId, { sourceRef: 'sub_race' }))),
    )
    expect(await ledgerOf(ctx, personId)).toHaveLength(1)
  })

  test('another tier, state or end is another row', async () => {
    const personId = await somebody()
    await recordMembership(ctx, entry(personId))
    await recordMembership(ctx, entry(personId, { tier: 'patron' }))
    await recordMembership(
      ctx,
      entry(personId, { tier: 'patron', state: 'ending', validUntil: new Date('2026-08-15') }),
    )
    await recordMembership(
      ctx,
      entry(personId, { tier: 'patron', state: 'ending', validUntil: new Date('2026-09-15') }),
    )
    expect(await ledgerOf(ctx, personId)).toHaveLength(4)
  })

  test('a row never begins before the one it follows: the past stays as it was answered', async () => {
    const personId = await somebody()
    await recordMembership(ctx, entry(personId))
    await recordMembership(ctx, entry(personId, { state: 'lapsed', validFrom: new Date('2026-01-01') }))
    const [first, second] = await ledgerOf(ctx, personId)
    expect(second?.validFrom).toEqual(first?.validFrom)
  })

  test('the database refuses to change or remove what is written', async () => {
    const personId = await somebody()
    await recordMembership(ctx, entry(personId))
    await expect(ctx.db.update(membershipLedger).set({ tier: 'patron' })).rejects.toMatchObject({
      cause: { message: expect.stringContaining('append-only') },
    })
    await expect(ctx.db.execute(sql`delete from membership_ledger`)).rejects.toThrow('Failed query')
  })
})

describe('complimentary memberships', () => {
  const grant = (personId: string, given: Partial<ComplimentaryGrant> = {}): ComplimentaryGrant => ({
    id: crypto.randomUUID(),
    personId,
    tier: 'patron',
    until: new Date('2026-12-31'),
    reason: 'For the long interview.',
    grantedBy: administrator,
    ...given,
  })

  test('give from now to their end, need no payment, and are noted', async () => {
    const personId = await somebody()
    await grantComplimentary(ctx, grant(personId))
    expect(await membershipOf(ctx, personId)).toMatchObject({
      tier: 'patron',
      state: 'ending',
      until: new Date('2026-12-31'),
    })
    expect((await benefitsOf(ctx, personId)).map((held) => held.benefit)).toContain('patrons_articles')
    expect(await benefitsOf({ ...ctx, now: new Date('2027-01-01') }, personId)).toEqual([])
    expect(await auditOf(ctx, [`person ${personId}`])).toMatchObject([
      { actorId: administrator, action: 'gave a complimentary membership', details: { tier: 'patron' } },
    ])
  })

  test('one that would end before it begins is refused', async () => {
    const personId = await somebody()
    await expect(grantComplimentary(ctx, grant(personId, { until: new Date('2026-01-01') }))).rejects.toMatchObject({
      kind: 'invalid',
      fields: { until: expect.any(String) },
    })
    expect(await ledgerOf(ctx, personId)).toEqual([])
  })

  test('nobody is given one who is not there', async () => {
    await expect(grantComplimentary(ctx, grant(crypto.randomUUID()))).rejects.toMatchObject({ kind: 'not_found' })
  })

  test('a form sent twice is one grant; two grants by one person stand beside each other', async () => {
    const personId = await somebody()
    const first = grant(personId, { tier: 'supporter', until: null })
    await Promise.all([grantComplimentary(ctx, first), grantComplimentary(ctx, first)])
    expect(await ledgerOf(ctx, personId)).toHaveLength(1)
    expect(await auditOf(ctx, [`person ${personId}`])).toHaveLength(1)
    await grantComplimentary(ctx, grant(personId))
    expect((await membershipOf(ctx, personId)).sources.map(({ tier, state }) => [tier, state])).toEqual([
      ['patron', 'ending'],
      ['supporter', 'active'],
    ])
  })

  test('ended early it ends that grant alone, once, and the past stays as it was', async () => {
    const personId = await somebody()
    const kept = grant(personId, { tier: 'supporter', until: null })
    const ended = grant(personId)
    await grantComplimentary(ctx, kept)
    await grantComplimentary(ctx, ended)
    const later = { ...ctx, now: new Date(ctx.now.getTime() + 3_600_000) }
    const end = { personId, grantId: ended.id, reason: 'The interview fell through.', endedBy: administrator }
    await endComplimentary(later, end)
    await endComplimentary(later, end)
    expect(await membershipOf(later, personId)).toMatchObject({ tier: 'supporter', state: 'active' })
    expect(await membershipOf(ctx, personId)).toMatchObject({ tier: 'patron' })
    expect(await ledgerOf(ctx, personId)).toHaveLength(3)
    expect((await auditOf(ctx, [`person ${personId}`])).map(({ action }) => action)).toContain(
      'ended a complimentary membership',
    )
  })

  test('another person’s grant, or none, cannot be ended', async () => {
    const given = grant(await somebody())
    await grantComplimentary(ctx, given)
    const end = { personId: await somebody(), grantId: given.id, reason: '', endedBy: administrator }
    await expect(endComplimentary(ctx, end)).rejects.toMatchObject({ kind: 'not_found' })
  })
})

describe('plans', () => {
  test('the defaults are put on sale once, and a publisher’s own stay', async () => {
    await ensurePlans(ctx)
    await ctx.db
      .update(plans)
      .set({ minimum: 700 })
      .where(sql`tier = 'supporter' and interval = 'month' and currency = 'GBP'`)
    await ensurePlans(ctx)
    const pounds = await plansOnSale(ctx, 'GBP')
    expect(pounds.map(({ tier, interval, minimum }) => [tier, interval, minimum])).toEqual([
      ['supporter', 'month', 700],
      ['patron', 'month', 2000],
      ['supporter', 'year', 5000],
      ['patron', 'year', 20_000],
    ])
  })

  test('a plan taken off sale is not offered', async () => {
    await ctx.db
      .update(plans)
      .set({ onSale: false })
      .where(sql`currency = 'EUR'`)
    expect(await plansOnSale(ctx, 'EUR')).toEqual([])
  })
})
