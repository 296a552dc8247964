import type { Metadata } from 'next'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { termsTyped } from '#lib/donations/terms.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm } from '#app/_ui/form-state.ts'
import { AuditLines } from '../../../_ui/audit-lines.tsx'
import { DeskMissing } from '../../../_ui/desk-missing.tsx'
import { DeskDone } from '../../../_ui/desk-state.tsx'
import { TermsForm } from './terms-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Amounts of a currency', robots: { index: false } }

interface Props {
  params: Promise<{ currency: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** What can be given in one currency. */
export default async function TermsPage({ params, searchParams }: Props) {
  const given = (await params).currency
  await requireStaff(`/desk/settings/giving/${encodeURIComponent(given)}`, mayChangeSettings)
  const currency = currencySchema.safeParse(given).data
  if (currency === undefined)
    return <DeskMissing what="currency" back="/desk/settings/giving" backName="Plans and amounts" />
  const ctx = await requestContext()
  const [settings, audit, refused, { done }] = await Promise.all([
    magazine(),
    auditOf(ctx, [subjectOf('plans', currency)]),
    refusedForm('terms'),
    searchParams,
  ])
  const start = refused === emptyForm ? { ...emptyForm, typed: await termsTyped(ctx, currency) } : refused
  const { locale } = settings
  const name = new Intl.DisplayNames(locale, { type: 'currency' }).of(currency) ?? currency
  const unit = new Intl.NumberFormat(locale, { style: 'currency', currency })
    .formatToParts(1)
    .find(({ type }) => type === 'currency')
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/settings">Settings</a> / <a href="/desk/settings/giving">Plans and amounts</a>
      </p>
      <h1>{name}</h1>
      <p className="desk-intro">
        Donors may always give more than a plan’s least; the amount decides the tier. Several suggested amounts have
        blanks between them: 5 10 15.
      </p>
      {done === 'saved' && <DeskDone>Saved. The donate page offers this at once.</DeskDone>}
      <TermsForm start={start} currency={currency} unit={unit?.value ?? currency} />
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}
