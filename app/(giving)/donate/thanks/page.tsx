import type { Metadata } from 'next'
import { bookOfCheckout } from '#lib/books/claim-queries.ts'
import { fulfilCheckout, type CheckoutOutcome } from '#lib/donations/commands.ts'
import { Refusal } from '#lib/errors.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { formatMoney } from '#lib/money.ts'
import { clientAddress } from '#app/_server/address.ts'
import { requestContext } from '#app/_server/context.ts'
import { giftKey } from '#app/_server/gift-key.ts'
import { ownPath } from '#app/_server/paths.ts'
import { magazine } from '#app/_server/published.ts'
import { currentPerson } from '#app/_server/session.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { GiftMessage, StrangersMessage } from './gift-message.tsx'
import { PaidMessage } from './paid-message.tsx'

/** Each look asks Stripe. Many may share an address. */
const looksFromOneAddress = { name: 'donate-thanks', points: 120, seconds: 3600 }

export const instant = false
export const metadata: Metadata = { title: 'Thank you', robots: { index: false }, referrer: 'no-referrer' }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** The form that led here, with what was chosen. */
function tryAgain({
  present,
  frequency,
  amount,
  returnPath,
}: Extract<CheckoutOutcome, { state: 'failed' | 'expired' }>): string {
  if (present)
    return present.own ? `/donate/gift?${new URLSearchParams({ order: present.own.attemptId })}` : '/donate/gift'
  const chosen = {
    frequency,
    amount: String(amount.amount / 100),
    currency: amount.currency,
    from: ownPath(returnPath),
  }
  return `/donate?${new URLSearchParams(chosen)}`
}

/** Where Stripe sends the donor back to. Applies the payment itself, and never claims a failure it does not know of. */
export default async function ThanksPage({ searchParams }: Props) {
  const { session } = await searchParams
  const ctx = await requestContext()
  const settings = await magazine()
  const id = typeof session === 'string' ? session : ''
  const person = await currentPerson()
  const outcome = await ask()

  async function ask(): Promise<CheckoutOutcome | { state: 'unreachable' } | { state: 'too_many'; message: string }> {
    try {
      await requirePoint(ctx, looksFromOneAddress, await clientAddress(), 'This page was loaded very often from here.')
      return await fulfilCheckout(ctx, id, { personId: person?.id ?? null, browserKey: await giftKey() })
    } catch (reason) {
      if (reason instanceof Refusal && reason.kind === 'unavailable') return { state: 'unreachable' }
      if (reason instanceof Refusal && reason.kind === 'too_many') return { state: 'too_many', message: reason.message }
      throw reason
    }
  }

  switch (outcome.state) {
    case 'returned':
      return (
        <PlainPage title="Your payment has gone back">
          <p className="mt-4 text-lg text-pretty">
            {formatMoney(outcome.amount, settings.locale)} has been sent back to where it came from; banks take five to
            ten days to show it. We have written to {outcome.emailHint} why, and what can be done instead.
          </p>
          <p className="mt-6 flex flex-wrap gap-3">
            <a href="/account" className="button">
              Your account
            </a>
            <a href={ownPath(outcome.returnPath)} className="button button-quiet">
              Back to where you were
            </a>
          </p>
        </PlainPage>
      )
    case 'paid':
      if (outcome.present?.own === null) return <StrangersMessage />
      if (outcome.present)
        return (
          <GiftMessage
            outcome={outcome}
            present={outcome.present.own}
            theirs={person?.id === outcome.personId}
            settings={settings}
            now={ctx.now}
          />
        )
      return <PaidMessage outcome={outcome} settings={settings} person={person} book={await bookOfCheckout(ctx, id)} />
    case 'pending':
      if (outcome.resumeUrl !== null)
        return (
          <PlainPage title="Your payment is not finished">
            <p className="mt-4 text-lg text-pretty">
              The payment page is still open, and we know of no payment yet. You can go back to it; if you leave it,
              nothing is taken. Have you just paid? Then look again in a moment.
            </p>
            <p className="mt-6 flex flex-wrap gap-3">
              <a href={outcome.resumeUrl} className="button">
                Go back to the payment
              </a>
              <a href={`/donate/thanks?${new URLSearchParams({ session: id })}`} className="button button-quiet">
                Look again
              </a>
            </p>
          </PlainPage>
        )
      return (
        <PlainPage title="Your payment is on its way">
          <p className="mt-4 text-lg text-pretty">
            {outcome.present?.own === null ? 'This payment' : formatMoney(outcome.amount, settings.locale)} is not
            confirmed yet. Some ways of paying take a day or two. As soon as it arrives, you will have a mail from us
            {outcome.present && ' with the code'}; there is nothing more to do.
          </p>
          <p className="mt-6 flex flex-wrap gap-3">
            <a href={`/donate/thanks?${new URLSearchParams({ session: id })}`} className="button button-quiet">
              Look again
            </a>
          </p>
        </PlainPage>
      )
    case 'failed':
    case 'expired':
      return (
        <PlainPage title="The payment was not made">
          <p className="mt-4 text-lg text-pretty">
            {outcome.state === 'expired'
              ? 'The payment page was left open too long and has closed itself.'
              : 'Your bank or wallet declined in the end.'}{' '}
            Nothing was taken.
          </p>
          <p className="mt-6">
            <a href={tryAgain(outcome)} className="button">
              Try again
            </a>
          </p>
        </PlainPage>
      )
    case 'unreachable':
    case 'too_many':
      return (
        <PlainPage title="Thank you">
          <p className="mt-4 text-lg text-pretty">
            {outcome.state === 'too_many'
              ? outcome.message
              : 'We cannot reach Stripe at the moment to see your payment.'}{' '}
            If you have paid, the payment is safe: you will have a mail from us as soon as we see it. There is no need
            to pay again.
          </p>
          <p className="mt-6">
            <a href={`/donate/thanks?${new URLSearchParams({ session: id })}`} className="button button-quiet">
              Look again
            </a>
          </p>
        </PlainPage>
      )
    case 'unknown':
      return (
        <PlainPage title="No donation to show here">
          <p className="mt-4 text-lg text-pretty">
            This address belongs to no donation we know of. If you have just given, look in your mail, or in your
            account.
          </p>
          <p className="mt-6 flex flex-wrap gap-3">
            <a href="/account" className="button">
              Your account
            </a>
            <a href="/donate" className="button button-quiet">
              Donate
            </a>
          </p>
        </PlainPage>
      )
  }
}
