import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { stripeEvents } from '#db/schema/donations.ts'
import { mails } from '#db/schema/platform.ts'
import { monthsAfter } from '#lib/clock.ts'
import { termsFor } from '#lib/donations/manage/commands.ts'
import { judgeWish, nextPaymentOf } from '#lib/donations/manage/model.ts'
import { reconcile } from '#lib/donations/reconcile.ts'
import { openGift, refusalOf } from './gift-life.ts'

/** What the webhook still changed after the account had done it all itself. */
async function leftToDo({ till }: Awaited<ReturnType<typeof openGift>>): Promise<string[]> {
  const before = new Set((await till.ctx().db.select({ id: stripeEvents.id }).from(stripeEvents)).map(({ id }) => id))
  await till.handIn()
  const rows = await till.ctx().db.select().from(stripeEvents)
  return rows
    .filter(
      (row) =>
        !before.has(row.id) && /changed|recorded/.test(row.outcome ?? '') && !/unchanged/.test(row.outcome ?? ''),
    )
    .map((row) => `${row.type}: ${row.outcome}`)
}

describe('another amount', () => {
  test('past the patron minimum: a patron at once, charged from the next payment', async () => {
    const life = await openGift()
    expect(await life.may()).not.toContain('patrons_articles')
    await life.wish({ kind: 'change', amount: 2000, interval: 'month' })
    expect(await life.may()).toContain('patrons_articles')
    expect(await life.gift()).toMatchObject({ amount: 2000, tier: 'patron' })
    expect(await life.given()).toHaveLength(1)
    expect(await leftToDo(life)).toEqual([])
    await life.days(31.5)
    expect((await life.given()).map(({ amount }) => amount)).toEqual([2000, 500])
    expect(await life.states()).toEqual(['supporter active', 'patron active'])
  })

  test('a smaller one: what was paid for is kept until the period ends, and not a day longer', async () => {
    const life = await openGift({ amount: 2500 })
    const { currentPeriodEnd } = await life.gift()
    await life.wish({ kind: 'change', amount: 500, interval: 'month' })
    expect(await life.gift()).toMatchObject({ amount: 500, tier: 'supporter', held: { tier: 'patron' } })
    expect(await life.may(new Date(currentPeriodEnd.getTime() - 1))).toContain('patrons_articles')
    await life.till.handIn()
    expect((await reconcile(life.till.ctx())).repaired).toEqual([])
    await life.days(31.5)
    expect(await life.may()).not.toContain('patrons_articles')
    expect(await life.may()).toContain('comment')
    expect((await life.given()).map(({ amount }) => amount)).toEqual([500, 2500])
  })

  test('raised and lowered again before anything was paid: nothing was paid for, nothing is kept', async () => {
    const life = await openGift()
    await life.wish({ kind: 'change', amount: 2000, interval: 'month' })
    await life.wish({ kind: 'change', amount: 700, interval: 'month' })
    expect(await life.may()).not.toContain('patrons_articles')
  })

  test('too small, too large, no form: refused with the donate page’s words, and nothing changes', async () => {
    const life = await openGift()
    expect(await refusalOf(life.wish({ kind: 'change', amount: 200, interval: 'month' }))).toMatchObject({
      kind: 'conflict',
      message: 'The smallest monthly gift is £5 a month.',
    })
    await refusalOf(life.wish({ kind: 'change', amount: 2_000_000, interval: 'month' }))
    expect(await refusalOf(life.wish({ kind: 'cancel' }, 'no uuid'))).toMatchObject({ kind: 'invalid' })
    expect(await life.gift()).toMatchObject({ amount: 500 })
  })

  test('confirmed by one mail with the true date', async () => {
    const life = await openGift()
    const form = crypto.randomUUID()
    await life.wish({ kind: 'change', amount: 2000, interval: 'month' }, form)
    await life.wish({ kind: 'change', amount: 2000, interval: 'month' }, form)
    const posted = await life.till
      .ctx()
      .db.select()
      .from(mails)
      .where(and(eq(mails.kind, 'gift-changed'), eq(mails.recipient, life.person.email)))
    expect(posted).toHaveLength(1)
    expect(posted[0]?.data).toMatchObject({
      change: { does: 'change', raised: true, tier: 'patron', chargedNow: null, after: { amount: 2000 } },
    })
  })
})

