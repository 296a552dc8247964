import type { Context } from '#lib/context.ts'
import { dashboardAddress } from '#lib/donations/dashboard.ts'
import type { DonorFile, RefundOnFile } from '#lib/donations/donor-file.ts'
import { formatMoney } from '#lib/money.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { Day } from '#app/_ui/time.tsx'
import { DeskState, type Tone } from '../../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../../_ui/desk-table.tsx'

const kinds = { once: 'Once', month: 'Monthly', year: 'Yearly' } as const

const refundStates: Record<RefundOnFile['state'], { tone: Tone; words: string }> = {
  begun: { tone: 'warn', words: 'Waiting for Stripe' },
  done: { tone: 'good', words: 'Sent back' },
  refused: { tone: 'bad', words: 'Refused' },
}

/** What was given and what of it went back; what is left can be sent back from here. */
export function Donations({ file, settings, ctx }: { file: DonorFile; settings: Magazine; ctx: Context }) {
  const { timeZone, locale } = settings
  if (file.donations.length === 0) return null
  return (
    <section aria-labelledby="donations" className="desk-section">
      <h2 id="donations">Donations</h2>
      <DeskTable
        label="Donations, the newest first"
        columns={[
          { name: 'Paid' },
          { name: 'Amount', figures: true },
          { name: 'How often', minor: true },
          { name: 'Went back' },
          { name: 'Receipt', figures: true, minor: true },
          { name: 'At Stripe', minor: true },
          { name: 'Refund' },
        ]}
      >
        {file.donations.map((donation) => {
          const { id, currency, amount, refunded, stripeRef } = donation
          const refunds = file.refunds.filter((refund) => refund.donationId === id)
          const kind = stripeRef.startsWith('in_') ? 'invoices' : 'payments'
          return (
            <DeskRow key={id}>
              <DeskCell>
                <Day at={donation.paidAt} timeZone={timeZone} locale={locale} />
              </DeskCell>
              <DeskCell figures>{formatMoney({ amount, currency }, locale)}</DeskCell>
              <DeskCell minor>{kinds[donation.frequency]}</DeskCell>
              <DeskCell>
                {refunded > 0 ? formatMoney({ amount: refunded, currency }, locale) : '—'}
                {refunds.map((refund) => (
                  <span key={refund.id} className="block text-soft">
                    <DeskState tone={refundStates[refund.state].tone}>
                      {refundStates[refund.state].words} {formatMoney({ amount: refund.amount, currency }, locale)}
                    </DeskState>
                    : {refund.problem ?? refund.reason}
                  </span>
                ))}
              </DeskCell>
              <DeskCell figures minor>
                {donation.receiptNumber}
              </DeskCell>
              <DeskCell minor>
                <a href={dashboardAddress(ctx, kind, stripeRef)} rel="noreferrer">
                  {stripeRef}
                </a>
              </DeskCell>
              <DeskCell>
                {refunded < amount && (
                  <a href={`/desk/members/${file.personId}/refund/${id}`}>
                    Refund<span className="sr-only"> {formatMoney({ amount, currency }, locale)}</span>
                  </a>
                )}
              </DeskCell>
            </DeskRow>
          )
        })}
      </DeskTable>
    </section>
  )
}
