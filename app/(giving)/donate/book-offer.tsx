import type { ReactNode } from 'react'
import { conditionInWords, judgeOffer, type Campaign, type OfferVerdict } from '#lib/books/model.ts'
import type { Gift } from '#lib/donations/model.ts'
import { formatMoney, type Currency } from '#lib/money.ts'

/** Of a campaign, what the donate page shows. */
export interface BookOnOffer extends Pick<
  Campaign,
  'id' | 'slug' | 'bookTitle' | 'bookAuthor' | 'onceFrom' | 'yearFrom' | 'monthFrom' | 'monthPayments' | 'bookValue'
> {
  cover: ReactNode
}

/** The signed book, and whether what is chosen above brings it. Its condition and what it is worth are always there. */
export function BookOffer({
  book,
  gift,
  currency,
  locale,
}: {
  book: BookOnOffer
  /** What is chosen; null while nothing is, or nothing we take. */
  gift: Gift | null
  currency: Currency
  locale: string
}) {
  const verdict = gift && judgeOffer(book, gift)
  const brings =
    verdict !== null && (verdict.rule === 'earned_with_this_payment' || verdict.rule === 'earned_by_going_on')
  const worth = book.bookValue[currency]
  return (
    <section aria-label={`Signed book: ${book.bookTitle}`} className="flex gap-5 py-5">
      <div className="w-20 shrink-0 sm:w-24">{book.cover}</div>
      <div>
        <p
          aria-live="polite"
          className={`text-lg leading-snug text-pretty ${brings ? 'font-semibold text-accent' : ''}`}
        >
          {inWords(verdict, locale)}
        </p>
        <p className="mt-1.5 text-pretty">
          <a href={`/books/${book.slug}`}>
            <cite className="not-italic">{book.bookTitle}</cite> by {book.bookAuthor}
          </a>
          . {conditionInWords(book, currency, locale)}
          {worth !== undefined && (
            <span className="text-soft"> The book is worth {formatMoney({ amount: worth, currency }, locale)}.</span>
          )}
        </p>
      </div>
    </section>
  )
}

/** The end of the sentence about an amount: the books it brings. Empty when it brings none. */
export function booksInWords(books: readonly BookOnOffer[], gift: Gift): string {
  return books
    .flatMap((book) => {
      const verdict = judgeOffer(book, gift)
      if (verdict.rule === 'earned_with_this_payment') return [`It brings you ${book.bookTitle}, signed.`]
      return verdict.rule === 'earned_by_going_on'
        ? [`With payment ${verdict.payments} it brings you ${book.bookTitle}, signed.`]
        : []
    })
    .join(' ')
}

function inWords(verdict: OfferVerdict | null, locale: string): string {
  switch (verdict?.rule) {
    case undefined:
      return 'Signed, for those who give'
    case 'earned_with_this_payment':
      return 'Yours with this gift, while there are copies'
    case 'earned_by_going_on':
      return `Yours with payment ${verdict.payments}, while there are copies`
    case 'amount_is_below_the_threshold':
      return `From ${formatMoney(verdict.least, locale)} it would bring you this, signed`
    case 'given_at_another_frequency':
      return verdict.frequency === 'once'
        ? `A one-off gift of ${formatMoney(verdict.least, locale)} or more brings this, signed`
        : `Given ${verdict.frequency === 'month' ? 'monthly' : 'yearly'}, ${formatMoney(verdict.least, locale)} or more brings this, signed`
    case 'not_offered_in_this_currency':
      return 'For gifts in other currencies'
  }
}
