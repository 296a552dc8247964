import { describe, expect, it, test } from 'vitest'
import fc from 'fast-check'
import {
  afterFact,
  claimStates,
  isOver,
  isUndispatched,
  mayComeBack,
  moneyFact,
  promisedAhead,
  replacementOf,
  reserved,
  standingOf,
  type ClaimFact,
  type ClaimLife,
} from '#lib/books/claim-life.ts'

/** Lives a claim through facts; what is refused changes nothing. */
function live(facts: ClaimFact[], from: ClaimLife = reserved(3)): ClaimLife {
  return facts.reduce((claim, fact) => {
    const verdict = afterFact(claim, fact)
    return 'claim' in verdict ? verdict.claim : claim
  }, from)
}

const paid = (payments: number): ClaimFact => ({ kind: 'paid', payments })
const sent: ClaimFact[] = [paid(3), { kind: 'packed' }, { kind: 'dispatched' }]

describe('a claim', () => {
  it.each<[string, ClaimFact[], Partial<ClaimLife>]>([
    ['is promised from the first payment', [paid(1)], { state: 'promised', paymentsMade: 1 }],
    ['is earned with the last', [paid(1), paid(2), paid(3)], { state: 'earned', paymentsMade: 3 }],
    ['is earned at once by who hears late', [paid(3)], { state: 'earned' }],
    ['does not forget payments told out of order', [paid(2), paid(1)], { state: 'promised', paymentsMade: 2 }],
    [
      'is released when the checkout expires',
      [{ kind: 'checkout_over', how: 'checkout_expired' }],
      { state: 'ended', holdsCopy: false },
    ],
    [
      'is not released by an expiry that comes after the payment',
      [paid(1), { kind: 'checkout_over', how: 'checkout_expired' }],
      { state: 'promised' },
    ],
    [
      'ends when the gift lapses before it is earned',
      [paid(2), { kind: 'gift_over', how: 'lapsed' }],
      { state: 'ended', ending: 'lapsed', holdsCopy: false },
    ],
    [
      'outlives a gift that ends after it is earned',
      [paid(3), { kind: 'gift_over', how: 'lapsed' }],
      { state: 'earned' },
    ],
    [
      'ends when the money goes back before dispatch',
      [paid(3), { kind: 'packed' }, { kind: 'money_returned', how: 'refunded' }],
      { state: 'ended', ending: 'refunded', holdsCopy: false },
    ],
    [
      'comes back when the dispute that ended it is won',
      [paid(3), { kind: 'packed' }, { kind: 'money_returned', how: 'disputed' }, paid(3)],
      { state: 'earned', ending: null, holdsCopy: true },
    ],
    [
      'stays ended while a payment of those made is missing',
      [paid(2), { kind: 'money_returned', how: 'disputed' }, paid(1)],
      { state: 'ended', ending: 'disputed' },
    ],
    [
      'comes back when the refund that ended it fails at the bank',
      [paid(3), { kind: 'money_returned', how: 'refunded' }, paid(3)],
      { state: 'earned', ending: null, holdsCopy: true },
    ],
    [
      'stays ended when it was given up, whatever is paid',
      [paid(2), { kind: 'given_up' }, paid(3)],
      { state: 'ended', ending: 'given_up' },
    ],
    [
      'is no trouble any more when the money is kept after all',
      [...sent, { kind: 'money_returned', how: 'disputed' }, paid(3)],
      { state: 'dispatched', trouble: null },
    ],
    [
      'stays to be looked into while a payment of those made is missing',
      [...sent, { kind: 'money_returned', how: 'disputed' }, paid(2)],
      { state: 'dispatched', trouble: 'disputed' },
    ],
    [
      'keeps what the donor complains of when the money is kept',
      [...sent, { kind: 'complained', of: 'damaged' }, paid(3)],
      { trouble: 'damaged' },
    ],
    [
      'does not come up again for money that the desk has settled',
      [
        ...sent,
        { kind: 'money_returned', how: 'refunded' },
        { kind: 'trouble_settled' },
        { kind: 'money_returned', how: 'refunded' },
      ],
      { trouble: null, settled: 'refunded' },
    ],
    [
      'comes up again when the donor complains again',
      [
        ...sent,
        ...(['complained', 'complained'] as const).flatMap((kind): ClaimFact[] => [
          { kind, of: 'damaged' },
          { kind: 'trouble_settled' },
        ]),
        { kind: 'complained', of: 'damaged' },
      ],
      { trouble: 'damaged' },
    ],
    [
      'is told to the desk when the money goes back after dispatch',
      [...sent, { kind: 'money_returned', how: 'disputed' }],
      { state: 'dispatched', trouble: 'disputed', holdsCopy: true },
    ],
    ['comes home', [...sent, { kind: 'delivered' }], { state: 'delivered' }],
    [
      'is replaced by another copy, and its own is gone',
      [...sent, { kind: 'complained', of: 'damaged' }, { kind: 'replaced', copyIsBack: false }],
      { state: 'replaced', trouble: null, holdsCopy: true },
    ],
    [
      'gives back a copy that came back whole',
      [...sent, { kind: 'returned' }, { kind: 'ended_by_desk', copyIsBack: true }],
      { state: 'ended', holdsCopy: false },
    ],
    ['cannot be packed before it is earned', [paid(2), { kind: 'packed' }], { state: 'promised' }],
    ['cannot be given up once it is packed', [paid(3), { kind: 'packed' }, { kind: 'given_up' }], { state: 'packed' }],
  ])('%s', (_, facts, then) => {
    expect(live(facts)).toMatchObject(then)
  })

  it('whose gift is given already is promised before any payment, and released by no checkout', () => {
    const expired: ClaimFact = { kind: 'checkout_over', how: 'checkout_expired' }
    expect(live([expired], promisedAhead(3))).toMatchObject({ state: 'promised', paymentsMade: 0, holdsCopy: true })
    expect(live([paid(1), paid(3)], promisedAhead(3))).toMatchObject({ state: 'earned', paymentsMade: 3 })
    expect(live([paid(1)], promisedAhead(1))).toMatchObject({ state: 'earned' })
    expect(live([{ kind: 'gift_over', how: 'lapsed' }], promisedAhead(3))).toMatchObject({ ending: 'lapsed' })
    expect(live([{ kind: 'given_up' }, paid(3)], promisedAhead(3))).toMatchObject({ ending: 'given_up' })
  })

  it('is refused aloud what a hand cannot do', () => {
    expect(afterFact(reserved(1), { kind: 'dispatched' })).toMatchObject({ rule: 'refused' })
    expect(afterFact(live([{ kind: 'given_up' }, paid(1)]), { kind: 'replaced', copyIsBack: false })).toMatchObject({
      rule: 'refused',
    })
  })
})

