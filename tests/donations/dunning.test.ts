import { describe, expect, test } from 'vitest'
import { accountDeletions } from '#db/schema/people.ts'
import { remindDonors } from '#lib/donations/dunning.ts'
import { subscriptionOf } from '#lib/donations/queries.ts'
import { grantComplimentary } from '#lib/membership/commands.ts'
import { benefitsAt } from '#lib/membership/model.ts'
import { ledgerOf } from '#lib/membership/queries.ts'
import { openPostOffice } from './post-office.ts'
import { openTill } from './till.ts'

const day = 24 * 60 * 60 * 1000
const failsAtRenewal = '4000 0000 0000 0341'
const asksEveryTime = '4000 0027 6000 3184'
const office = await openPostOffice()

/** A regular gift of its own, and the mails about it. */
async function begun(card?: string, options: Parameters<typeof openTill>[0] = {}) {
  const till = await openTill(options)
  const person = await till.person()
  await till.pay((await till.begin({ person })).url, card === undefined ? {} : { card })
  await till.handIn()
  const shown = async () => {
    const found = await subscriptionOf(till.ctx(), person.id)
    if (!found) throw new Error('nothing goes on')
    return found
  }
  const deliver = () => office.deliver(till.ctx(), person.email)
  await deliver()
  return {
    till,
    person,
    shown,
    deliver,
    id: (await shown()).id,
    /** Days go by; each morning the daily job looks, each evening's events have come. @returns the mails of those days */
    async days(count: number): Promise<string[]> {
      const sent: string[] = []
      for (let left = count; left > 0; left -= 1) {
        await till.advance(Math.min(1, left))
        await till.handIn()
        await remindDonors(till.ctx())
        sent.push(...(await deliver()))
      }
      return sent
    },
    async renewal(): Promise<void> {
      await till.advance(31.2)
      await till.handIn()
    },
    async pay(): Promise<void> {
      const { latestInvoiceId } = await shown()
      await till.dashboard.invoices.pay(latestInvoiceId ?? '', { payment_method: 'pm_card_visa' })
      await till.handIn()
    },
  }
}

describe('a renewal that fails', () => {
  test('is told once for all its retries, with cause, deadline and a link to the remedy', async () => {
    const { renewal, deliver, days, shown } = await begun(failsAtRenewal)
    await renewal()
    expect(await deliver()).toEqual(['renewal-failed'])
    const until = (await shown()).graceUntil
    const text = office.text('renewal-failed')
    expect(text).toContain('£5')
    expect(text).toContain('your Visa card ending 0341')
    expect(text).toContain('Your bank declined the payment without telling us why.')
    expect(text).toContain('https://magazine.example/account/membership?remedy=card')
    expect(text).toContain(
      new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' }).format(until ?? undefined),
    )
    expect(await days(9)).toEqual([])
  })

  test('then, three days before the end, is recalled; at the end, and not again when Stripe gives up, the lapse is told', async () => {
    const { renewal, deliver, days, till, person } = await begun(failsAtRenewal)
    await renewal()
    await deliver()
    expect(await days(12)).toEqual(['grace-ending'])
    expect(office.text('grace-ending')).toContain('has still not reached us')
    expect(await days(8)).toEqual(['membership-lapsed'])
    expect(office.text('membership-lapsed')).toMatch(/https:\/\/magazine\.example\/(donate|account\/membership)/)
    const ledger = await ledgerOf(till.ctx(), person.id)
    expect(ledger.map(({ state }) => state)).toEqual(['active', 'grace', 'lapsed'])
    expect(benefitsAt(ledger, till.ctx().now)).toEqual([])
  })

  test('and is paid in time: the thanks for it come once, and nothing else', async () => {
    const { renewal, deliver, days, pay } = await begun(failsAtRenewal)
    await renewal()
    await deliver()
    expect(await days(2)).toEqual([])
    await pay()
    expect(await deliver()).toEqual(['payment-recovered'])
    expect(await days(16)).toEqual([])
  })

  test('and is paid before the mail went out: nobody hears of either', async () => {
    const { renewal, deliver, pay } = await begun(failsAtRenewal)
    await renewal()
    await pay()
    expect(await deliver()).toEqual([])
  })

  test('after a lapse, paid after all: a return, with the gap on record', async () => {
    const { renewal, days, pay, till, person, deliver } = await begun(failsAtRenewal, {
      billing: { afterRetries: 'past_due' },
    })
    await renewal()
    expect(await days(16)).toEqual(['renewal-failed', 'grace-ending', 'membership-lapsed'])
    const gap = till.ctx().now
    await pay()
    expect(await deliver()).toEqual(['payment-recovered'])
    const ledger = await ledgerOf(till.ctx(), person.id)
    expect(ledger.map(({ state }) => state)).toEqual(['active', 'grace', 'active'])
    expect(benefitsAt(ledger, new Date(gap.getTime() - day / 2))).toEqual([])
    expect(benefitsAt(ledger, new Date(till.ctx().now.getTime() + day))).not.toEqual([])
  })

  test('left unpaid by Stripe, it can be paid in the account: the lapse says so', async () => {
    const { renewal, deliver, days } = await begun(failsAtRenewal, {
      billing: { afterRetries: 'unpaid', retryDays: [3] },
    })
    await renewal()
    expect(await deliver()).toEqual(['renewal-failed'])
    expect(await days(4)).toEqual(['membership-lapsed'])
    expect(office.text('membership-lapsed')).toContain('Pay, and come back')
  })

  test('says what its cause was: too little money', async () => {
    const { till, id, renewal, deliver } = await begun()
    const { customer } = await till.dashboard.subscriptions.retrieve(id)
    const owner = typeof customer === 'string' ? customer : customer.id
    const poor = await till.dashboard.paymentMethods.attach('pm_card_chargeDeclinedInsufficientFunds', {
      customer: owner,
    })
    await till.dashboard.subscriptions.update(id, { default_payment_method: poor.id })
    await renewal()
    expect(await deliver()).toEqual(['renewal-failed'])
    expect(office.text('renewal-failed')).toContain('there was not enough money')
  })

  test('whatever order its events come in, and twice, is one mail', async () => {
    const { till, deliver } = await begun(failsAtRenewal)
    await till.advance(31.2)
    const events = await till.take()
    await till.handIn([...events.toReversed(), ...events])
    expect(await deliver()).toEqual(['renewal-failed'])
  })
})

