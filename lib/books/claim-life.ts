/**
 * A claim's life, pure: a fact comes, and it is said what becomes of the claim, its copy and who must know.
 * docs/decisions/books.md tells of it. Everything that moves a claim goes through `afterFact`.
 */
export const claimStates = [
  'reserved',
  'promised',
  'earned',
  'packed',
  'dispatched',
  'delivered',
  'returned',
  'replaced',
  'ended',
] as const
export type ClaimState = (typeof claimStates)[number]

export type ClaimEnding =
  | 'checkout_expired'
  | 'checkout_failed'
  | 'refunded'
  | 'disputed'
  | 'lapsed'
  | 'made_smaller'
  | 'given_up'
  | 'over_cap'
  | 'account_deleted'
  | 'by_desk'

export const claimTroubles = ['refunded', 'disputed', 'damaged', 'never_came'] as const
export type ClaimTrouble = (typeof claimTroubles)[number]

export interface ClaimLife {
  state: ClaimState
  paymentsNeeded: number
  paymentsMade: number
  /** Whether one of the campaign's copies is taken up by it. */
  holdsCopy: boolean
  ending: ClaimEnding | null
  trouble: ClaimTrouble | null
  /** The trouble with the money that the desk has settled: heard of again, it is no news. */
  settled: ClaimTrouble | null
}

/** What happens to a claim by itself: never refused, and of no effect where it comes too late or twice. */
export type MoneyFact =
  /** So many payments that count, each of which was kept: counted afresh each time. */
  | { kind: 'paid'; payments: number }
  | { kind: 'checkout_over'; how: 'checkout_expired' | 'checkout_failed' }
  | { kind: 'money_returned'; how: 'refunded' | 'disputed' }
  | { kind: 'gift_over'; how: 'lapsed' | 'made_smaller' }
  | { kind: 'account_deleted' }
  /** A visitor turned out to be somebody who has had all that one donor may have. */
  | { kind: 'over_cap' }

/** What the donor or the desk does: refused where it cannot be. */
export type HandFact =
  | { kind: 'given_up' }
  | { kind: 'packed' }
  | { kind: 'unpacked' }
  | { kind: 'dispatched' }
  | { kind: 'delivered' }
  /** The donor says so, after dispatch. */
  | { kind: 'complained'; of: 'damaged' | 'never_came' }
  | { kind: 'trouble_settled' }
  /** It came back in the post. */
  | { kind: 'returned' }
  /** Another copy is sent in its place, by a claim of its own. */
  | { kind: 'replaced'; copyIsBack: boolean }
  | { kind: 'ended_by_desk'; copyIsBack: boolean }

export type ClaimFact = MoneyFact | HandFact

export type ClaimVerdict =
  | { rule: 'moved'; claim: ClaimLife; releasesCopy: boolean }
  /** It begins again, if a copy is free for it. */
  | { rule: 'comes_back'; claim: ClaimLife }
  /** The state stays; `trouble` is noted, or settled. */
  | { rule: 'desk_is_told'; claim: ClaimLife }
  | { rule: 'nothing_changes' }
  | { rule: 'refused'; why: string }

const beforeDispatch: readonly ClaimState[] = ['reserved', 'promised', 'earned', 'packed']
const afterDispatch: readonly ClaimState[] = ['dispatched', 'delivered', 'returned']
const over: readonly ClaimState[] = ['replaced', 'ended']

/** Whether money that goes back ends the claim, since the book has not left. */
export function isUndispatched({ state }: Pick<ClaimLife, 'state'>): boolean {
  return beforeDispatch.includes(state)
}

/** Whether nothing can become of the claim any more. */
export function isOver({ state }: Pick<ClaimLife, 'state'>): boolean {
  return over.includes(state)
}

/** The first moment of a claim: a copy was taken for it. */
export function reserved(paymentsNeeded: number): ClaimLife {
  return { ...anew, state: 'reserved', paymentsNeeded, paymentsMade: 0 }
}

/** The first moment of a claim whose gift is given already: kept for the payments to come, of which none is made. */
export function promisedAhead(paymentsNeeded: number): ClaimLife {
  return { ...anew, state: 'promised', paymentsNeeded, paymentsMade: 0 }
}