test('an earned book is ready with a locked address and no dedication waiting', () => {
  const now = new Date('2026-11-01')
  const locked = { lockedAt: new Date('2026-10-31') }
  const earned = { state: 'earned', dedicationState: 'accepted' } as const
  expect(standingOf(earned, null, now)).toBe('address_missing')
  expect(standingOf(earned, { lockedAt: null }, now)).toBe('earned')
  expect(standingOf(earned, { lockedAt: new Date('2026-11-02') }, now)).toBe('earned')
  expect(standingOf(earned, locked, now)).toBe('ready')
  expect(standingOf({ ...earned, dedicationState: 'pending' }, locked, now)).toBe('earned')
  expect(standingOf({ state: 'packed', dedicationState: 'none' }, null, now)).toBe('packed')
})

describe('what payments mean for the claim', () => {
  const terms = { least: 1000, paymentsNeeded: 3 }
  const payment = (month: number, amount = 1000, returned = 0, disputed = false) => ({
    amount,
    returned,
    disputed,
    paidAt: new Date(Date.UTC(2026, month, 1)),
  })

  it.each([
    ['nothing is known', [], false, null],
    ['two of three', [payment(2), payment(1)], false, { kind: 'paid', payments: 2 }],
    ['more than were asked for', [1, 2, 3, 4].map((month) => payment(month)), true, { kind: 'paid', payments: 3 }],
    ['the gift is over too early', [payment(1)], true, { kind: 'gift_over', how: 'lapsed' }],
    ['a smaller one in between', [payment(1), payment(2, 999)], false, { kind: 'gift_over', how: 'made_smaller' }],
    [
      'a smaller one afterwards',
      [1, 2, 3].map((m) => payment(m)).concat(payment(4, 500)),
      false,
      { kind: 'paid', payments: 3 },
    ],
    ['one went back', [payment(1), payment(2, 1000, 1000)], false, { kind: 'money_returned', how: 'refunded' }],
    ['one is disputed', [payment(1, 1000, 1000, true)], false, { kind: 'money_returned', how: 'disputed' }],
    ['a part of a larger one went back', [payment(1, 1500, 500)], false, { kind: 'paid', payments: 1 }],
    [
      'one that earned nothing went back',
      [1, 2, 3].map((m) => payment(m)).concat(payment(4, 1000, 1000)),
      false,
      { kind: 'paid', payments: 3 },
    ],
  ] as const)('%s', (_, payments, over, fact) => {
    expect(moneyFact(terms, payments, over)).toEqual(fact)
    expect(moneyFact(terms, payments.toReversed(), over)).toEqual(fact)
  })
})

