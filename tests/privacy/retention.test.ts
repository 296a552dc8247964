import { eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { campaignGifts } from '#db/schema/books.ts'
import { cases } from '#db/schema/cases.ts'
import { consents } from '#db/schema/consent.ts'
import { checkoutAttempts, donations, stripeEvents } from '#db/schema/donations.ts'
import { people, sessions, staffInvitations } from '#db/schema/people.ts'
import { auditLog, mails } from '#db/schema/platform.ts'
import { retentionRuns } from '#db/schema/privacy.ts'
import { articlePresence } from '#db/schema/writing.ts'
import { after, day, monthsAfter } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import {
  changePeriods,
  foreseen,
  forgetWhatIsDue,
  periodsToChange,
  retentionRules,
  retentionSchedule,
} from '#lib/privacy/retention.ts'
import { mayChangeRetention } from '#lib/privacy/policy.ts'
import { settingGroups } from '#lib/settings/model.ts'
import { bookSettings, privacySettings } from '#lib/settings/queries.ts'
import { makeCampaign, makeOrder } from '#tests/books/stock.ts'
import { plantCase } from '#tests/cases/planted-case.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle, makeMember, makePerson } from '#tests/support/factories.ts'
import { forgetBy } from './forgetting.ts'

const ctx = await testContext({ now: new Date() })
const administrator = await makePerson(ctx, { roles: ['administrator'] })
const inDays = (days: number): Context => ({ ...ctx, now: after(ctx.now, days * day) })
/** Some days more: from the end of a long month to that of a short one, and back, is less than there and back. */
const inMonths = (months: number): Context => ({ ...ctx, now: after(monthsAfter(ctx.now, months), 4 * day) })

async function postedMail(values: Partial<typeof mails.$inferInsert> = {}) {
  const id = v7()
  await ctx.db.insert(mails).values({
    id,
    kind: 'case-received',
    recipient: `${id}@example.org`,
    data: { said: 'MARK' },
    dedupeKey: id,
    createdAt: ctx.now,
    sentAt: ctx.now,
    ...values,
  })
  return async () => (await ctx.db.select().from(mails).where(eq(mails.id, id)))[0]
}

describe('each thing goes in its time, and not before', () => {
  test('what mails said, then whom they went to; their keys stay, so that nothing is sent twice', async () => {
    const [sent, waiting] = [await postedMail({ problem: 'MARK' }), await postedMail({ sentAt: null })]
    expect(await forgetBy(inDays(89), 'mail-words', 90)).toBe(0)
    expect(await forgetBy(inDays(91), 'mail-words', 90)).toBe(1)
    expect(await forgetBy(inDays(91), 'mail-words', 90)).toBe(0)
    expect(await sent()).toMatchObject({ data: {}, problem: null, kind: 'case-received' })
    expect(await waiting()).toMatchObject({ data: { said: 'MARK' } })
    expect(await forgetBy(inMonths(23), 'mail-addresses', 24)).toBe(0)
    expect(await forgetBy(inMonths(24), 'mail-addresses', 24)).toBe(1)
    expect(await sent()).toMatchObject({ recipient: 'nobody@deleted.invalid' })
    expect(await forgetBy(inMonths(24), 'mail-addresses', 24)).toBe(0)
  })

  test('what Stripe told keeps its number and kind, once it is settled', async () => {
    const event = (id: string, state: 'applied' | 'failed') =>
      ctx.db.insert(stripeEvents).values({
        id,
        type: 'invoice.paid',
        payload: { id, type: 'invoice.paid', data: { object: { id: 'in_MARK' } } },
        state,
        receivedAt: ctx.now,
      })
    await event('evt_applied', 'applied')
    await event('evt_failed', 'failed')
    expect(await forgetBy(inMonths(17), 'stripe-events', 18)).toBe(0)
    expect(await forgetBy(inMonths(18), 'stripe-events', 18)).toBe(1)
    const rows = await ctx.db.select().from(stripeEvents).orderBy(stripeEvents.id)
    expect(rows.map(({ payload }) => payload)).toEqual([
      { id: 'evt_applied', type: 'invoice.paid' },
      expect.objectContaining({ data: { object: { id: 'in_MARK' } } }),
    ])
  })

  test('donations never paid go with the book that was wished; what a book hangs on stays', async () => {
    const { id: personId } = await makePerson(ctx)
    const campaign = await makeCampaign(ctx)
    const wished = await makeOrder(ctx, campaign, personId)
    const plain = { personId, frequency: 'once', amount: 500, currency: 'GBP' } as const
    await ctx.db.insert(checkoutAttempts).values([
      { ...plain, state: 'expired', createdAt: ctx.now },
      { ...plain, state: 'completed', createdAt: ctx.now },
      { ...plain, state: 'open', createdAt: ctx.now },
    ])
    await ctx.db
      .update(checkoutAttempts)
      .set({ state: 'failed', createdAt: ctx.now })
      .where(eq(checkoutAttempts.id, wished.attemptId))
    expect(await forgetBy(inDays(89), 'checkouts', 90)).toBe(0)
    expect(await forgetBy(inDays(91), 'checkouts', 90)).toBe(2)
    const left = await ctx.db.select().from(checkoutAttempts).where(eq(checkoutAttempts.personId, personId))
    expect(left.map(({ state }) => state).toSorted()).toEqual(['completed', 'open'])
    expect(await ctx.db.$count(campaignGifts, eq(campaignGifts.attemptId, wished.attemptId))).toBe(0)
  })

  test('accounts that nobody ever confirmed go, unless something hangs on them', async () => {
    const [idle, giver, member, confirmed, seen] = await Promise.all([1, 2, 3, 4, 5].map(() => makePerson(ctx)))
    if (!idle || !giver || !member || !confirmed || !seen) throw new Error('nobody')
    await ctx.db.insert(donations).values({
      personId: giver.id,
      frequency: 'once',
      amount: 500,
      currency: 'GBP',
      stripeRef: v7(),
      paidAt: ctx.now,
    })
    await makeMember(ctx, member, 'supporter')
    await ctx.db.update(people).set({ emailVerified: ctx.now }).where(eq(people.id, confirmed.id))
    await ctx.db.update(people).set({ lastSeenAt: ctx.now }).where(eq(people.id, seen.id))
    await forgetBy(inMonths(11), 'unconfirmed-accounts', 12)
    expect(await ctx.db.$count(people, eq(people.email, idle.email))).toBe(1)
    expect(await forgetBy(inMonths(12), 'unconfirmed-accounts', 12)).toBeGreaterThan(0)
    const left = (await ctx.db.select({ email: people.email }).from(people)).map(({ email }) => email)
    expect(left).not.toContain(idle.email)
    expect(left).toContain(`deleted-${idle.id}@deleted.invalid`)
    expect(left).toEqual(
      expect.arrayContaining([giver, member, confirmed, seen, administrator].map(({ email }) => email)),
    )
  })

  test('proofs of choices, invitations, presence, sessions', async () => {
    await ctx.db.insert(consents).values({ id: v7(), choice: 'accepted', textVersion: 1, at: ctx.now })
    expect(await forgetBy(inMonths(35), 'consents')).toBe(0)
    expect(await forgetBy(inMonths(36), 'consents')).toBe(1)
    const invitation = {
      name: 'Una',
      roles: ['editor' as const],
      invitedBy: administrator.id,
      createdAt: ctx.now,
      sentAt: ctx.now,
    }
    await ctx.db.insert(staffInvitations).values([
      { ...invitation, email: 'over@example.org', tokenHash: v7(), expiresAt: after(ctx.now, 7 * day) },
      { ...invitation, email: 'open@example.org', tokenHash: v7(), expiresAt: after(ctx.now, 900 * day) },
    ])
    expect(await forgetBy(inMonths(11), 'invitations')).toBe(0)
    expect(await forgetBy(inMonths(12), 'invitations')).toBe(1)
    const article = await makeArticle(ctx)
    const open = { articleId: article.id, personId: administrator.id, since: ctx.now, seenAt: ctx.now }
    await ctx.db.insert(articlePresence).values({ ...open, tab: v7() })
    expect(await forgetBy(inDays(0.5), 'presence')).toBe(0)
    expect(await forgetBy(inDays(1.1), 'presence')).toBe(1)
    await ctx.db.insert(sessions).values({ sessionToken: v7(), userId: administrator.id, expires: after(ctx.now, day) })
    expect(await forgetBy(ctx, 'sessions')).toBe(0)
    expect(await forgetBy(inDays(2), 'sessions')).toBe(1)
  })

  test('what a mail server said of an address goes; that mail does not arrive stays known', async () => {
    const { id } = await makePerson(ctx)
    await ctx.db.update(people).set({ mailRefusedAt: ctx.now, mailRefusedBecause: 'MARK' }).where(eq(people.id, id))
    expect(await forgetBy(inMonths(12), 'mail-refusals')).toBe(1)
    const [row] = await ctx.db.select().from(people).where(eq(people.id, id))
    expect(row).toMatchObject({ mailRefusedAt: ctx.now, mailRefusedBecause: null })
  })
})

describe('the schedule', () => {
  test('is gone through rule by rule, what it removed is kept, and a rule that fails keeps no other from its work', async () => {
    const sent = await postedMail()
    const later = inDays(100)
    const removed = await forgetWhatIsDue(later)
    expect(Object.keys(removed)).toEqual(retentionRules.map(({ key }) => key))
    expect(removed['mail-words']).toBe(1)
    expect(await sent()).toMatchObject({ data: {} })
    const schedule = await retentionSchedule(later)
    expect(schedule.lastRun?.at).toEqual(later.now)
    expect(schedule.lines.find(({ key }) => key === 'mail-words')).toMatchObject({
      lastRemoved: 1,
      after: { figure: 90, unit: 'days', least: 14 },
    })
    const failing = {
      key: 'failing',
      what: '',
      end: '',
      after: '',
      count: async () => 0,
      apply: () => Promise.reject(new Error('no')),
    }
    const counting = { ...failing, key: 'counting', apply: async () => 3 }
    await expect(forgetWhatIsDue(inDays(101), [failing, counting])).rejects.toThrow('1 rules of the schedule failed')
    const [last] = await ctx.db
      .select()
      .from(retentionRuns)
      .orderBy(sql`at desc`)
      .limit(1)
    expect(last?.removed).toEqual({ failing: null, counting: 3 })
  })

  test('a period is changed within its bounds, on record, and what a shorter one would remove is told before', async () => {
    for (const { group, name, least, most } of periodsToChange) {
      const schema = settingGroups[group]
      expect(schema.safeParse({ [name]: least }).success).toBe(true)
      expect(schema.safeParse({ [name]: most }).success).toBe(true)
      expect(schema.safeParse({ [name]: least - 1 }).success).toBe(false)
      expect(schema.safeParse({ [name]: most + 1 }).success).toBe(false)
    }
    const id = await plantCase(ctx)
    await ctx.db.update(cases).set({ state: 'closed', closedAt: ctx.now }).where(eq(cases.id, id))
    const later = inMonths(8)
    expect(await foreseen(later, { caseMonths: 24, addressDays: 60 })).toEqual([])
    expect(await foreseen(later, { caseMonths: 6, addressDays: 60 })).toEqual([
      { what: expect.stringContaining('Letters to the managing editor'), many: 1 },
    ])
    expect(await forgetWhatIsDue(later)).toMatchObject({ cases: 0 })
    await changePeriods(later, { caseMonths: 6, addressDays: 30 }, administrator.id)
    expect(await privacySettings(ctx)).toMatchObject({ caseMonths: 6, mailWordsDays: 90 })
    expect(await bookSettings(ctx)).toEqual({ addressDays: 30 })
    expect(await forgetWhatIsDue(later)).toMatchObject({ cases: 1 })
    const noted = await ctx.db.select().from(auditLog).where(eq(auditLog.actor, administrator.id))
    expect(noted.map(({ subject, details }) => [subject, details])).toEqual([
      ['settings privacy', { caseMonths: '24 to 6' }],
      ['settings books', { addressDays: '60 to 30' }],
    ])
  })

  test('administrators set it, and nobody else', () => {
    expect(mayChangeRetention({ roles: ['administrator'] })).toBe(true)
    expect(mayChangeRetention({ roles: ['managing_editor', 'editor', 'fulfilment', 'moderator', 'author'] })).toBe(
      false,
    )
  })

  test('each rule is named once', () => {
    expect(new Set(retentionRules.map(({ key }) => key)).size).toBe(retentionRules.length)
  })
})
