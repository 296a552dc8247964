import type { Metadata } from 'next'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { plansKnown } from '#lib/membership/queries.ts'
import type { PlanOffered } from '#lib/membership/plans.ts'
import { currencies, formatMoney, type Currency } from '#lib/money.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { donationSettings } from '#lib/settings/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm } from '#app/_ui/form-state.ts'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../../_ui/desk-table.tsx'
import { GivingForm } from './giving-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Plans and amounts', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const columns = [{ name: 'Currency' }, { name: 'Supporter' }, { name: 'Patron' }, { name: 'One-off', minor: true }]

/** What can be given, and what it gives. */
export default async function GivingPage({ searchParams }: Props) {
  await requireStaff('/desk/settings/giving', mayChangeSettings)
  const ctx = await requestContext()
  const [settings, terms, audit, refused, { done }, plans] = await Promise.all([
    magazine(),
    donationSettings(ctx),
    auditOf(ctx, [subjectOf('settings', 'donations'), ...currencies.map((currency) => subjectOf('plans', currency))]),
    refusedForm('giving'),
    searchParams,
    Promise.all(currencies.map((currency) => plansKnown(ctx, currency))),
  ])
  const { locale } = settings
  const names = Object.fromEntries(currencies.map((currency) => [currency, nameOf(currency, locale)]))
  const typed: Record<string, string> = {
    own: terms.currencies[0] ?? 'GBP',
    graceDays: String(terms.graceDays),
    giftMonths: String(terms.giftMonths),
    ...Object.fromEntries(terms.currencies.map((currency) => [`takes.${currency}`, 'on'])),
  }
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/settings">Settings</a>
      </p>
      <h1>Plans and amounts</h1>
      <p className="desk-intro">
        What is changed here holds for gifts that are made from then on. Whoever gives already goes on giving the same,
        and has what they had.
      </p>
      {done === 'saved' && <DeskDone>The settings are saved and hold at once.</DeskDone>}
      <DeskTable label="What is given" columns={columns}>
        {currencies.map((currency, at) => (
          <DeskRow key={currency}>
            <DeskCell>
              <a href={`/desk/settings/giving/${currency}`}>{names[currency]}</a>
              {!terms.currencies.includes(currency) && <span className="text-soft"> (not taken)</span>}
            </DeskCell>
            <DeskCell>{fromWords(plans[at] ?? [], 'supporter', locale)}</DeskCell>
            <DeskCell>{fromWords(plans[at] ?? [], 'patron', locale)}</DeskCell>
            <DeskCell minor>
              from {formatMoney({ amount: terms.limits[currency].onceMinimum, currency }, locale)}
            </DeskCell>
          </DeskRow>
        ))}
      </DeskTable>
      <section aria-labelledby="in-all" className="desk-section">
        <h2 id="in-all">In all currencies</h2>
        <GivingForm start={refused === emptyForm ? { ...emptyForm, typed } : refused} names={names} />
      </section>
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}

function nameOf(currency: Currency, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'currency' }).of(currency) ?? currency
}

function fromWords(plans: PlanOffered[], tier: 'supporter' | 'patron', locale: string): string {
  const offered = plans.filter((plan) => plan.tier === tier && plan.onSale)
  if (offered.length === 0) return 'not on sale'
  return offered
    .map(
      ({ minimum, currency, interval }) => `from ${formatMoney({ amount: minimum, currency }, locale)} a ${interval}`,
    )
    .join(', ')
}
