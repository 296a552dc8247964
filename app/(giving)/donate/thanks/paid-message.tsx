import type { BookPromise } from '#lib/books/model.ts'
import type { CheckoutOutcome } from '#lib/donations/commands.ts'
import { formatMoney } from '#lib/money.ts'
import type { Person } from '#lib/people/model.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { ownPath } from '#app/_server/paths.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'

type Paid = Extract<CheckoutOutcome, { state: 'paid' }>

const often = { once: '', month: ' a month', year: ' a year' } as const

/** Thanks, what the gift gives, and the one next step: back to reading, or to signing in first. */
export function PaidMessage({
  outcome,
  settings,
  person,
  promises,
}: {
  outcome: Paid
  settings: Magazine
  person: Person | null
  /** The books this gift meets the condition of. */
  promises: BookPromise[]
}) {
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
        has arrived. {settings.name} exists because of people who do what you have just done.
      </p>
      {outcome.tier !== null && (
        <p className="mt-4 text-lg text-pretty">
          {outcome.tier === 'patron'
            ? 'You are a patron now: no advertising, a voice in the comments, and every article.'
            : 'You are a supporter now: no advertising, a voice in the comments, and supporters’ articles.'}
        </p>
      )}
      {promises.map(({ campaign, payments }) => (
        <p key={campaign.id} className="mt-4 border-y border-rule py-3 text-lg text-pretty">
          This is what the signed book asks for:{' '}
          <a href={`/books/${campaign.slug}`}>
            <cite className="not-italic">{campaign.bookTitle}</cite> by {campaign.bookAuthor}
          </a>
          {payments === 1
            ? ', while there are copies.'
            : `. It is earned with payment ${payments} of ${payments}, while there are copies; this was the first.`}
        </p>
      ))}
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