describe('another interval', () => {
  test('from months to years: charged now, a new period from now, recorded at once and once', async () => {
    const life = await openGift()
    await life.wish({ kind: 'change', amount: 5000, interval: 'year' })
    expect((await life.given()).map(({ amount, frequency }) => [amount, frequency])).toEqual([
      [5000, 'year'],
      [500, 'month'],
    ])
    const { currentPeriodEnd } = await life.gift()
    expect(currentPeriodEnd.getTime() - life.till.ctx().now.getTime()).toBeGreaterThan(360 * 86_400_000)
    await leftToDo(life)
    expect(await life.given()).toHaveLength(2)
  })

  test('the bank says no: nothing charged, nothing changed, told so in its words', async () => {
    const life = await openGift({ card: '4000 0000 0000 0341' })
    const refusal = await refusalOf(life.wish({ kind: 'change', amount: 5000, interval: 'year' }))
    expect(refusal.kind).toBe('conflict')
    expect(refusal.message).toContain('Nothing was charged and nothing was changed.')
    expect(await life.gift()).toMatchObject({ amount: 500, interval: 'month', status: 'active' })
    await life.till.handIn()
    expect(await life.gift()).toMatchObject({ amount: 500, interval: 'month', status: 'active' })
    expect(await life.given()).toHaveLength(1)
  })

  test('a_paid_period_is_not_cut_short: from a year to months only in its last month', async () => {
    const life = await openGift({ amount: 5000, frequency: 'year' })
    expect((await refusalOf(life.wish({ kind: 'change', amount: 500, interval: 'month' }))).message).toContain(
      'what is left of the year would be lost',
    )
    await life.days(340)
    await life.wish({ kind: 'change', amount: 500, interval: 'month' })
    expect(await life.gift()).toMatchObject({ interval: 'month', amount: 500 })
  })

  test('what_was_paid_for_is_kept: a patron’s month is not ended by a supporter’s year', async () => {
    const life = await openGift({ amount: 2000 })
    expect((await refusalOf(life.wish({ kind: 'change', amount: 5000, interval: 'year' }))).message).toContain(
      'You are a patron until',
    )
  })
})

describe('a pause', () => {
  test('of two months leaves out two payments; benefits last as long as they are paid for', async () => {
    const life = await openGift()
    const { currentPeriodEnd } = await life.gift()
    await life.wish({ kind: 'pause', months: 2 })
    expect(await life.standing()).toMatchObject({ state: 'ending', until: currentPeriodEnd })
    expect(await leftToDo(life)).toEqual([])
    await life.days(32)
    expect(await life.may()).toEqual([])
    await life.days(31)
    expect(await life.may()).toEqual([])
    expect(await life.given()).toHaveLength(1)
    await life.days(31)
    expect(await life.may()).toContain('comment')
    expect(await life.given()).toHaveLength(2)
  })

  test('resumed within what is paid for: nothing is charged, and it goes on', async () => {
    const life = await openGift()
    await life.wish({ kind: 'pause', months: 3 })
    await life.wish({ kind: 'resume' })
    expect(await life.standing()).toMatchObject({ state: 'active', until: null })
    expect(await life.given()).toHaveLength(1)
    expect(await leftToDo(life)).toEqual([])
  })

  test('resumed later: charged at once, and benefits at once; twice is once', async () => {
    const life = await openGift()
    await life.wish({ kind: 'pause', months: 3 })
    await life.days(40)
    expect(await life.may()).toEqual([])
    const form = crypto.randomUUID()
    await life.wish({ kind: 'resume' }, form)
    await life.wish({ kind: 'resume' }, form)
    await life.wish({ kind: 'resume' })
    expect(await life.may()).toContain('comment')
    expect(await life.given()).toHaveLength(2)
    await life.till.handIn()
    expect(await life.given()).toHaveLength(2)
  })

  test('cancelled in the middle of a month nobody paid for: over at once, and no benefit comes of it', async () => {
    const life = await openGift()
    await life.wish({ kind: 'pause', months: 3 })
    await life.days(40)
    await life.wish({ kind: 'cancel' })
    expect(await life.may()).toEqual([])
    expect((await life.standing()).state).toBe('lapsed')
    await life.till.handIn()
    expect((await life.standing()).state).toBe('lapsed')
  })

  test('only_monthly_gifts_pause', async () => {
    const life = await openGift({ amount: 5000, frequency: 'year' })
    expect((await refusalOf(life.wish({ kind: 'pause', months: 1 }))).message).toContain('yearly gift cannot be paused')
  })
})

