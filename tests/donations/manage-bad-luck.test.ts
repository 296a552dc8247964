import { setTimeout as wait } from 'node:timers/promises'
import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { people } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { beginCardUpdate, settleOwed } from '#lib/donations/manage/card.ts'
import { settleLeftWish } from '#lib/donations/manage/jobs.ts'
import { after, hour } from '#lib/clock.ts'
import { runJobs } from '#tests/support/context.ts'
import { submit, visit } from '#tests/sandbox/running.ts'
import { openGift, refusalOf } from './gift-life.ts'

const yearly = { kind: 'change', amount: 5000, interval: 'year' } as const
type Life = Awaited<ReturnType<typeof openGift>>

/** Makes Stripe fail in one way at what changes a gift. */
async function strike({ till }: Life, answer: string | number, executed: boolean, times: number): Promise<void> {
  await till.press('faults', { api: { answer, executed, times, path: '/v1/subscriptions', method: 'POST' } })
}

/** What the mails about changes of the gift will say. */
async function confirmations({ till, person }: Life): Promise<unknown[]> {
  const { db } = till.ctx()
  const [account] = await db.select({ email: people.email }).from(people).where(eq(people.id, person.id))
  const rows = await db
    .select({ data: mails.data })
    .from(mails)
    .where(and(eq(mails.kind, 'gift-changed'), eq(mails.recipient, account?.email ?? '')))
  return rows.map(({ data }) => data)
}

describe('Stripe fails while money would be taken', () => {
  test.each([
    ['it cannot be reached', 'disconnect', false],
    ['its answer is lost on the way', 'disconnect', true],
    ['it has a fault before it does anything', 500, false],
    ['it has a fault after it has done it', 500, true],
  ] as const)('%s: told plainly; the same form sent again does it, once', async (_, answer, executed) => {
    const life = await openGift()
    const form = crypto.randomUUID()
    // Three tries in all: the package's own retries fail too.
    await strike(life, answer, executed, 3)
    const refusal = await refusalOf(life.wish(yearly, form))
    expect(refusal).toMatchObject({ kind: 'unavailable' })
    expect(refusal.message).toContain('it cannot happen twice')
    await life.wish(yearly, form)
    await life.wish(yearly, form)
    expect(await life.gift()).toMatchObject({ amount: 5000, interval: 'year' })
    await life.till.handIn()
    expect((await life.given()).map(({ amount }) => amount)).toEqual([5000, 500])
    expect(await confirmations(life)).toMatchObject([{ change: { does: 'change', chargedNow: { amount: 5000 } } }])
    expect(await life.till.dashboard.invoices.list({ subscription: life.id })).toMatchObject({
      data: [{ status: 'paid' }, { status: 'paid' }],
    })
  })

  test.each(['disconnect', 500])(
    '%s, and nobody comes back: the worker finds out whether it happened, and never does it itself',
    async (answer) => {
      const done = await openGift()
      await strike(done, answer, true, 3)
      await refusalOf(done.wish(yearly))
      await runJobs({ ...done.till.ctx(), now: after(done.till.ctx().now, hour) }, [settleLeftWish])
      expect(await done.wishes()).toMatchObject([{ state: 'done' }])
      expect(await done.gift()).toMatchObject({ interval: 'year' })
      expect(await confirmations(done)).toMatchObject([{ change: { does: 'change', before: { interval: 'month' } } }])

      const left = await openGift()
      await strike(left, answer, false, 3)
      await refusalOf(left.wish(yearly))
      await runJobs({ ...left.till.ctx(), now: after(left.till.ctx().now, hour) }, [settleLeftWish])
      expect(await left.wishes()).toMatchObject([{ state: 'refused' }])
      expect(await left.gift()).toMatchObject({ interval: 'month' })
      expect(await confirmations(left)).toEqual([])
    },
  )
})

test('changed elsewhere before, unheard of here: the confirmation that is kept is of what was found', async () => {
  const life = await openGift({ amount: 600 })
  const price = {
    currency: 'gbp',
    product: 'standfirst_supporter',
    unit_amount: 700,
    recurring: { interval: 'month' },
  } as const
  const { items } = await life.till.dashboard.subscriptions.retrieve(life.id)
  await life.till.dashboard.subscriptions.update(life.id, {
    items: [{ id: items.data[0]?.id ?? '', price_data: price }],
    proration_behavior: 'none',
  })
  await strike(life, 'disconnect', true, 3)
  await refusalOf(life.wish(yearly))
  await runJobs({ ...life.till.ctx(), now: after(life.till.ctx().now, hour) }, [settleLeftWish])
  expect(await confirmations(life)).toMatchObject([{ change: { before: { amount: 700 }, after: { amount: 5000 } } }])
})

test('a double click and two windows at once: charged once', async () => {
  const life = await openGift()
  const form = crypto.randomUUID()
  const pressedThen = () => wait(5).then(() => life.wish(yearly))
  await Promise.all([life.wish(yearly, form), life.wish(yearly, form), pressedThen()])
  await life.till.handIn()
  expect(await confirmations(life)).toHaveLength(1)
  expect((await life.given()).map(({ amount }) => amount)).toEqual([5000, 500])
})

