import type { Metadata } from 'next'
import { receiptOf } from '#lib/donations/receipts.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requirePerson } from '#app/_server/session.ts'
import { MissingPage } from '#app/_ui/missing-page.tsx'
import { AccountPage } from '../../_account/account-page.tsx'
import { receiptName } from '../donation-words.ts'
import { receiptLines } from '../receipt-lines.ts'

export const instant = false
export const metadata: Metadata = { title: 'Receipt', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
}

/** One donation's receipt, for the donor alone; prints well, and comes as a PDF too. */
export default async function ReceiptPage({ params }: Props) {
  const { id } = await params
  const person = await requirePerson(`/account/donations/${encodeURIComponent(id)}`)
  const [settings, receipt] = await Promise.all([magazine(), receiptOf(await requestContext(), person.id, id)])
  if (!receipt) return <MissingPage />
  return (
    <AccountPage at="/account/donations" title={`Receipt ${receiptName(receipt.receiptNumber)}`}>
      <dl className="mt-6 divide-y divide-rule border-y border-strong">
        {receiptLines(receipt, settings).map(({ term, text, strong }) => (
          <div key={term} className="grid gap-x-6 gap-y-0.5 py-3 sm:grid-cols-[9rem_1fr]">
            <dt className="text-soft">{term}</dt>
            <dd className={strong ? 'font-semibold' : ''}>{text}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-6 flex flex-wrap gap-3 print:hidden">
        <a href={`/account/donations/${receipt.id}/receipt.pdf`} className="button">
          Receipt as PDF
        </a>
        <a href="/account/donations" className="button button-quiet">
          All donations
        </a>
      </p>
    </AccountPage>
  )
}
