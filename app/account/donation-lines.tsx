import { donationsOf, subscriptionOf } from '#lib/donations/queries.ts'
import { formatMoney } from '#lib/money.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { Day } from '#app/_ui/time.tsx'

const each = { month: 'a month', year: 'a year' } as const
const kinds = { once: 'One-off gift', month: 'Monthly donation', year: 'Yearly donation' } as const

/** What this person gives and has given. Nothing when there is nothing. */
export async function DonationLines({ personId, settings }: { personId: string; settings: Magazine }) {
  const ctx = await requestContext()
  const [donations, subscription] = await Promise.all([donationsOf(ctx, personId), subscriptionOf(ctx, personId)])
  if (donations.length === 0 && !subscription) return null
  const { timeZone, locale } = settings
  return (
    <section aria-labelledby="donations" className="mt-12 border-t border-strong pt-4">
      <h2 id="donations" className="text-2xl">
        Donations
      </h2>
      {subscription && subscription.endedAt === null && (
        <p className="mt-2 text-soft">
          You give {formatMoney({ amount: subscription.amount, currency: subscription.currency }, locale)}{' '}
          {each[subscription.interval]}; {subscription.cancelAtPeriodEnd ? 'it ends on ' : 'the next payment is on '}
          <Day at={subscription.currentPeriodEnd} timeZone={timeZone} locale={locale} />.
        </p>
      )}
      <table className="mt-3 w-full font-plain text-[0.9375rem] tabular-nums">
        <caption className="sr-only">Donations received, newest first</caption>
        <thead>
          <tr className="border-b border-strong text-left">
            <th scope="col" className="py-2 pr-4 font-semibold">
              Date
            </th>
            <th scope="col" className="py-2 pr-4 font-semibold">
              What
            </th>
            <th scope="col" className="py-2 text-right font-semibold">
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {donations.map((donation) => (
            <tr key={donation.id} className="border-b border-rule">
              <td className="py-2 pr-4 whitespace-nowrap">
                <Day at={donation.paidAt} timeZone={timeZone} locale={locale} />
              </td>
              <td className="py-2 pr-4">
                {kinds[donation.frequency]}
                {donation.refunded > 0 && <span className="text-soft"> (refunded)</span>}
              </td>
              <td className="py-2 text-right">
                {formatMoney({ amount: donation.amount, currency: donation.currency }, locale)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
