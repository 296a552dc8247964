import type { ReactNode } from 'react'
import type { SubscriptionView } from '#lib/donations/queries.ts'
import { formatMoney } from '#lib/money.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { Day } from '#app/_ui/time.tsx'

/** Somebody who gives regularly is thanked, never sold a second subscription. */
export function GivingAlready({
  subscription,
  settings,
  onceHref,
  children,
}: {
  subscription: SubscriptionView
  settings: Magazine
  /** Where a one-off gift is made; null where its form stands below. */
  onceHref: string | null
  /** The books that the gift can bring. */
  children: ReactNode
}) {
  const { locale, timeZone } = settings
  return (
    <section aria-labelledby="already" className="mt-8 border-y border-strong py-6">
      <h2 id="already" className="text-2xl">
        You already give. Thank you.
      </h2>
      <p className="mt-2">
        {formatMoney({ amount: subscription.amount, currency: subscription.currency }, locale)}{' '}
        {subscription.interval === 'month' ? 'a month' : 'a year'};{' '}
        {subscription.cancelAtPeriodEnd ? 'ending on ' : 'next payment '}
        <Day at={subscription.currentPeriodEnd} timeZone={timeZone} locale={locale} />.
      </p>
      {children}
      {onceHref === null ? (
        <p className="mt-4">You can give something once beside it, here.</p>
      ) : (
        <p className="mt-4 flex flex-wrap gap-3">
          <a href="/account/membership" className="button">
            Change or stop your gift
          </a>
          <a href={onceHref} className="button button-quiet">
            Give once beside it
          </a>
        </p>
      )}
    </section>
  )
}
