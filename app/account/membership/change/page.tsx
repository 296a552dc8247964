import type { Metadata } from 'next'
import { z } from 'zod'
import { inWords } from '#lib/donations/manage/model.ts'
import { regularGiftOf } from '#lib/donations/manage/queries.ts'
import type { Interval, Plan } from '#lib/membership/model.ts'
import { intervalSchema } from '#lib/membership/schema.ts'
import { plansOnSale } from '#lib/membership/queries.ts'
import { formatMoney } from '#lib/money.ts'
import { requestContext } from '#app/_server/context.ts'
import { ownPath } from '#app/_server/paths.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requirePerson } from '#app/_server/session.ts'
import { AccountPage } from '../../_account/account-page.tsx'
import { NoGift } from '../../_account/no-gift.tsx'
import { ChangeForm } from './change-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Change your gift', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const intervals: readonly [Interval, string][] = [
  ['month', 'Monthly'],
  ['year', 'Yearly'],
]

/** Choosing another amount or interval; nothing happens here yet. */
export default async function ChangePage({ searchParams }: Props) {
  const person = await requirePerson('/account/membership/change')
  const ctx = await requestContext()
  const [settings, gift, query] = await Promise.all([magazine(), regularGiftOf(ctx, person.id), searchParams])
  if (!gift)
    return (
      <AccountPage at="/account/membership" title="Change your gift">
        <NoGift />
      </AccountPage>
    )
  const { interval } = z.object({ interval: intervalSchema.catch(gift.interval) }).parse(query)
  const from = ownPath(query.from, '')
  const plans = await plansOnSale(ctx, gift.currency)
  const offered = plans.filter((plan) => plan.interval === interval)
  return (
    <AccountPage at="/account/membership" title="Change your gift">
      <p className="mt-3 text-lg text-pretty text-soft">
        You give {inWords(gift, settings.locale)}. Choose what it shall be; before anything happens, the next page says
        what is charged when.
      </p>
      <nav aria-label="How often" className="mt-7 grid grid-cols-2 border border-strong">
        {intervals.map(([value, name]) => (
          <a
            key={value}
            href={`/account/membership/change?${new URLSearchParams({ interval: value, ...(from && { from }) })}`}
            aria-current={value === interval ? 'true' : undefined}
            className={`flex min-h-12 items-center justify-center border-l border-strong font-plain font-semibold no-underline first:border-l-0 ${value === interval ? 'bg-ink text-paper' : 'hover:bg-panel'}`}
          >
            {name}
          </a>
        ))}
      </nav>
      <ChangeForm
        key={interval}
        start={await refusedForm('change')}
        interval={interval}
        from={from}
        suggested={suggestedFrom(offered)}
        present={interval === gift.interval ? gift.amount : null}
        currency={gift.currency}
        locale={settings.locale}
      />
      <p className="mt-8 border-t border-rule pt-4 text-soft">
        {offered
          .map(
            (plan) =>
              `${formatMoney({ amount: plan.minimum, currency: plan.currency }, settings.locale)} ${interval === 'month' ? 'a month' : 'a year'} makes a ${plan.tier}`,
          )
          .join('; ')}
        .
      </p>
    </AccountPage>
  )
}

/** The least of each tier, and what lies between; six at most, minor units. */
function suggestedFrom(plans: Plan[]): number[] {
  const all = new Set(plans.flatMap((plan) => [plan.minimum, ...plan.suggested]))
  return [...all].toSorted((a, b) => a - b).slice(0, 6)
}
