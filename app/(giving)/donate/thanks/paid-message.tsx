import type { BookOfCheckout } from '#lib/books/claim-queries.ts'
import type { CheckoutOutcome } from '#lib/donations/commands.ts'
import { formatMoney } from '#lib/money.ts'
import type { Person } from '#lib/people/model.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { ownPath } from '#app/_server/paths.ts'
import { texts } from '#app/_server/published.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'

type Paid = Extract<CheckoutOutcome, { state: 'paid' }>

const often = { once: '', month: ' a month', year: ' a year' } as const

/** Thanks, what the gift gives, and the one next step: back to reading, or to signing in first. */
export async function PaidMessage({
  outcome,
  settings,
  person,
  book,
}: {
  outcome: Paid
  settings: Magazine
  person: Person | null
  /** What came of the book that was wished. */
  book: BookOfCheckout | null
}) {
  const { thanks } = await texts()
  const theirs = person?.id === outcome.personId
  const back = ownPath(outcome.returnPath)
  const goOn =
    back === '/' ? 'Go to the front page' : back.startsWith('/articles/') ? 'Read on' : 'Back to where you were'
  return (
    <PlainPage title="Thank you">
      <p className="mt-4 text-xl leading-snug text-pretty">
        Your {outcome.frequency === 'once' ? 'gift' : 'donation'} of{' '}
        <strong>
          {formatMoney(outcome.amount, settings.locale)}
          {often[outcome.frequency]}
        </strong>{' '}
        has arrived. {thanks}
      </p>
      {outcome.tier !== null && (
        <p className="mt-4 text-lg text-pretty">
          {outcome.tier === 'patron'
            ? 'You are a patron now: no advertising, a voice in the comments, and every article.'
            : 'You are a supporter now: no advertising, a voice in the comments, and supporters’ articles.'}
        </p>
      )}
      {book !== null && <BookNote book={book} theirs={theirs} />}
      {theirs || outcome.tier === null ? (
        <p className="mt-7 flex flex-wrap gap-3">
          <a href={`/api/me/welcome?to=${encodeURIComponent(back)}`} className="button">
            {goOn}
          </a>
          {theirs && (
            <a href="/account" className="button button-quiet">
              Your account
            </a>
          )}
        </p>
      ) : (
        <>
          <p className="mt-4 text-lg text-pretty">
            Your account is the address you gave at the payment, <strong>{outcome.emailHint}</strong>. Sign in with it
            to comment, and to read without advertising on your other devices, too; in this browser it is gone already.
          </p>
          <p className="mt-7">
            <a href={`/sign-in?to=${encodeURIComponent(back)}`} className="button">
              Sign in
            </a>
          </p>
        </>
      )}
    </PlainPage>
  )
}

/** Where the book stands that was wished with the gift. */
function BookNote({ book, theirs }: { book: BookOfCheckout; theirs: boolean }) {
  const { slug, bookTitle } = book.kind === 'claim' ? book.claim : book
  const title = (
    <a href={`/books/${slug}`}>
      <cite className="not-italic">{bookTitle}</cite>
    </a>
  )
  return (
    <p className="mt-4 border-y border-rule py-3 text-lg text-pretty">
      {book.kind === 'waiting' && (
        <>You are on the waiting list for {title}. When a copy comes back, we hold it for you and write to you.</>
      )}
      {book.kind === 'claim' && book.claim.standing === 'promised' && (
        <>
          A signed copy of {title} is kept for you: {book.claim.paymentsMade} of {book.claim.paymentsNeeded} payments
          made.
        </>
      )}
      {book.kind === 'claim' && book.claim.standing === 'ended' && (
        <>No copy of {title} could be kept with this gift; we have written to you why.</>
      )}
      {book.kind === 'claim' && book.claim.standing !== 'promised' && book.claim.standing !== 'ended' && (
        <>A signed copy of {title} is yours.</>
      )}{' '}
      {theirs ? <a href="/account/books">See where it stands</a> : 'In your account you see where it stands.'}
    </p>
  )
}