/** A copy sent in place of another: earned already. */
export function replacementOf(claim: Pick<ClaimLife, 'paymentsNeeded' | 'paymentsMade'>): ClaimLife {
  const { paymentsNeeded, paymentsMade } = claim
  return { ...anew, state: 'earned', paymentsNeeded, paymentsMade }
}

const anew = { holdsCopy: true, ending: null, trouble: null, settled: null } as const

/** What a fact does to a claim. */
export function afterFact(claim: ClaimLife, fact: ClaimFact): ClaimVerdict {
  switch (fact.kind) {
    case 'paid':
      return afterPayment(claim, fact.payments)
    case 'checkout_over':
      return claim.state === 'reserved' ? end(claim, fact.how, true) : unchanged
    case 'money_returned':
      if (isUndispatched(claim)) return end(claim, fact.how, true)
      return afterDispatch.includes(claim.state) ? tellDesk(claim, fact.how) : unchanged
    case 'gift_over':
      return claim.state === 'reserved' || claim.state === 'promised' ? end(claim, fact.how, true) : unchanged
    case 'over_cap':
    case 'account_deleted':
      return isUndispatched(claim) ? end(claim, fact.kind, true) : unchanged
    case 'given_up':
      return claim.state === 'promised' || claim.state === 'earned'
        ? end(claim, fact.kind, true)
        : refused('The book can no longer be given up here.')
    case 'complained':
      return claim.state === 'dispatched' || claim.state === 'delivered'
        ? tellDesk(claim, fact.of)
        : refused('The book has not been sent yet.')
    case 'trouble_settled':
      return claim.trouble === null
        ? unchanged
        : { rule: 'desk_is_told', claim: { ...claim, trouble: null, settled: claim.trouble } }
    case 'replaced':
      return afterDispatch.includes(claim.state)
        ? leave(claim, { state: 'replaced' }, fact.copyIsBack)
        : refused('Only a book that was sent can be replaced.')
    case 'ended_by_desk':
      if (isUndispatched(claim)) return end(claim, 'by_desk', true)
      return afterDispatch.includes(claim.state)
        ? end(claim, 'by_desk', fact.copyIsBack)
        : refused('The claim is over already.')
    default:
      return afterStep(claim, fact.kind)
  }
}

/** What each step of the packing table begins from and leads to. */
const steps = {
  packed: { from: ['earned'], to: 'packed' },
  unpacked: { from: ['packed'], to: 'earned' },
  dispatched: { from: ['packed'], to: 'dispatched' },
  delivered: { from: ['dispatched'], to: 'delivered' },
  returned: { from: ['dispatched', 'delivered'], to: 'returned' },
} as const satisfies Record<string, { from: readonly ClaimState[]; to: ClaimState }>

function afterStep(claim: ClaimLife, kind: keyof typeof steps): ClaimVerdict {
  const { from, to } = steps[kind]
  if (claim.state === to) return unchanged
  return from.some((state) => state === claim.state)
    ? { rule: 'moved', claim: { ...claim, state: to }, releasesCopy: false }
    : refused(`A claim that is ${claim.state} cannot be ${kind}.`)
}

/**
 * Rules: promised from the first payment, earned with the last; what was earned stays earned. What ended with its money comes
 * back when all that had been paid is kept after all: a dispute was won, or a refund failed at the bank.
 */
function afterPayment(claim: ClaimLife, payments: number): ClaimVerdict {
  if (mayComeBack(claim)) return afterReturn(claim, payments)
  if (afterDispatch.includes(claim.state)) return moneyIsKept(claim, payments)
  if (claim.state !== 'reserved' && claim.state !== 'promised') return unchanged
  const paymentsMade = Math.min(payments, claim.paymentsNeeded)
  if (paymentsMade <= claim.paymentsMade) return unchanged
  const state = paymentsMade === claim.paymentsNeeded ? 'earned' : 'promised'
  return { rule: 'moved', claim: { ...claim, state, paymentsMade }, releasesCopy: false }
}

/** Whether the claim ended because its money went back. */
export function mayComeBack({ ending }: Pick<ClaimLife, 'ending'>): boolean {
  return ending === 'disputed' || ending === 'refunded'
}