const anyFact = fc.oneof(
  fc.record({ kind: fc.constant('paid' as const), payments: fc.integer({ min: 0, max: 4 }) }),
  fc.record({
    kind: fc.constant('checkout_over' as const),
    how: fc.constantFrom('checkout_expired' as const, 'checkout_failed' as const),
  }),
  fc.record({
    kind: fc.constant('money_returned' as const),
    how: fc.constantFrom('refunded' as const, 'disputed' as const),
  }),
  fc.record({
    kind: fc.constant('gift_over' as const),
    how: fc.constantFrom('lapsed' as const, 'made_smaller' as const),
  }),
  fc.record({
    kind: fc.constant('complained' as const),
    of: fc.constantFrom('damaged' as const, 'never_came' as const),
  }),
  fc.record({ kind: fc.constantFrom('replaced' as const, 'ended_by_desk' as const), copyIsBack: fc.boolean() }),
  fc.record({
    kind: fc.constantFrom(
      'account_deleted' as const,
      'given_up' as const,
      'packed' as const,
      'unpacked' as const,
      'dispatched' as const,
      'delivered' as const,
      'returned' as const,
      'trouble_settled' as const,
    ),
  }),
)

test('whatever happens in whatever order, a claim keeps its word', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.boolean(),
      fc.array(anyFact, { maxLength: 25 }),
      (needed, ahead, facts) => {
        let claim = ahead ? promisedAhead(needed) : reserved(needed)
        for (const fact of facts) {
          const verdict = afterFact(claim, fact)
          if (verdict.rule === 'refused' || verdict.rule === 'nothing_changes') continue
          const next = verdict.claim
          // What is over stays over, but for what ended with its money, which takes a copy anew; a copy is released once.
          const comesBack = verdict.rule === 'comes_back'
          expect(isOver(claim)).toBe(comesBack)
          expect([null, ...(comesBack ? ['disputed', 'refunded'] : [])]).toContain(claim.ending)
          expect(mayComeBack(claim)).toBe(comesBack)
          expect(comesBack && claim.holdsCopy).toBe(false)
          expect(verdict.rule === 'moved' && verdict.releasesCopy).toBe(claim.holdsCopy && !next.holdsCopy)
          expect(next.holdsCopy || isOver(next)).toBe(true)
          // No book leaves that was not earned, and nothing that was paid is unpaid by hand.
          expect(isUndispatched(next) || isOver(next) || next.paymentsMade === needed).toBe(true)
          expect(next.paymentsMade).toBeGreaterThanOrEqual(claim.paymentsMade)
          // Nobody who gives already is at a checkout.
          expect(ahead && (next.state === 'reserved' || next.ending === 'checkout_expired')).toBe(false)
          expect(next.ending !== null).toBe(next.state === 'ended')
          // Told twice is told once: the same fact again moves nothing.
          expect(['nothing_changes', 'refused']).toContain(afterFact(next, fact).rule)
          claim = next
        }
        expect(claimStates).toContain(claim.state)
        expect(replacementOf(claim).state).toBe('earned')
      },
    ),
    { numRuns: 2000 },
  )
})
