import type { Metadata } from 'next'
import { v7 } from 'uuid'
import { z } from 'zod'
import { previewAlternative, previewWish } from '#lib/donations/manage/commands.ts'
import { cancelReasonSchema, inWords, type Alternative, type CancelReason } from '#lib/donations/manage/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requirePerson } from '#app/_server/session.ts'
import { TextArea } from '#app/_ui/fields.tsx'
import { Day } from '#app/_ui/time.tsx'
import { AccountPage } from '../../_account/account-page.tsx'
import { ActForm } from '#app/_ui/act-form.tsx'
import { NoGift, NotPossible } from '../../_account/no-gift.tsx'
import { makeWish } from '../actions.ts'

export const instant = false
export const metadata: Metadata = { title: 'Cancel your gift', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const querySchema = z.object({
  reason: cancelReasonSchema.nullable().catch(null),
  /** Whether the question for the reason has been passed. */
  asked: z.literal('1').optional().catch(undefined),
})

const reasons: readonly [CancelReason, string][] = [
  ['too_expensive', 'It costs more than I can give'],
  ['unused', 'I read too little of it'],
  ['low_quality', 'I am not happy with what it prints'],
  ['missing_features', 'Something is missing or does not work'],
  ['switched_service', 'I give elsewhere now'],
  ['other', 'Another reason'],
]

/** First the reason, if one cares to give it; then one alternative at most, the true end, and the button. */
export default async function CancelPage({ searchParams }: Props) {
  const person = await requirePerson('/account/membership/cancel')
  const ctx = await requestContext()
  const { reason, asked } = querySchema.parse(await searchParams)
  const [settings, preview, start] = await Promise.all([
    magazine(),
    previewWish(ctx, person.id, { kind: 'cancel' }),
    refusedForm('wish'),
  ])
  const page = (content: React.ReactNode) => (
    <AccountPage at="/account/membership" title="Cancel your gift">
      {content}
    </AccountPage>
  )
  if (!preview) return page(<NoGift />)
  const { gift, verdict } = preview
  if (!verdict.possible) return page(<NotPossible message={verdict.message} />)
  const { plan } = verdict
  if (plan.does !== 'end') return page(<NotPossible message="Your gift is cancelled already." />)
  if (asked === undefined) return page(<ReasonForm />)
  const alternative = await previewAlternative(ctx, gift, reason)
  return page(
    <>
      {alternative && <Offer alternative={alternative} locale={settings.locale} />}
      <section aria-labelledby="end" className="mt-8">
        <h2 id="end" className="text-2xl">
          {plan.at === 'once' ? (
            'It ends at once'
          ) : (
            <>
              It ends on <Day at={plan.endsOn} timeZone={settings.timeZone} locale={settings.locale} />
            </>
          )}
        </h2>
        <p className="mt-2 text-lg text-pretty">
          {plan.at === 'once'
            ? 'The present period has not been paid for, so nothing is left to keep. Nothing more will be charged.'
            : 'Until then you keep everything you have paid for, and can change your mind. Nothing more will be charged.'}
        </p>
        <div className="mt-5 grid gap-5">
          <ActForm
            action={makeWish}
            start={start}
            hidden={{ kind: 'cancel', reason: reason ?? '', formId: start.typed.formId ?? v7() }}
            button={`Cancel ${inWords(gift, settings.locale)}`}
            waiting="Cancelling …"
          >
            <div className="mb-6">
              <TextArea
                name="comment"
                label="Anything you would like to tell us"
                hint="Leave it empty if not."
                rows={3}
                defaultValue={start.typed.comment ?? ''}
                fault={start.fields.comment}
              />
            </div>
          </ActForm>
        </div>
        <p className="mt-4">
          <a href="/account/membership" className="inline-flex min-h-11 items-center">
            Keep giving
          </a>
        </p>
      </section>
    </>,
  )
}

function ReasonForm() {
  return (
    <form method="get" className="mt-4">
      <input type="hidden" name="asked" value="1" />
      <fieldset>
        <legend className="text-lg text-pretty">
          We are sorry to see you go. If you care to tell us why, it helps; if not, simply go on.
        </legend>
        <div className="mt-4 divide-y divide-rule border-y border-rule">
          {reasons.map(([value, words]) => (
            <label key={value} className="flex min-h-12 cursor-pointer items-center gap-3 py-2">
              <input type="radio" name="reason" value={value} className="size-5 accent-[var(--accent)]" />
              {words}
            </label>
          ))}
        </div>
      </fieldset>
      <p className="mt-6 flex flex-wrap gap-3">
        <button type="submit" className="button">
          Go on
        </button>
        <a href="/account/membership" className="button button-quiet">
          Keep giving
        </a>
      </p>
    </form>
  )
}

function Offer({ alternative, locale }: { alternative: Alternative; locale: string }) {
  if (alternative.offer === 'pause') {
    return (
      <aside aria-label="Another way" className="mt-6 border-y border-rule py-5">
        <p className="text-lg text-pretty">
          Only for a while? You can pause for up to three months; nothing is charged, and it goes on by itself.
        </p>
        <p className="mt-3">
          <a href="/account/membership/pause" className="button button-quiet">
            Pause instead
          </a>
        </p>
      </aside>
    )
  }
  const { amount, interval } = alternative.gift
  return (
    <aside aria-label="Another way" className="mt-6 border-y border-rule py-5">
      <p className="text-lg text-pretty">
        Too much at present? {inWords(alternative.gift, locale)} keeps you a supporter, without advertising and with a
        voice in the comments.
      </p>
      <p className="mt-3">
        <a
          href={`/account/membership/change/confirm?${new URLSearchParams({ interval, amount: String(amount) })}`}
          className="button button-quiet"
        >
          Give {inWords(alternative.gift, locale)} instead
        </a>
      </p>
    </aside>
  )
}
