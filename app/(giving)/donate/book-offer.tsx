import type { ReactNode } from 'react'
import {
  conditionInWords,
  dedicationLength,
  judgeOffer,
  type Amounts,
  type Campaign,
  type OfferVerdict,
} from '#lib/books/model.ts'
import type { Gift } from '#lib/donations/model.ts'
import { formatMoney, type Currency } from '#lib/money.ts'
import { FieldFault, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'

/** A country the book is sent to, and for how much; null when postage is included. */
export interface BookCountry {
  code: string
  name: string
  postage: Amounts | null
}

/** Of a campaign, what the donate page shows. */
export interface BookOnOffer extends Pick<
  Campaign,
  | 'id'
  | 'slug'
  | 'bookTitle'
  | 'bookAuthor'
  | 'onceFrom'
  | 'yearFrom'
  | 'monthFrom'
  | 'monthPayments'
  | 'bookValue'
  | 'perDonor'
> {
  cover: ReactNode
  isDedicated: boolean
  isSoldOut: boolean
  /** How many copies are left, when they are few. */
  left: number | null
  countries: BookCountry[]
  /** The country to begin with: where the donor seems to be. */
  country: string
}

interface Props {
  books: readonly BookOnOffer[]
  /** What is chosen; null while nothing is, or nothing we take. */
  gift: Gift | null
  currency: Currency
  locale: string
  state: FormState
  /** The campaign whose page led here. */
  wished: string | null
}

/** The signed books: whether what is chosen above brings one, and whether the donor wants it. */
export function BookOffers({ books, gift, currency, locale, state, wished }: Props) {
  if (books.length === 0) return null
  const picked = state.typed.book ?? wished ?? ''
  return (
    <fieldset
      className="mt-8 border-y border-rule py-4"
      aria-describedby={state.fields.book ? 'book-fault' : undefined}
    >
      <legend className="topic-label float-left w-full">Donate to get a signed book</legend>
      <div className="clear-left divide-y divide-rule">
        {books.map((book) => (
          <BookOffer
            key={book.id}
            book={book}
            gift={gift}
            currency={currency}
            locale={locale}
            state={state}
            picked={picked}
          />
        ))}
        <label className="flex min-h-12 items-center gap-3 pt-2">
          <input type="radio" name="book" value="" defaultChecked={picked === ''} />
          <span>No book, thank you: all of it for the magazine</span>
        </label>
      </div>
      <FieldFault id="book-fault" text={state.fields.book} />
    </fieldset>
  )
}

function BookOffer({
  book,
  gift,
  currency,
  locale,
  state,
  picked,
}: Omit<Props, 'books' | 'wished'> & { book: BookOnOffer; picked: string }) {
  const verdict = gift && judgeOffer(book, gift)
  const brings =
    verdict !== null && (verdict.rule === 'earned_with_this_payment' || verdict.rule === 'earned_by_going_on')
  const worth = book.bookValue[currency]
  // The last copy may go while somebody chooses: the answer to their form says so.
  const isSoldOut = book.isSoldOut || (state.typed.book === book.id && state.fields.book?.startsWith('The last copy'))
  const value = isSoldOut ? `wait:${book.id}` : book.id
  return (
    <section aria-label={`Signed book: ${book.bookTitle}`} className="group flex gap-5 py-5">
      <div className="w-20 shrink-0 sm:w-24">{book.cover}</div>
      <div className="min-w-0 grow">
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
          {!isSoldOut && book.left !== null && <strong className="text-accent"> Only {book.left} left.</strong>}
          {isSoldOut && <strong className="text-accent"> All copies are taken at present.</strong>}
        </p>
        <label
          className={`mt-2 flex min-h-11 items-center gap-3 font-semibold ${verdict !== null && !brings ? 'opacity-55' : ''}`}
        >
          <input
            key={value}
            type="radio"
            name="book"
            value={value}
            defaultChecked={picked === value}
            disabled={verdict !== null && !brings}
          />
          <span>{isSoldOut ? 'Give, and wait for a copy that comes back' : 'Send me the book'}</span>
        </label>
        {!isSoldOut && <WhereAndWhat book={book} currency={currency} locale={locale} state={state} />}
      </div>
    </section>
  )
}

/** Shown, by the style sheet alone, where the book is wished. */
function WhereAndWhat({
  book,
  currency,
  locale,
  state,
}: {
  book: BookOnOffer
  currency: Currency
  locale: string
  state: FormState
}) {
  const country = `country.${book.id}`
  const dedication = `dedication.${book.id}`
  const isMine = state.typed.book === book.id
  const countryFault = isMine ? state.fields.country : undefined
  return (
    <div className="mt-2 hidden max-w-md space-y-4 pb-1 group-has-[input:checked]:block">
      <div>
        <label htmlFor={country} className="label text-[0.9375rem] font-semibold">
          Send it to
        </label>
        <select
          id={country}
          name={country}
          className="field mt-1.5"
          defaultValue={state.typed[country] ?? book.country}
          aria-invalid={countryFault ? true : undefined}
          aria-describedby={countryFault ? `${country}-fault` : undefined}
        >
          {!book.countries.some(({ code }) => code === book.country) && <option value="">Choose a country</option>}
          {book.countries.map(({ code, name, postage }) => (
            <option key={code} value={code}>
              {name} ({postageInWords(postage, currency, locale)})
            </option>
          ))}
        </select>
        <FieldFault id={`${country}-fault`} text={countryFault} />
      </div>
      {book.isDedicated && (
        <TextField
          name={dedication}
          label="What shall the author write?"
          hint={`A name, or a line or two: up to ${dedicationLength} characters. It may stay empty. We read it first.`}
          maxLength={dedicationLength}
          defaultValue={state.typed[dedication]}
          {...(isMine && state.fields.dedication ? { fault: state.fields.dedication } : {})}
        />
      )}
    </div>
  )
}

function postageInWords(postage: Amounts | null, currency: Currency, locale: string): string {
  if (postage === null) return 'postage included'
  const amount = postage[currency]
  return amount === undefined
    ? 'not in this currency'
    : `postage ${formatMoney({ amount, currency }, locale)}, charged once`
}

/** The end of the sentence about an amount: the books it brings. Empty when it brings none. */
export function booksInWords(books: readonly BookOnOffer[], gift: Gift): string {
  return books
    .filter(({ isSoldOut }) => !isSoldOut)
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
      return `Yours with payment ${verdict.payments}, kept for you from the first`
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
