import type { Metadata } from 'next'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { mayWorkCases } from '#lib/cases/policy.ts'
import { caseSettings } from '#lib/settings/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm } from '#app/_ui/form-state.ts'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { CaseSettingsForm } from './cases-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Case settings', robots: { index: false } }

const mostTemplates = 50

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** How long the managing editor has, and what letters begin from. */
export default async function CaseSettingsPage({ searchParams }: Props) {
  await requireStaff('/desk/settings/cases', mayWorkCases)
  const ctx = await requestContext()
  const [settings, current, audit, refused, { done }] = await Promise.all([
    magazine(),
    caseSettings(ctx),
    auditOf(ctx, [subjectOf('settings', 'cases')]),
    refusedForm('case-settings'),
    searchParams,
  ])
  const templates = current.templates.flatMap(({ name, text }, index) => [
    [`templates.${index}.name`, name],
    [`templates.${index}.text`, text],
  ])
  const typed = {
    answerDays: String(current.answerDays),
    warnDays: String(current.warnDays),
    ...Object.fromEntries(templates),
  }
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/cases">Cases</a>
      </p>
      <h1>Case settings</h1>
      <p className="desk-intro">
        The deadline is shown to readers and runs from when a case opens. Whoever decides can move it, case by case.
      </p>
      {done === 'saved' && <DeskDone>The settings are saved.</DeskDone>}
      <CaseSettingsForm
        start={refused === emptyForm ? { ...emptyForm, typed } : refused}
        templates={Math.min(mostTemplates, current.templates.length + 1)}
      />
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}
