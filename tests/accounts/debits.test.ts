import { eq, notInArray } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { donations, giftMemberships, stripeEvents, subscriptions } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { requestDeletion } from '#lib/accounts/deletion.ts'
import { forgetGifts } from '#lib/donations/gift-jobs.ts'
import { reconcile } from '#lib/donations/reconcile.ts'
import { benefitsOf } from '#lib/membership/queries.ts'
import { personById } from '#lib/people/queries.ts'
import { giftCounter } from '#tests/donations/gift-till.ts'
import { openTill } from '#tests/donations/till.ts'

const arrives = 'DE89370400440532013000'
const returned = 'DE62370400440532013001'

/** Somebody in a magazine of their own, who deletes their account after the debit was given in, and before it is decided. */
async function leaveWith(
  iban: string,
  begin: (given: { till: Awaited<ReturnType<typeof openTill>>; person: { id: string; email: string } }) => Promise<{
    url: string
  }>,
  heardOfBefore = true,
) {
  const till = await openTill()
  const { db } = till.ctx()
  const before = (await db.select({ id: mails.id }).from(mails)).map(({ id }) => id)
  const person = await till.person()
  const known = (await db.select({ id: people.id }).from(people)).map(({ id }) => id)
  await till.pay((await begin({ till, person })).url, { iban })
  if (heardOfBefore) await till.handIn()
  const leaving = await personById(till.ctx(), person.id)
  if (!leaving) throw new Error('nobody')
  expect(await requestDeletion(till.ctx(), leaving, leaving.email)).toBe('done')
  await till.handIn()
  await till.advance(0.5)
  await till.handIn()
  return {
    till,
    person,
    given: await db.select().from(donations).where(eq(donations.personId, person.id)),
    benefits: async () => benefitsOf(till.ctx(), person.id),
    /** Whatever went wrong in the inbox. */
    failed: await db.select().from(stripeEvents).where(eq(stripeEvents.state, 'failed')),
    nobodyElse: async () => (await db.select().from(people)).filter(({ id }) => !known.includes(id)),
    letters: async () =>
      (await db.select().from(mails).where(notInArray(mails.id, before)).orderBy(mails.createdAt)).map(
        ({ kind, recipient }) => `${kind} ${recipient}`,
      ),
    address: person.email,
  }
}

describe('a debit on its way when its giver’s account is deleted', () => {
  test.each([true, false])(
    'once: what arrives is in the books, and nobody is thanked (heard of: %s)',
    async (heard) => {
      const left = await leaveWith(
        arrives,
        ({ till, person }) => till.begin({ person, frequency: 'once', amount: 2000, currency: 'EUR' }),
        heard,
      )
      expect(left.given).toMatchObject([{ amount: 2000, currency: 'EUR', refunded: 0 }])
      expect(left.failed).toEqual([])
      expect(await left.letters()).toEqual([`account-deleted ${left.address}`])
      expect(await left.nobodyElse()).toEqual([])
      expect(await reconcile(left.till.ctx())).toMatchObject({ repaired: [], unrepaired: [] })
    },
  )

  test('once: what comes back leaves nothing', async () => {
    const left = await leaveWith(returned, ({ till, person }) =>
      till.begin({ person, frequency: 'once', amount: 2000, currency: 'EUR' }),
    )
    expect(left.given).toEqual([])
    expect(left.failed).toEqual([])
    expect(await left.letters()).toEqual([`account-deleted ${left.address}`])
    expect(await reconcile(left.till.ctx())).toMatchObject({ repaired: [], unrepaired: [] })
  })

  test.each([
    [arrives, true, 1],
    [arrives, false, 1],
    [returned, true, 0],
    [returned, false, 0],
  ])(
    'regularly: %s (heard of: %s) gives no membership, and %i donation is in the books',
    async (iban, heard, count) => {
      const left = await leaveWith(
        iban,
        ({ till, person }) => till.begin({ person, frequency: 'month', amount: 2500, currency: 'EUR' }),
        heard,
      )
      expect(left.failed).toEqual([])
      expect(left.given.map(({ amount }) => amount)).toEqual(Array.from({ length: count }, () => 2500))
      expect(await left.benefits()).toEqual([])
      const { db } = left.till.ctx()
      const [subscription] = await db.select().from(subscriptions).where(eq(subscriptions.personId, left.person.id))
      expect(subscription).toMatchObject({ status: 'canceled', endedAt: expect.any(Date) })
      expect(await left.letters()).toEqual([`account-deleted ${left.address}`])
      expect(await left.nobodyElse()).toEqual([])
      expect(await reconcile(left.till.ctx())).toMatchObject({ repaired: [], unrepaired: [] })
      expect(await left.benefits()).toEqual([])
      await left.till.advance(40)
      await left.till.handIn()
      expect(await db.select().from(donations).where(eq(donations.personId, left.person.id))).toHaveLength(count)
    },
  )

  test('for somebody else: the gift reaches whom it is for, and then its words are forgotten', async () => {
    const left = await leaveWith(arrives, ({ till, person }) =>
      giftCounter(till).begin({ currency: 'EUR', recipientName: 'Percival Weir' }, person),
    )
    const { db } = left.till.ctx()
    expect(left.given).toHaveLength(1)
    expect(await left.letters()).toEqual([`account-deleted ${left.address}`, 'gift-delivery ben@example.org'])
    const [gift] = await db.select().from(giftMemberships).where(eq(giftMemberships.buyerId, left.person.id))
    const reader = await left.till.person()
    expect(await giftCounter(left.till).redeem(reader.id, gift?.code ?? '')).toMatchObject({ state: 'redeemed' })
    await db.update(mails).set({ sentAt: left.till.ctx().now })
    await forgetGifts.run(left.till.ctx(), {})
    const kept = JSON.stringify([await db.select().from(giftMemberships), await db.select().from(mails)])
    for (const word of ['Percival', 'Ada', 'For the train.', 'ben@example.org']) expect(kept).not.toContain(word)
  })

  test('for somebody else, and it comes back: the order is removed', async () => {
    const left = await leaveWith(returned, ({ till, person }) => giftCounter(till).begin({ currency: 'EUR' }, person))
    await left.till.advance(2)
    await forgetGifts.run(left.till.ctx(), {})
    const unpaid = eq(giftMemberships.state, 'awaiting_payment')
    expect(await left.till.ctx().db.select().from(giftMemberships).where(unpaid)).toEqual([])
    expect(left.given).toEqual([])
  })
})
