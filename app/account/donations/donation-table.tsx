import type { DonationLine } from '#lib/donations/receipts.ts'
import { formatMoney } from '#lib/money.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { Day } from '#app/_ui/time.tsx'
import { kindOf, receiptName } from './donation-words.ts'

/** Donations, newest first, each with the way to its receipt. */
export function DonationTable({ lines, settings }: { lines: DonationLine[]; settings: Magazine }) {
  const { timeZone, locale } = settings
  return (
    <table className="mt-4 w-full font-plain text-[0.9375rem] tabular-nums">
      <caption className="sr-only">Donations received, newest first</caption>
      <thead>
        <tr className="border-b border-strong text-left">
          <th scope="col" className="py-2 pr-4 font-semibold">
            Date
          </th>
          <th scope="col" className="py-2 pr-4 font-semibold">
            What
          </th>
          <th scope="col" className="py-2 pr-4 text-right font-semibold">
            Amount
          </th>
          <th scope="col" className="py-2 text-right font-semibold">
            <span className="sr-only">Receipt</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((donation) => (
          <tr key={donation.id} className="border-b border-rule align-top">
            <td className="py-3 pr-4">
              <Day at={donation.paidAt} timeZone={timeZone} locale={locale} />
            </td>
            <td className="py-3 pr-4">
              {kindOf(donation)}
              {donation.refunded > 0 && (
                <span className="block text-soft">
                  {donation.refunded >= donation.amount
                    ? 'Refunded'
                    : `${formatMoney({ amount: donation.refunded, currency: donation.currency }, locale)} refunded`}
                </span>
              )}
            </td>
            <td className="py-3 pr-4 text-right">{formatMoney(donation, locale)}</td>
            <td className="py-1.5 text-right">
              <a href={`/account/donations/${donation.id}`} className="inline-flex min-h-9 items-center">
                Receipt<span className="sr-only"> {receiptName(donation.receiptNumber)}</span>
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
