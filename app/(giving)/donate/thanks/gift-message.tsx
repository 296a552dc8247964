import type { CheckoutOutcome } from '#lib/donations/commands.ts'
import { lengthInWords } from '#lib/donations/gift-membership.ts'
import { formatMoney } from '#lib/money.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { Day } from '#app/_ui/time.tsx'

type Paid = Extract<CheckoutOutcome, { state: 'paid' }>

/** Thanks for a membership given to somebody else, to whoever gave it. The code is in their mail and account. */
export function GiftMessage({
  outcome,
  present,
  theirs,
  settings,
  now,
}: {
  outcome: Paid
  present: NonNullable<NonNullable<Paid['present']>['own']>
  /** Whether it is the giver's account that is signed in. */
  theirs: boolean
  settings: Magazine
  now: Date
}) {
  return (
    <PlainPage title="Thank you for your gift">
      <p className="mt-4 text-xl leading-snug text-pretty">
        <strong>{formatMoney(outcome.amount, settings.locale)}</strong> has arrived: {lengthInWords(present.months)} of{' '}
        {settings.name} as a {present.tier}, for <strong>{present.recipientName}</strong>.
      </p>
      <p className="mt-4 text-lg text-pretty">
        {present.deliverAt <= now ? (
          'Your message and the code are on their way.'
        ) : (
          <>
            Your message and the code go out on{' '}
            <Day at={present.deliverAt} timeZone={settings.timeZone} locale={settings.locale} />.
          </>
        )}{' '}
        You have a mail with the receipt and the same code, at <strong>{outcome.emailHint}</strong>, should you want to
        hand it over yourself.
      </p>
      <p className="mt-7 flex flex-wrap gap-3">
        {theirs ? (
          <a href="/account/donations" className="button">
            See your gifts
          </a>
        ) : (
          <a href="/" className="button">
            Go to the front page
          </a>
        )}
        <a href="/donate/gift" className="button button-quiet">
          Give another
        </a>
      </p>
    </PlainPage>
  )
}

/** The same page for anybody else who has its address: that it was paid, and not by whom or for whom. */
export function StrangersMessage() {
  return (
    <PlainPage title="This gift is paid">
      <p className="mt-4 text-lg text-pretty">
        The payment went through. The receipt and the code are in the giver’s mail. If the gift is yours, sign in with
        the address you gave at the payment to see it.
      </p>
      <p className="mt-7 flex flex-wrap gap-3">
        <a href="/account/donations" className="button">
          See your gifts
        </a>
        <a href="/donate/gift" className="button button-quiet">
          Give a membership
        </a>
      </p>
    </PlainPage>
  )
}
