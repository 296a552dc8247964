import type { Metadata } from 'next'
import { v7 } from 'uuid'
import { previewWish } from '#lib/donations/manage/commands.ts'
import { inWords } from '#lib/donations/manage/model.ts'
import { formatMoney } from '#lib/money.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requirePerson } from '#app/_server/session.ts'
import { Day } from '#app/_ui/time.tsx'
import { AccountPage } from '../../_account/account-page.tsx'
import { ActForm } from '#app/_ui/act-form.tsx'
import { NoGift, NotPossible } from '../../_account/no-gift.tsx'
import { makeWish } from '../actions.ts'

export const instant = false
export const metadata: Metadata = { title: 'Go on giving', robots: { index: false } }

/** Ends a pause, or takes a cancellation back; says first what is charged when. */
export default async function ResumePage() {
  const person = await requirePerson('/account/membership/resume')
  const [settings, preview, start] = await Promise.all([
    magazine(),
    previewWish(await requestContext(), person.id, { kind: 'resume' }),
    refusedForm('wish'),
  ])
  const page = (content: React.ReactNode) => (
    <AccountPage at="/account/membership" title="Go on giving">
      {content}
    </AccountPage>
  )
  if (!preview) return page(<NoGift />)
  const { gift, verdict } = preview
  if (!verdict.possible) return page(<NotPossible message={verdict.message} />)
  const { plan } = verdict
  if (plan.does !== 'resume' && plan.does !== 'take_back_notice')
    return page(<NotPossible message="Your gift goes on already." />)
  const charged = plan.does === 'resume' ? plan.chargedNow : null
  const next = <Day at={plan.nextPayment} timeZone={settings.timeZone} locale={settings.locale} />
  return page(
    <>
      <p className="mt-4 text-lg text-pretty">
        You go on giving {inWords(gift, settings.locale)}.{' '}
        {charged === null ? (
          <>
            <strong>Nothing is charged today.</strong> The next payment is on {next}.
          </>
        ) : (
          <>
            <strong>{formatMoney(charged, settings.locale)} is charged today</strong>, for a{' '}
            {gift.interval === 'year' ? 'year' : 'month'} that begins now; the next payment is on {next}.
          </>
        )}
      </p>
      <div className="mt-7">
        <ActForm
          action={makeWish}
          start={start}
          hidden={{ kind: 'resume', formId: start.typed.formId ?? v7() }}
          button={charged === null ? 'Go on giving' : `Pay ${formatMoney(charged, settings.locale)} and go on`}
        />
      </div>
    </>,
  )
}
