import type { Metadata } from 'next'
import { z } from 'zod'
import { caseAtDesk, type CaseAtDesk } from '#lib/cases/desk-case.ts'
import { isOpen } from '#lib/cases/model.ts'
import { mayWorkCases } from '#lib/cases/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskMissing } from '../../../_ui/desk-missing.tsx'
import { DeclineForm } from '../../_cases/state-forms.tsx'
import '../../cases.css'

export const instant = false
export const metadata: Metadata = { title: 'Decline', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
}

/** Says what declining does, and asks why. */
export default async function DeclinePage({ params }: Props) {
  const { id } = await params
  await requireStaff(`/desk/cases/${encodeURIComponent(id)}/decline`, mayWorkCases)
  const ctx = await requestContext()
  const one = z.uuid().safeParse(id).success ? await caseAtDesk(ctx, id) : null
  if (!one || !isOpen(one.state)) return <DeskMissing what="open case" back="/desk/cases" backName="Cases" />
  const hasWritten = one.record.some(({ kind }) => kind === 'letter_out')
  const told = namesOf(one)
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/cases">Cases</a> · <a href={`/desk/cases/${one.id}`}>{one.reference}</a>
      </p>
      <h1>Decline {one.reference}?</h1>
      <ul className="case-follows">
        <li>The case leaves the inbox, and its clock stops.</li>
        {one.kind !== 'republishing' && <li>It counts as not upheld.</li>}
        <li>
          {one.merged.length === 0 ? `${one.name} is` : `${told} are`} told by the letter below
          {hasWritten ? '; leave it empty if your last one said so.' : '. Nobody has written to them yet.'}
        </li>
        <li>It can be reopened at any time; both stay on record.</li>
      </ul>
      <DeclineForm start={await refusedForm('move')} caseId={one.id} seen={one.version} told={told} />
      <p className="mt-3">
        <a href={`/desk/cases/${one.id}`}>Back to the case</a>
      </p>
    </>
  )
}

/** Who is told: the reader, and those whose cases were merged into this one. */
function namesOf({ name, merged }: CaseAtDesk): string {
  if (merged.length === 0) return name
  const others = merged.length === 1 ? 'the reader' : `the ${merged.length} readers`
  return `${name} and ${others} of what was merged into this case (${merged.map((other) => other.name).join(', ')})`
}
