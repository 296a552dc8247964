import type { ReactNode } from 'react'
import type { ClaimView } from '#lib/books/claim-queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { standingInWords } from './book-words.ts'
import { DedicateForm } from './dedicate-form.tsx'
import { DeedForm } from './deed-form.tsx'

const dedicationWords = {
  none: '',
  pending: 'We read it before the author writes it.',
  accepted: 'The author will write it.',
  refused: 'It will not be written.',
} as const

const beforePacking = ['promised', 'earned', 'address_missing', 'ready']

/** One book: how far it is, what will be written in it, and the way to give it back. */
export function BookLine({
  book,
  start,
  dedicating,
  settings,
  children,
}: {
  book: ClaimView
  start: FormState
  /** What the form for the dedication starts from. */
  dedicating: FormState
  settings: Magazine
  /** Where it goes, and what became of the parcel. */
  children: ReactNode
}) {
  const { id, slug, bookTitle, bookAuthor, standing, dedication, dedicationState, paymentsMade, paymentsNeeded } = book
  const country =
    book.country === null ? null : new Intl.DisplayNames([settings.locale], { type: 'region' }).of(book.country)
  return (
    <section aria-label={bookTitle} className="mt-7 border-t border-rule pt-4">
      <h2 className="text-2xl">
        <a href={`/books/${slug}`} className="no-underline hover:underline">
          {bookTitle}
        </a>
      </h2>
      <p className="text-soft">{bookAuthor}</p>
      <p className="mt-2 text-lg">{standingInWords(book)}</p>
      {standing === 'promised' && paymentsNeeded > 1 && (
        <progress
          value={paymentsMade}
          max={paymentsNeeded}
          aria-label={`${paymentsMade} of ${paymentsNeeded} payments made`}
          className="mt-2 h-2 w-full max-w-sm appearance-none bg-rule [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-rule [&::-webkit-progress-value]:bg-accent"
        />
      )}
      <dl className="label mt-3 grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
        {country && (
          <>
            <dt className="text-soft">Goes to</dt>
            <dd>{country}</dd>
          </>
        )}
        {book.copyNumber !== null && (
          <>
            <dt className="text-soft">Copy</dt>
            <dd>Number {book.copyNumber}</dd>
          </>
        )}
        {dedication !== '' && (
          <>
            <dt className="text-soft">Dedication</dt>
            <dd>
              “{dedication}” <span className="text-soft">{dedicationWords[dedicationState]}</span>
              {dedicationState === 'refused' && book.dedicationNote && <span> {book.dedicationNote}</span>}
            </dd>
          </>
        )}
      </dl>
      {children}
      {book.isDedicated && dedicationState !== 'accepted' && beforePacking.includes(standing) && (
        <DedicateForm start={dedicating} id={id} dedication={dedicationState === 'refused' ? '' : dedication} />
      )}
      {beforePacking.includes(standing) && (
        <details className="mt-3">
          <summary className="label">I do not want this book</summary>
          <p className="mt-2 mb-3">Somebody else gets the copy. Your gift stays as it is.</p>
          <DeedForm start={start} deed="give_up" id={id} name="Give the copy back" />
        </details>
      )}
    </section>
  )
}