test('a bank that wants its customer to confirm: the link is Stripe’s page for doing so', async () => {
  const { renewal, deliver, shown } = await begun(asksEveryTime)
  await renewal()
  expect(await deliver()).toEqual(['payment-action-required'])
  expect(office.text('payment-action-required')).toContain((await shown()).invoiceUrl)
  expect(await deliver()).toEqual([])
})

describe('a card that runs out before the next payment', () => {
  async function cardUntil(month: number, year: number) {
    const life = await begun()
    const { default_payment_method: method } = await life.till.dashboard.subscriptions.retrieve(life.id)
    const replace = (expiryMonth: number, expiryYear: number) =>
      life.till.press(`payment_methods/${typeof method === 'string' ? method : ''}/replace`, {
        expiryMonth,
        expiryYear,
      })
    await replace(month, year)
    await life.till.handIn()
    return { ...life, replace }
  }
  const now = new Date()

  test('is told once, a fortnight before at the earliest, by the daily look', async () => {
    const { days, deliver } = await cardUntil(now.getUTCMonth() + 1, now.getUTCFullYear())
    expect(await deliver()).toEqual([])
    expect(await days(12)).toEqual([])
    expect(await days(16)).toEqual(['card-expiring'])
    expect(office.text('card-expiring')).toContain('Visa card ending 4242')
  })

  test('or by invoice.upcoming alone', async () => {
    const { till, deliver } = await cardUntil(now.getUTCMonth() + 1, now.getUTCFullYear())
    await till.advance(27)
    const told = (await till.take()).filter(({ type }) => type === 'invoice.upcoming')
    expect(told).toHaveLength(1)
    await till.handIn(told)
    expect(await deliver()).toEqual(['card-expiring'])
  })

  test('is not told when the bank’s new card came in between', async () => {
    const { till, deliver, replace } = await cardUntil(now.getUTCMonth() + 1, now.getUTCFullYear())
    await till.advance(27)
    await till.handIn()
    await replace(12, now.getUTCFullYear() + 3)
    await till.handIn()
    expect(await deliver()).toEqual([])
  })
})

describe('a membership that is taken away', () => {
  test('by a refund', async () => {
    const { till, deliver, days } = await begun()
    await till.dashboard.refunds.create({ charge: (await till.dashboard.charges.list({ limit: 1 })).data[0]?.id ?? '' })
    await till.handIn()
    expect(await deliver()).toEqual(['membership-withdrawn'])
    expect(office.text('membership-withdrawn')).toContain('We have sent back the £5')
    expect(office.text('membership-withdrawn')).toContain('the next payment')
    expect(await days(2)).toEqual([])
  })

  test('by a dispute', async () => {
    const { till, deliver } = await begun()
    await till.press(`charges/${(await till.dashboard.charges.list({ limit: 1 })).data[0]?.id ?? ''}/dispute`, {})
    await till.handIn()
    expect(await deliver()).toEqual(['membership-withdrawn'])
    expect(office.text('membership-withdrawn')).toContain('Your bank has taken back')
  })

  test('with the customer, deleted at Stripe', async () => {
    const { till, id, deliver } = await begun()
    const { customer } = await till.dashboard.subscriptions.retrieve(id)
    await till.dashboard.customers.del(typeof customer === 'string' ? customer : customer.id)
    await till.handIn()
    expect(await deliver()).toEqual(['gift-ended'])
  })

  test('at its owner’s own wish is no lapse', async () => {
    const { till, id, deliver } = await begun()
    await till.dashboard.subscriptions.cancel(id)
    await till.handIn()
    expect(await deliver()).toEqual([])
  })
})

describe('nobody is told', () => {
  test('that a membership ends which another carries on', async () => {
    const { till, person, renewal, days } = await begun(failsAtRenewal)
    await grantComplimentary(till.ctx(), {
      id: crypto.randomUUID(),
      personId: person.id,
      tier: 'patron',
      until: null,
      reason: 'For the long interview.',
      grantedBy: (await till.person()).id,
    })
    await renewal()
    expect(await days(20)).toEqual(['renewal-failed'])
  })

  test('anything, once they asked for their account to be deleted', async () => {
    const { till, person, renewal, days } = await begun(failsAtRenewal)
    await till.ctx().db.insert(accountDeletions).values({ personId: person.id, requestedAt: till.ctx().now })
    await renewal()
    expect(await days(20)).toEqual([])
  })

  test('of a lapse long ago, when the worker stood still for a month', async () => {
    const { till, renewal, deliver } = await begun(failsAtRenewal, { billing: { afterRetries: 'past_due' } })
    await renewal()
    await deliver()
    await till.advance(28)
    await till.handIn()
    await remindDonors(till.ctx())
    expect(await deliver()).toEqual([])
  })
})
