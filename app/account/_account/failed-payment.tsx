import { v7 } from 'uuid'
import { declineAdvice } from '#lib/donations/declines.ts'
import { owes, type RegularGift } from '#lib/donations/manage/model.ts'
import { formatMoney } from '#lib/money.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { Day } from '#app/_ui/time.tsx'
import { payOwed, toCardPage } from '../membership/actions.ts'
import { ActForm } from '#app/_ui/act-form.tsx'

/** A renewal has failed: why, until when benefits last, and what mends it. Nothing while nothing is owed. */
export async function FailedPayment({ gift, settings }: { gift: RegularGift; settings: Magazine }) {
  if (!owes(gift)) return null
  const { cause, why, remedy, kind } = declineAdvice(gift.declineCode)
  const [card, pay] = await Promise.all([refusedForm('card'), refusedForm('pay')])
  const confirms = kind === 'confirm' && gift.invoiceUrl !== null
  // Nothing is wrong with the card where the bank was not reached, and nothing comes of trying one that has expired.
  const waits = kind === 'wait'
  const triesAgain = !confirms && cause !== 'card_expired' && (
    <ActForm
      action={payOwed}
      start={pay}
      hidden={{ visit: v7() }}
      button={gift.card === null ? 'Try again now' : `Try the card ending ${gift.card.last4} again`}
      waiting="Asking your bank …"
      quiet={!waits}
    />
  )
  return (
    <section aria-labelledby="owed" className="mt-6 border-l-4 border-accent bg-panel px-5 py-5" id="remedy">
      <h2 id="owed" className="text-2xl">
        Your last payment did not go through
      </h2>
      <p className="mt-2">
        {formatMoney(gift, settings.locale)} could not be taken. {why} {remedy}
      </p>
      {gift.graceUntil !== null && gift.held !== null && (
        <p className="mt-2">
          You keep everything until{' '}
          <strong>
            <Day at={gift.graceUntil} timeZone={settings.timeZone} locale={settings.locale} />
          </strong>
          .
        </p>
      )}
      <div className="mt-4 flex flex-wrap items-start gap-3">
        {confirms && (
          <a href={gift.invoiceUrl ?? ''} className="button">
            Confirm at your bank
          </a>
        )}
        {waits && triesAgain}
        <ActForm
          action={toCardPage}
          start={card}
          hidden={{ visit: card.typed.visit ?? v7() }}
          button="Use another card"
          quiet={confirms || waits}
        />
        {!waits && triesAgain}
      </div>
    </section>
  )
}
