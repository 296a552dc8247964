import { after, day } from '#lib/clock.ts'
import { declineAdvice } from '../declines.ts'
import { awaitsPayment } from './statuses.ts'

/** What of a regular gift decides what its owner must be told. */
export interface TroubleFacts {
  /** https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses */
  status: string
  currentPeriodEnd: Date
  cancelAtPeriodEnd: boolean
  collectionPaused: boolean
  /** The first instant without benefits, while a renewal has failed. */
  graceUntil: Date | null
  /** How many days of grace the publisher gives. */
  graceDays: number
  /** The invoice that waits to be paid has a page at Stripe; without one there is nothing to be paid. */
  invoiceUrl: string | null
  declineCode: string | null
  card: { expiresMonth: number; expiresYear: number } | null
}

/** Each the kind of the mail that tells of it. */
export type Trouble =
  | 'renewal-failed'
  | 'payment-action-required'
  | 'grace-ending'
  | 'membership-lapsed'
  | 'card-expiring'

/** Rule: the end of grace is recalled so many days before; a grace hardly longer than that is not recalled at all. */
const graceReminderDays = 3
/** Rule: of a card that runs out somebody is told so long before the payment that it will miss. */
const cardReminderDays = 14
/** Rule: nobody is told of something that ended longer ago than this, when a database is restored or a worker stood still. */
const timelyDays = 7

/**
 * What the owner of a regular gift must be told of at an instant; null when nothing is wrong. Asked when a mail is posted and again when it is sent:
 * a mail whose trouble is over is not sent.
 */
export function troubleOf(facts: TroubleFacts, now: Date): Trouble | null {
  if (awaitsPayment(facts.status) && facts.graceUntil !== null) {
    if (now >= facts.graceUntil) return isTimely(facts.graceUntil, now) ? 'membership-lapsed' : null
    if (facts.invoiceUrl === null) return null
    // Near its end the reminder says it all: whoever hears of the failure only then gets one mail, not two.
    const reminded = facts.graceDays > graceReminderDays + 1
    if (reminded && now >= after(facts.graceUntil, -graceReminderDays * day)) return 'grace-ending'
    return declineAdvice(facts.declineCode).kind === 'confirm' ? 'payment-action-required' : 'renewal-failed'
  }
  return missesItsPayment(facts, now) ? 'card-expiring' : null
}

/** Rule: a card is good to the last day of the month printed on it; a payment due after that is missed. */
function missesItsPayment(facts: TroubleFacts, now: Date): boolean {
  const { status, card, cancelAtPeriodEnd, collectionPaused, currentPeriodEnd } = facts
  if (card === null || cancelAtPeriodEnd || collectionPaused || (status !== 'active' && status !== 'trialing'))
    return false
  const missed = currentPeriodEnd >= cardEnds(card)
  return missed && now < currentPeriodEnd && now >= after(currentPeriodEnd, -cardReminderDays * day)
}

/** The first instant at which a card is not good any more. */
function cardEnds({ expiresMonth, expiresYear }: { expiresMonth: number; expiresYear: number }): Date {
  return new Date(Date.UTC(expiresYear, expiresMonth, 1))
}

/** The last instant at which a payment can be due that somebody must be warned of now. */
export function cardReminderHorizon(now: Date): Date {
  return after(now, cardReminderDays * day)
}

export function isTimely(ended: Date, now: Date): boolean {
  return ended > timelySince(now)
}

/** What ended before is too long ago to be told. */
export function timelySince(now: Date): Date {
  return after(now, -timelyDays * day)
}
