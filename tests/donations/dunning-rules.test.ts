import { describe, expect, test } from 'vitest'
import { troubleOf, type TroubleFacts } from '#lib/donations/internal/dunning-rules.ts'

const day = 24 * 60 * 60 * 1000
const deadline = new Date('2026-03-19T10:00:00Z')
const before = (days: number) => new Date(deadline.getTime() - days * day)

const failing: TroubleFacts = {
  status: 'past_due',
  currentPeriodEnd: new Date('2026-04-05T10:00:00Z'),
  cancelAtPeriodEnd: false,
  collectionPaused: false,
  graceUntil: deadline,
  graceDays: 14,
  invoiceUrl: 'https://invoice.stripe.com/i/1',
  declineCode: 'insufficient_funds',
  card: { expiresMonth: 12, expiresYear: 2030 },
}

describe('a renewal that failed', () => {
  test.each([
    ['on the first day', failing, before(14), 'renewal-failed'],
    [
      'a bank that wants to be asked',
      { ...failing, declineCode: 'authentication_required' },
      before(14),
      'payment-action-required',
    ],
    ['a reason nobody gave', { ...failing, declineCode: null }, before(14), 'renewal-failed'],
    ['until three days before the end', failing, new Date(before(3).getTime() - 1), 'renewal-failed'],
    ['three days before the end', failing, before(3), 'grace-ending'],
    ['at the last instant', failing, new Date(deadline.getTime() - 1), 'grace-ending'],
    ['at the end', failing, deadline, 'membership-lapsed'],
    ['within a week of it', failing, before(-6.9), 'membership-lapsed'],
    ['a week after it: too long ago to be told', failing, before(-7), null],
    [
      'a grace hardly longer than the reminder is not recalled',
      { ...failing, graceDays: 4 },
      before(2),
      'renewal-failed',
    ],
    ['nothing is there to be paid', { ...failing, invoiceUrl: null }, before(2), null],
    ['it was paid', { ...failing, status: 'active', graceUntil: null }, before(2), null],
    ['it ended', { ...failing, status: 'canceled', graceUntil: null }, before(2), null],
  ] as const)('%s', (_, facts, now, trouble) => {
    expect(troubleOf(facts, now)).toBe(trouble)
  })
})

describe('a card that runs out', () => {
  const due = new Date('2026-12-03T10:00:00Z')
  const paying: TroubleFacts = {
    ...failing,
    status: 'active',
    graceUntil: null,
    currentPeriodEnd: due,
    declineCode: null,
    invoiceUrl: null,
    card: { expiresMonth: 11, expiresYear: 2026 },
  }
  const earlier = (days: number) => new Date(due.getTime() - days * day)

  test.each([
    ['a fortnight before the payment it misses', paying, earlier(14), 'card-expiring'],
    ['not sooner', paying, earlier(14.1), null],
    ['not for a payment that is past', paying, due, null],
    [
      'it is good to the last day of its month',
      { ...paying, card: { expiresMonth: 12, expiresYear: 2026 } },
      earlier(5),
      null,
    ],
    ['nothing is going to be taken: notice was given', { ...paying, cancelAtPeriodEnd: true }, earlier(5), null],
    ['nothing is going to be taken: paused', { ...paying, collectionPaused: true }, earlier(5), null],
    ['no card is charged', { ...paying, card: null }, earlier(5), null],
  ] as const)('%s', (_, facts, now, trouble) => {
    expect(troubleOf(facts, now)).toBe(trouble)
  })
})
