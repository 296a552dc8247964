import type { QueueState } from '#lib/books/queue.ts'
import type { Tone } from '../../_ui/desk-state.tsx'

export const stateNames: Record<QueueState, { name: string; tone: Tone }> = {
  promised: { name: 'Promised', tone: 'quiet' },
  earned: { name: 'Earned', tone: 'quiet' },
  address_missing: { name: 'Address missing', tone: 'warn' },
  ready: { name: 'Ready', tone: 'good' },
  packed: { name: 'Packed', tone: 'good' },
  dispatched: { name: 'Dispatched', tone: 'good' },
  delivered: { name: 'Delivered', tone: 'quiet' },
  returned: { name: 'Returned', tone: 'bad' },
  replaced: { name: 'Replaced', tone: 'quiet' },
  ended: { name: 'Ended', tone: 'quiet' },
}

/** What an empty queue says: how a book comes there. */
export const emptyWords: Record<QueueState | 'all', string> = {
  all: 'Nobody has taken a book yet. Whoever takes one with a gift is listed here from the first payment on.',
  promised: 'No book is promised. One is, from the first of several payments until the last.',
  earned: 'Nothing waits. A book that is earned waits here until its address is locked and its dedication is read.',
  address_missing: 'No address is missing. Donors are asked for theirs when the book is earned.',
  ready: 'Nothing is ready to be packed. A book is, once its address is locked and its dedication, if any, is read.',
  packed: 'Nothing is packed and waits to be sent.',
  dispatched: 'Nothing is on its way.',
  delivered: 'Nobody has said yet that a book arrived.',
  returned: 'Nothing came back in the post.',
  replaced: 'Nothing had to be replaced.',
  ended: 'No claim has ended.',
}

export const troubleNames = {
  refunded: 'The money went back',
  disputed: 'The money is disputed',
  damaged: 'Arrived damaged',
  never_came: 'Never came',
} as const

const facts: Record<string, string> = {
  reserved: 'A copy was kept while they paid',
  promised: 'A copy was kept for a gift that is given already',
  paid: 'A payment arrived',
  money_kept: 'The money is kept after all',
  checkout_over: 'The payment was not made',
  money_returned: 'The money went back',
  gift_over: 'The regular gift ended',
  account_deleted: 'The account was deleted',
  over_cap: 'Had all that one donor may have',
  given_up: 'Given up by the donor',
  packed: 'Packed',
  unpacked: 'Unpacked',
  dispatched: 'Dispatched',
  delivered: 'Delivered',
  complained: 'The donor says something is wrong',
  trouble_settled: 'Settled',
  returned: 'Came back in the post',
  replaced: 'Replaced by another copy',
  replaces: 'A replacement',
  ended_by_desk: 'Ended by the desk',
  noted: 'Note',
  address_given: 'An address was given',
  address_changed: 'The address was changed',
  lock_announced: 'The donor was told that the address locks',
  dedication_accepted: 'The dedication was accepted',
  dedication_refused: 'The dedication was refused',
  dedication_changed: 'The dedication was changed',
  carried_over: 'Carried over',
}

export function factInWords(fact: string): string {
  return facts[fact] ?? fact.replaceAll('_', ' ')
}
