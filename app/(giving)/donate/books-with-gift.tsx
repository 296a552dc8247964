import 'server-only'
import { claimsOf, type ClaimView } from '#lib/books/claim-queries.ts'
import { earnsAnother, giftBeforeInWords, judgeGiftBefore, type GiftBefore } from '#lib/books/gift-before.ts'
import type { Context } from '#lib/context.ts'
import { formatMoney } from '#lib/money.ts'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import type { BookCountry, BookOnOffer } from './book-offer.tsx'
import { BookWithGiftForm } from './book-with-gift-form.tsx'

/** The signed books on offer, for somebody who gives regularly: taken with the gift they give, or why that brings none. */
export async function BooksWithGift({
  ctx,
  personId,
  books,
  gift,
  start,
  locale,
}: {
  ctx: Context
  personId: string
  books: readonly BookOnOffer[]
  gift: GiftBefore
  /** What the form starts from. */
  start: FormState
  locale: string
}) {
  if (books.length === 0) return null
  const theirs = (await claimsOf(ctx, personId)).filter(
    ({ standing }) => standing !== 'ended' && standing !== 'replaced',
  )
  return (
    <section aria-labelledby="with-gift" className="mt-5 border-t border-rule pt-4">
      <h3 id="with-gift" className="topic-label">
        Signed books
      </h3>
      <div className="divide-y divide-rule">
        {books.map((book) => (
          <BookWithGift
            key={book.id}
            book={book}
            gift={gift}
            theirs={theirs}
            start={start.typed.campaignId === book.id ? start : emptyForm}
            locale={locale}
          />
        ))}
      </div>
    </section>
  )
}

function BookWithGift({
  book,
  gift,
  theirs,
  start,
  locale,
}: {
  book: BookOnOffer
  gift: GiftBefore
  /** All the books that are this donor's. */
  theirs: ClaimView[]
  start: FormState
  locale: string
}) {
  const verdict = judgeGiftBefore(book, gift)
  const brings = verdict.rule === 'earned_by_going_on'
  const copies = theirs.filter(({ slug }) => slug === book.slug)
  const promised = theirs.find(({ standing }) => standing === 'promised')
  const hasAll = copies.length >= book.perDonor || promised?.slug === book.slug
  const mayTake = brings && promised === undefined && !hasAll && !book.isSoldOut
  const countries = book.countries.map((country) => choiceOf(country, gift, locale))
  const isSent = countries.some(({ free }) => free)
  return (
    <section aria-label={`Signed book: ${book.bookTitle}`} className="flex gap-5 py-5">
      <div className="w-20 shrink-0 sm:w-24">{book.cover}</div>
      <div className="min-w-0 grow">
        <p className="text-pretty">
          <a href={`/books/${book.slug}`}>
            <cite className="not-italic">{book.bookTitle}</cite> by {book.bookAuthor}
          </a>
          {book.left !== null && !hasAll && <strong className="text-accent"> Only {book.left} left.</strong>}
        </p>
        {hasAll ? (
          <p className="mt-1.5">
            A copy is kept for you. <a href="/account/books">See how far it is</a>
          </p>
        ) : book.isSoldOut ? (
          <p className="mt-1.5">
            All copies are taken at present.{' '}
            <a href={`/account/books?wait=${book.slug}`}>Wait for one that comes back</a>
          </p>
        ) : (
          <p className={`mt-1.5 text-lg leading-snug text-pretty ${mayTake ? 'font-semibold text-accent' : ''}`}>
            {brings && promised ? earnsAnother(promised) : giftBeforeInWords(verdict, gift, locale)}
          </p>
        )}
        {mayTake && !isSent && (
          <p className="mt-1.5 text-pretty">
            Posting it costs something, which cannot be charged with a gift that is given already. Give once instead:
            the postage is charged with that.
          </p>
        )}
        {mayTake && isSent && (
          <BookWithGiftForm
            start={start}
            id={book.id}
            countries={countries}
            country={countries.find(({ code, free }) => free && code === book.country)?.code ?? ''}
            isDedicated={book.isDedicated}
          />
        )}
      </div>
    </section>
  )
}

/** A country to choose, if posting there is free: there is no payment that it could be charged with. */
function choiceOf({ code, name, postage }: BookCountry, { currency }: GiftBefore, locale: string) {
  const amount = postage === null ? 0 : postage[currency]
  if (amount === undefined) return { code, name: `${name} (not in this currency)`, free: false }
  if (amount === 0) return { code, name, free: true }
  return { code, name: `${name} (postage ${formatMoney({ amount, currency }, locale)}: give once)`, free: false }
}
