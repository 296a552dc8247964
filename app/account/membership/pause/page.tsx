import type { Metadata } from 'next'
import { v7 } from 'uuid'
import { monthsAfter } from '#lib/clock.ts'
import { previewWish } from '#lib/donations/manage/commands.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requirePerson } from '#app/_server/session.ts'
import { Day, formatDay } from '#app/_ui/time.tsx'
import { AccountPage } from '../../_account/account-page.tsx'
import { ActForm } from '#app/_ui/act-form.tsx'
import { NoGift, NotPossible } from '../../_account/no-gift.tsx'
import { makeWish } from '../actions.ts'

export const instant = false
export const metadata: Metadata = { title: 'Pause your gift', robots: { index: false } }

const lengths = [
  [1, 'One month'],
  [2, 'Two months'],
  [3, 'Three months'],
] as const

/** A pause of one, two or three payments, each with the day on which payments begin again. */
export default async function PausePage() {
  const person = await requirePerson('/account/membership/pause')
  const [settings, preview, start] = await Promise.all([
    magazine(),
    previewWish(await requestContext(), person.id, { kind: 'pause', months: 1 }),
    refusedForm('wish'),
  ])
  const page = (content: React.ReactNode) => (
    <AccountPage at="/account/membership" title="Pause your gift">
      {content}
    </AccountPage>
  )
  if (!preview) return page(<NoGift />)
  const { gift, verdict } = preview
  if (!verdict.possible) return page(<NotPossible message={verdict.message} />)
  if (verdict.plan.does !== 'pause') return page(<NotPossible message="Your gift is paused already." />)
  const { timeZone, locale } = settings
  return page(
    <>
      <p className="mt-4 text-lg text-pretty">
        Nothing is charged during a pause. What you have paid for stays yours until{' '}
        <strong>
          <Day at={gift.currentPeriodEnd} timeZone={timeZone} locale={locale} />
        </strong>
        ; after that you read with advertising and without commenting until payments begin again. You can resume earlier
        at any time.
      </p>
      <div className="mt-6">
        <ActForm
          action={makeWish}
          start={start}
          hidden={{ kind: 'pause', formId: start.typed.formId ?? v7() }}
          button="Pause my gift"
          waiting="Pausing …"
        >
          <fieldset className="mb-6">
            <legend className="label text-[0.9375rem] font-semibold">For how long</legend>
            <div className="mt-2 divide-y divide-rule border-y border-rule">
              {lengths.map(([months, name]) => (
                <label key={months} className="flex min-h-12 cursor-pointer items-center gap-3 py-2">
                  <input
                    type="radio"
                    name="months"
                    value={months}
                    defaultChecked={Number(start.typed.months ?? 1) === months}
                    className="size-5 accent-[var(--accent)]"
                  />
                  <span>
                    {name}: the next payment is on{' '}
                    {formatDay(monthsAfter(gift.currentPeriodEnd, months), timeZone, locale)}
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
        </ActForm>
      </div>
    </>,
  )
}