/** Rule: money that is kept after all is no trouble to the desk any more. */
function moneyIsKept(claim: ClaimLife, payments: number): ClaimVerdict {
  if (payments < claim.paymentsNeeded) return unchanged
  const trouble = isAboutMoney(claim.trouble) ? null : claim.trouble
  const settled = isAboutMoney(claim.settled) ? null : claim.settled
  return trouble === claim.trouble && settled === claim.settled
    ? unchanged
    : { rule: 'desk_is_told', claim: { ...claim, trouble, settled } }
}

function isAboutMoney(trouble: ClaimTrouble | null): boolean {
  return trouble === 'refunded' || trouble === 'disputed'
}

function afterReturn(claim: ClaimLife, payments: number): ClaimVerdict {
  const paymentsMade = Math.min(payments, claim.paymentsNeeded)
  if (paymentsMade === 0 || paymentsMade < claim.paymentsMade) return unchanged
  const state = paymentsMade === claim.paymentsNeeded ? 'earned' : 'promised'
  return { rule: 'comes_back', claim: { ...claim, state, paymentsMade, holdsCopy: true, ending: null } }
}

function tellDesk(claim: ClaimLife, trouble: ClaimTrouble): ClaimVerdict {
  const isKnown = claim.trouble === trouble || (isAboutMoney(trouble) && claim.settled === trouble)
  return isKnown ? unchanged : { rule: 'desk_is_told', claim: { ...claim, trouble } }
}

function end(claim: ClaimLife, ending: ClaimEnding, copyIsBack: boolean): ClaimVerdict {
  return leave(claim, { state: 'ended', ending }, copyIsBack)
}

/** Rule: a copy that is gone stays counted, so that it is never given away twice. */
function leave(
  claim: ClaimLife,
  last: { state: 'replaced' } | { state: 'ended'; ending: ClaimEnding },
  copyIsBack: boolean,
): ClaimVerdict {
  return {
    rule: 'moved',
    claim: { ...claim, ...last, trouble: null, holdsCopy: !copyIsBack },
    releasesCopy: claim.holdsCopy && copyIsBack,
  }
}

const unchanged: ClaimVerdict = { rule: 'nothing_changes' }

function refused(why: string): ClaimVerdict {
  return { rule: 'refused', why }
}

/** Where a claim stands in the desk's queue and in the donor's account: an earned one waits for something, or is ready. */
export type ClaimStanding = ClaimState | 'address_missing' | 'ready'

/**
 * Rule: an earned book is ready once there is an address that is locked, and a dedication, if there is one, that the desk
 * has accepted or refused.
 * @param address null while there is none
 */
export function standingOf(
  claim: { state: ClaimState; dedicationState: 'none' | 'pending' | 'accepted' | 'refused' },
  address: { lockedAt: Date | null } | null,
  now: Date,
): ClaimStanding {
  if (claim.state !== 'earned') return claim.state
  if (address === null) return 'address_missing'
  const locked = address.lockedAt !== null && address.lockedAt <= now
  return locked && claim.dedicationState !== 'pending' ? 'ready' : 'earned'
}

/** A payment of the gift a claim is for. */
export interface ClaimPayment {
  /** Minor units for the gift itself, postage left out. */
  amount: number
  /** Minor units that went back. */
  returned: number
  disputed: boolean
  paidAt: Date
}

/**
 * What a gift's payments, as they stand now, mean for its claim: told in any order, and as often as one likes, it is the same.
 * Rules: a payment counts that reaches what the offer asked and was kept; one that went back, or a smaller one before the
 * last, ends the claim; so does a gift that is over before the last.
 * @param least minor units
 * @returns null while nothing is known
 */
export function moneyFact(
  { least, paymentsNeeded }: { least: number; paymentsNeeded: number },
  payments: readonly ClaimPayment[],
  giftIsOver: boolean,
): MoneyFact | null {
  const first = payments.toSorted((a, b) => a.paidAt.getTime() - b.paidAt.getTime()).slice(0, paymentsNeeded)
  const returned = first.find((payment) => payment.returned > 0 && payment.amount - payment.returned < least)
  if (returned) return { kind: 'money_returned', how: returned.disputed ? 'disputed' : 'refunded' }
  if (first.some(({ amount }) => amount < least)) return { kind: 'gift_over', how: 'made_smaller' }
  if (first.length === paymentsNeeded) return { kind: 'paid', payments: paymentsNeeded }
  if (giftIsOver) return { kind: 'gift_over', how: 'lapsed' }
  return first.length === 0 ? null : { kind: 'paid', payments: first.length }
}
