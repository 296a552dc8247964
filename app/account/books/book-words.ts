import type { ClaimEnding, ClaimStanding } from '#lib/books/claim-life.ts'
import type { ClaimView } from '#lib/books/claim-queries.ts'

const endings: Record<ClaimEnding, string> = {
  checkout_expired: 'The payment was not made.',
  checkout_failed: 'The payment was not made.',
  refunded: 'It ended because the money went back to you.',
  disputed: 'It ended because your bank took the money back.',
  lapsed: 'It ended because the regular gift ended before the last payment.',
  made_smaller: 'It ended because a payment was smaller than the book asks for.',
  given_up: 'You gave it back.',
  over_cap: 'There is one for each donor.',
  account_deleted: 'The account was deleted.',
  by_desk: 'We ended it.',
}

const standings: Record<Exclude<ClaimStanding, 'promised' | 'ended'>, string> = {
  reserved: 'Kept for you while you pay.',
  address_missing: 'It is yours. We need an address to send it to.',
  earned: 'It is yours, and waits to be packed.',
  ready: 'It is yours, and is packed next.',
  packed: 'It is packed.',
  dispatched: 'It is on its way to you.',
  delivered: 'It has arrived.',
  returned: 'It came back to us in the post. We will write to you.',
  replaced: 'Another copy was sent in its place.',
}

/** "2 of 3 payments made", or where the book is. */
export function standingInWords(
  book: Pick<ClaimView, 'standing' | 'ending' | 'paymentsMade' | 'paymentsNeeded'>,
): string {
  if (book.standing === 'promised' && book.paymentsNeeded === 1)
    return 'It is kept for you, and yours with your next payment.'
  if (book.standing === 'promised')
    return `${book.paymentsMade} of ${book.paymentsNeeded} payments made. It is kept for you, and yours with the last.`
  if (book.standing === 'ended') return book.ending === null ? 'It ended.' : endings[book.ending]
  return standings[book.standing]
}