test('the subscription ended at Stripe in the meantime: said so, nothing begun anew', async () => {
  const life = await openGift()
  await life.till.dashboard.subscriptions.cancel(life.id)
  expect(await refusalOf(life.wish(yearly))).toMatchObject({ kind: 'not_found' })
  await life.till.handIn()
  expect(await refusalOf(life.wish({ kind: 'resume' }))).toMatchObject({ kind: 'not_found' })
})

describe('a failed renewal', () => {
  async function failed() {
    const life = await openGift({ card: '4000 0000 0000 0341' })
    await life.days(31.5)
    expect(await life.standing()).toMatchObject({ state: 'grace' })
    return life
  }

  /** Enters a card on Stripe's page as a person would. @returns where that leads back to */
  async function enterCard(life: Life, visitId: string, number = '5555 5555 5555 4444'): Promise<string> {
    const url = await beginCardUpdate(life.till.ctx(), life.person.id, visitId)
    const page = await visit(url.replace('localhost', '127.0.0.1'))
    const saved = await submit(page, { 'Card number': number, Expiry: '11 / 33', CVC: '321' })
    return saved.location ?? ''
  }

  test('another card pays what is open at once, and the page loaded again pays nothing more', async () => {
    const life = await failed()
    const id = crypto.randomUUID()
    expect(await enterCard(life, id)).toBe(`https://magazine.example/account/membership/card?visit=${id}`)
    const first = await settleOwed(life.till.ctx(), life.person.id, id)
    expect(first).toEqual({ state: 'paid', amount: { amount: 500, currency: 'GBP' } })
    expect(await settleOwed(life.till.ctx(), life.person.id, id)).toEqual({ state: 'nothing_owed' })
    expect(await life.standing()).toMatchObject({ state: 'active', until: null })
    expect(await life.gift()).toMatchObject({ card: { last4: '4444', brand: 'mastercard' }, declineCode: null })
    expect(await life.given()).toHaveLength(2)
    await life.till.handIn()
    expect(await life.given()).toHaveLength(2)
  })

  test('the card is all that can be changed there, by settings of ours that are made once', async () => {
    const life = await failed()
    await enterCard(life, crypto.randomUUID())
    await enterCard(life, crypto.randomUUID())
    const { data } = await life.till.dashboard.billingPortal.configurations.list({ active: true })
    expect(data).toMatchObject([
      {
        metadata: { app: 'standfirst' },
        features: { payment_method_update: { enabled: true }, subscription_cancel: { enabled: false } },
      },
    ])
  })

  test('a card that fails too: said in words, and the gift stays in grace', async () => {
    const life = await failed()
    const id = crypto.randomUUID()
    await enterCard(life, id, '4000 0000 0000 0341')
    expect(await settleOwed(life.till.ctx(), life.person.id, id)).toMatchObject({ state: 'declined' })
    expect(await life.standing()).toMatchObject({ state: 'grace' })
    expect(await life.gift()).toMatchObject({ card: { last4: '0341' } })
  })

  test('what_is_owed_is_settled_first: no change, no pause', async () => {
    const life = await failed()
    expect((await refusalOf(life.wish(yearly))).message).toContain('Settle it first')
    expect((await refusalOf(life.wish({ kind: 'pause', months: 1 }))).message).toContain('Settle it first')
  })

  const anHourLater = ({ till }: Life) => ({ ...till.ctx(), now: after(till.ctx().now, hour) })

  test('an answer that Stripe repeats for a day to one key is in the way for an hour at most', async () => {
    const life = await failed()
    const id = crypto.randomUUID()
    await enterCard(life, id, '4000 0000 0000 0341')
    expect(await settleOwed(life.till.ctx(), life.person.id, id)).toMatchObject({ state: 'declined' })
    await enterCard(life, crypto.randomUUID())
    expect(await settleOwed(anHourLater(life), life.person.id, id)).toMatchObject({ state: 'paid' })
    expect(await settleOwed(anHourLater(life), life.person.id, id)).toEqual({ state: 'nothing_owed' })
    expect(await life.given()).toHaveLength(2)
  })

  test('Stripe has a fault after it has paid: an hour later, by another key, nothing is charged again', async () => {
    const life = await failed()
    const id = crypto.randomUUID()
    await enterCard(life, id)
    await life.till.press('faults', { api: { answer: 500, executed: true, times: 3, path: '/pay' } })
    expect(await refusalOf(settleOwed(life.till.ctx(), life.person.id, id))).toMatchObject({ kind: 'unavailable' })
    expect(await settleOwed(anHourLater(life), life.person.id, id)).toEqual({ state: 'nothing_owed' })
    // Stripe dates to the second: what was paid in the second of our last look counts from this one.
    expect(await life.standing(anHourLater(life).now)).toMatchObject({ state: 'active' })
    expect(await life.given()).toHaveLength(2)
  })

  test('Stripe cannot be reached: told so, tried again safely', async () => {
    const life = await failed()
    const id = crypto.randomUUID()
    await enterCard(life, id)
    await life.till.press('faults', { api: { answer: 'disconnect', executed: true, times: 3, path: '/pay' } })
    expect(await refusalOf(settleOwed(life.till.ctx(), life.person.id, id))).toMatchObject({ kind: 'unavailable' })
    await settleOwed(life.till.ctx(), life.person.id, id)
    expect(await life.given()).toHaveLength(2)
  })
})