describe('paused and cancelled', () => {
  test('taken back: the pause is over as well, and payments go on when what is paid for ends', async () => {
    const life = await openGift()
    const { currentPeriodEnd } = await life.gift()
    await life.wish({ kind: 'pause', months: 3 })
    await life.wish({ kind: 'cancel' })
    expect(await life.gift()).toMatchObject({ collectionPaused: true, cancelAtPeriodEnd: true })
    await life.wish({ kind: 'resume' })
    expect(await life.till.dashboard.subscriptions.retrieve(life.id)).toMatchObject({
      pause_collection: null,
      cancel_at_period_end: false,
      cancel_at: null,
    })
    expect(await life.standing()).toMatchObject({ state: 'active', until: null })
    expect(nextPaymentOf(await life.gift())).toEqual(currentPeriodEnd)
    expect(await life.given()).toHaveLength(1)
    expect(await leftToDo(life)).toEqual([])
    await life.days(31.5)
    expect(await life.may()).toContain('comment')
    expect(await life.given()).toHaveLength(2)
  })

  test.each([
    ['within what is paid for nothing is charged, and the next payment is when it ends', true],
    ['later a period begins now, is charged now, and the next payment is a month away', false],
  ])('the rule: both are lifted; %s', async (_, paidFor) => {
    const life = await openGift()
    const { now } = life.till.ctx()
    const gift = { ...(await life.gift()), collectionPaused: true, cancelAtPeriodEnd: true }
    const verdict = judgeWish(
      paidFor ? gift : { ...gift, held: null },
      { kind: 'resume' },
      await termsFor(life.till.ctx(), gift),
      now,
    )
    expect(verdict).toEqual({
      possible: true,
      plan: {
        does: 'resume',
        takesBackNotice: true,
        chargedNow: paidFor ? null : { amount: 500, currency: 'GBP' },
        nextPayment: paidFor ? gift.currentPeriodEnd : monthsAfter(now, 1),
      },
    })
  })

  test('cancelled by staff in a month nobody paid for: one charge, and no end any more', async () => {
    const life = await openGift()
    await life.wish({ kind: 'pause', months: 3 })
    await life.days(40)
    await life.till.dashboard.subscriptions.update(life.id, { cancel_at_period_end: true })
    await life.till.handIn()
    await life.wish({ kind: 'resume' })
    expect(await life.gift()).toMatchObject({ collectionPaused: false, cancelAtPeriodEnd: false })
    expect(await life.standing()).toMatchObject({ state: 'active', until: null })
    expect(await life.given()).toHaveLength(2)
  })
})

describe('a cancellation', () => {
  test('keeps what is paid for, remembers the reason, and can be taken back', async () => {
    const life = await openGift()
    const { currentPeriodEnd } = await life.gift()
    await life.wish({ kind: 'cancel' }, undefined, { reason: 'too_expensive', comment: 'Rent.' })
    expect(await life.standing()).toMatchObject({ state: 'ending', until: currentPeriodEnd })
    expect(await life.till.dashboard.subscriptions.retrieve(life.id)).toMatchObject({
      cancellation_details: { feedback: 'too_expensive', comment: 'Rent.' },
    })
    const [row] = await life.wishes()
    expect(row).toMatchObject({ kind: 'cancel', state: 'done', reason: 'too_expensive', comment: 'Rent.' })
    expect(await leftToDo(life)).toEqual([])
    await life.wish({ kind: 'resume' })
    expect(await life.standing()).toMatchObject({ state: 'active', until: null })
  })

  test('the old form, brought back by the back button after resuming, cancels again', async () => {
    const life = await openGift()
    const form = crypto.randomUUID()
    await life.wish({ kind: 'cancel' }, form)
    await life.wish({ kind: 'resume' })
    await life.wish({ kind: 'cancel' }, form)
    expect(await life.gift()).toMatchObject({ cancelAtPeriodEnd: true })
    expect((await life.wishes()).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'cancel done',
      'resume done',
      'cancel done',
    ])
  })

  test('in grace it ends at once, and the open payment is not collected any more', async () => {
    const life = await openGift({ card: '4000 0000 0000 0341' })
    await life.days(31.5)
    expect((await life.standing()).state).toBe('grace')
    await life.wish({ kind: 'cancel' })
    expect((await life.standing()).state).toBe('lapsed')
    await life.days(20)
    expect(await life.given()).toHaveLength(1)
  })

  test('somebody without a regular gift, and somebody else: nobody’s gift is touched', async () => {
    const life = await openGift()
    const other = await life.till.person()
    const { carryOut } = await import('#lib/donations/manage/commands.ts')
    const asked = { personId: other.id, wish: { kind: 'cancel' } as const, formId: crypto.randomUUID() }
    expect(await refusalOf(carryOut(life.till.ctx(), asked, String))).toMatchObject({ kind: 'not_found' })
    expect(await life.gift()).toMatchObject({ cancelAtPeriodEnd: false })
  })
})
