import type { Metadata } from 'next'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { palettesOf } from '#lib/colours/model.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm } from '#app/_ui/form-state.ts'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { withWas } from '../was.ts'
import { colourFields } from './colours-in.ts'
import { ColoursForm } from './colours-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Colours', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** The colours of every page. */
export default async function ColoursPage({ searchParams }: Props) {
  await requireStaff('/desk/settings/colours', mayChangeSettings)
  const ctx = await requestContext()
  const [settings, audit, refused, { done }] = await Promise.all([
    magazineSettings(ctx),
    auditOf(ctx, [subjectOf('settings', 'magazine')]),
    refusedForm('colours'),
    searchParams,
  ])
  const typed = withWas(colourFields(palettesOf(settings.colours)))
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/settings">Settings</a>
      </p>
      <h1>Colours</h1>
      <p className="desk-intro">
        They hold on readers’ pages and at the desk. Text must have a contrast of 4.5 : 1 with what it stands on, and
        what shows where a control is 3 : 1 (WCAG 2.2, level AA): less is not saved.
      </p>
      {done === 'saved' && <DeskDone>Saved. Every page has these colours at once.</DeskDone>}
      {done === 'default' && <DeskDone>The colours are those of the house again.</DeskDone>}
      <ColoursForm start={refused === emptyForm ? { ...emptyForm, typed } : refused} />
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}
