import type { Metadata } from 'next'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { textSettings } from '#lib/settings/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm } from '#app/_ui/form-state.ts'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { TextsForm } from './texts-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Texts', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** The sentences readers meet most, to be worded by the magazine. */
export default async function TextsPage({ searchParams }: Props) {
  await requireStaff('/desk/settings/texts', mayChangeSettings)
  const ctx = await requestContext()
  const [settings, texts, audit, refused, { done }] = await Promise.all([
    magazine(),
    textSettings(ctx),
    auditOf(ctx, [subjectOf('settings', 'texts')]),
    refusedForm('texts'),
    searchParams,
  ])
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/settings">Settings</a>
      </p>
      <h1>Texts</h1>
      <p className="desk-intro">
        Plain text; {'{magazine}'} becomes the magazine’s name. The letters to those who write to the managing editor
        have <a href="/desk/settings/cases">a page of their own</a>.
      </p>
      {done === 'saved' && <DeskDone>Saved. Readers see it at once.</DeskDone>}
      {done === 'default' && <DeskDone>Every text is the standard again.</DeskDone>}
      <TextsForm start={refused === emptyForm ? { ...emptyForm, typed: texts } : refused} magazine={settings.name} />
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}
