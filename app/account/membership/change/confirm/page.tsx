import type { Metadata } from 'next'
import { v7 } from 'uuid'
import { z } from 'zod'
import { previewWish } from '#lib/donations/manage/commands.ts'
import { inWords, type ChangePlan, type RegularGift } from '#lib/donations/manage/model.ts'
import { intervalSchema } from '#lib/membership/schema.ts'
import { formatMoney } from '#lib/money.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { ownPath } from '#app/_server/paths.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requirePerson } from '#app/_server/session.ts'
import { Day, formatDay } from '#app/_ui/time.tsx'
import { AccountPage } from '../../../_account/account-page.tsx'
import { ActForm } from '#app/_ui/act-form.tsx'
import { NoGift, NotPossible } from '../../../_account/no-gift.tsx'
import { makeWish } from '../../actions.ts'

export const instant = false
export const metadata: Metadata = { title: 'Change your gift', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const querySchema = z.object({ interval: intervalSchema.catch('month'), amount: z.coerce.number().int().catch(0) })

/** Says exactly what will be charged when, before it is done. */
export default async function ConfirmChangePage({ searchParams }: Props) {
  const person = await requirePerson('/account/membership/change')
  const query = await searchParams
  const { interval, amount } = querySchema.parse(query)
  const from = ownPath(query.from, '')
  const [settings, preview, start] = await Promise.all([
    magazine(),
    previewWish(await requestContext(), person.id, { kind: 'change', interval, amount }),
    refusedForm('wish'),
  ])
  const page = (content: React.ReactNode) => (
    <AccountPage at="/account/membership" title="Change your gift">
      {content}
    </AccountPage>
  )
  if (!preview) return page(<NoGift />)
  const { gift, verdict } = preview
  if (!verdict.possible) {
    const on = verdict.on === null ? '' : formatDay(verdict.on, settings.timeZone, settings.locale)
    return page(<NotPossible message={verdict.message.replaceAll('{date}', on)} />)
  }
  const { plan } = verdict
  if (plan.does !== 'change')
    return page(<NotPossible message={`You give ${inWords(gift, settings.locale)} already.`} />)
  return page(
    <>
      <Consequences gift={gift} plan={plan} settings={settings} />
      <div className="mt-7">
        <ActForm
          action={makeWish}
          start={start}
          hidden={{ kind: 'change', interval, amount: String(amount), from, formId: start.typed.formId ?? v7() }}
          button={
            plan.chargedNow === null
              ? `Give ${inWords(plan.gift, settings.locale)}`
              : `Pay ${formatMoney(plan.chargedNow, settings.locale)} now and change`
          }
          waiting="Changing …"
        />
      </div>
      <p className="mt-4">
        <a
          href={`/account/membership/change?${new URLSearchParams({ interval, ...(from && { from }) })}`}
          className="inline-flex min-h-11 items-center"
        >
          Choose again
        </a>
      </p>
    </>,
  )
}

function Consequences({ gift, plan, settings }: { gift: RegularGift; plan: ChangePlan; settings: Magazine }) {
  const { timeZone, locale } = settings
  const next = <Day at={plan.nextPayment} timeZone={timeZone} locale={locale} />
  const raised = plan.tier === 'patron' && gift.held?.tier !== 'patron'
  return (
    <>
      <p className="mt-4 text-xl leading-snug text-pretty">
        From {inWords(gift, locale)} to <strong>{inWords(plan.gift, locale)}</strong>.
      </p>
      <dl className="mt-6 divide-y divide-rule border-y border-strong">
        <Line term="Charged today">
          {plan.chargedNow === null ? (
            'Nothing.'
          ) : (
            <>
              <strong>{formatMoney(plan.chargedNow, locale)}</strong>, for{' '}
              {plan.gift.interval === 'year' ? 'a year' : 'a month'} that begins today. What you have paid for until{' '}
              <Day at={gift.currentPeriodEnd} timeZone={timeZone} locale={locale} /> is not counted against it.
            </>
          )}
        </Line>
        <Line term="Next payment">
          {formatMoney(plan.gift, locale)} on {next}, and every {plan.gift.interval} after that.
        </Line>
        <Line term="What you are">
          {raised && 'A patron, at once: patrons’ articles are open to you as soon as you press the button.'}
          {!raised && plan.tierUntilThen !== plan.tier && (
            <>
              A {plan.tierUntilThen} until {next}, as you have paid for; a {plan.tier} from then on.
            </>
          )}
          {!raised && plan.tierUntilThen === plan.tier && `A ${plan.tier}, as now.`}
        </Line>
        {gift.card !== null && <Line term="Card">Ending {gift.card.last4}</Line>}
      </dl>
    </>
  )
}

function Line({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-0.5 py-3 sm:grid-cols-[9rem_1fr]">
      <dt className="font-semibold">{term}</dt>
      <dd className="text-pretty">{children}</dd>
    </div>
  )
}
