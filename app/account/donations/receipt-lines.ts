import { formatDay } from '#lib/clock.ts'
import type { Receipt } from '#lib/donations/receipts.ts'
import { formatMoney } from '#lib/money.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { kindOf, receiptName } from './donation-words.ts'

/** What a receipt states, line by line: the same on the page and in the PDF. */
export function receiptLines(
  receipt: Receipt,
  { name, publisher, timeZone, locale }: Magazine,
): { term: string; text: string; strong?: boolean }[] {
  const { currency } = receipt
  const money = (amount: number) => formatMoney({ amount, currency }, locale)
  return [
    { term: 'Receipt number', text: receiptName(receipt.receiptNumber) },
    { term: 'Received on', text: formatDay(receipt.paidAt, timeZone, locale) },
    { term: 'Received by', text: publisher === '' ? name : `${name}, ${publisher}` },
    { term: 'Given by', text: [receipt.donor.name, receipt.donor.email].filter((part) => part).join(', ') },
    { term: 'What it was', text: kindOf(receipt) },
    { term: 'Amount', text: `${money(receipt.amount)} (${currency})`, strong: true },
    ...(receipt.postage === 0
      ? []
      : [{ term: 'Of which', text: `${money(receipt.postage)} for posting a signed book` }]),
    ...(receipt.refunded === 0
      ? []
      : [
          { term: 'Refunded', text: money(receipt.refunded) },
          { term: 'Kept', text: money(receipt.amount - receipt.refunded), strong: true },
        ]),
  ]
}
