import { z } from 'zod'
import type { Standing, Tier } from '#lib/membership/model.ts'

/** What the desk's list of members can be narrowed to. */
export const memberStates = [
  'active',
  'failing',
  'ending',
  'paused',
  'lapsed',
  'complimentary',
  'gift',
  'never',
  'mail_refused',
] as const
export const memberStateSchema = z.enum(memberStates)
export type MemberState = z.infer<typeof memberStateSchema>

/** What a person's state is told from. */
export interface MemberFacts {
  standing: Standing
  /** Stripe's statuses of subscriptions that go on: https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses */
  subscriptions: readonly { status: string; collectionPaused: boolean }[]
  mailRefused: boolean
}

/** Whether somebody is in a state; of several at once a person may be in more than one. */
export function isInState(state: MemberState, { standing, subscriptions, mailRefused }: MemberFacts): boolean {
  const paused = subscriptions.some((one) => one.collectionPaused || one.status === 'paused')
  switch (state) {
    case 'active':
    case 'lapsed':
      return standing.state === state
    case 'ending':
      return standing.state === 'ending' && !paused
    // Stripe goes on trying for a while after grace has run out.
    case 'failing':
      return standing.state === 'grace' || subscriptions.some(({ status }) => ['past_due', 'unpaid'].includes(status))
    case 'paused':
      return paused
    case 'complimentary':
    case 'gift':
      return standing.sources.some((one) => one.source === state && one.state !== 'lapsed')
    case 'never':
      return standing.state === 'none'
    case 'mail_refused':
      return mailRefused
  }
}

/** Whether somebody holds a tier now. */
export function isOfTier(tier: Tier, { standing }: MemberFacts): boolean {
  return standing.tier === tier
}

/** What was typed into the search of members. */
export type MemberSearch =
  | { kind: 'everybody' }
  /** Part of a name or an address. */
  | { kind: 'text'; text: string }
  /** An id of Stripe's: of a customer, subscription, invoice, payment, charge, refund or checkout. */
  | { kind: 'stripe'; id: string }
  /** What a receipt is quoted by. */
  | { kind: 'receipt'; number: number }
  | { kind: 'too_short' }

/** Fewer letters are in nearly every name, and no index knows them. */
const fewestLetters = 3

export function readSearch(typed: string): MemberSearch {
  const text = typed.trim()
  if (text === '') return { kind: 'everybody' }
  if (/^(cus|sub|in|pi|ch|py|re|cs)_\w{3,250}$/.test(text)) return { kind: 'stripe', id: text }
  if (/^\d{1,12}$/.test(text)) return { kind: 'receipt', number: Number(text) }
  return text.length < fewestLetters ? { kind: 'too_short' } : { kind: 'text', text: text.slice(0, 100) }
}
