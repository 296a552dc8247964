import type { Metadata } from 'next'
import { z } from 'zod'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { staffList, type StaffRow } from '#lib/people/staff.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { staffSettings } from '#lib/settings/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { StaffForm } from './staff-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Staff accounts', robots: { index: false } }

const querySchema = z.object({ done: z.literal('saved').optional().catch(undefined) })

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Who needs a second factor, from when on, and who has none yet. */
export default async function StaffSettingsPage({ searchParams }: Props) {
  const { id } = await requireStaff('/desk/settings/staff', mayChangeSettings)
  const ctx = await requestContext()
  const [settings, asked, staff, audit, start, given] = await Promise.all([
    magazine(),
    staffSettings(ctx),
    staffList(ctx, ''),
    auditOf(ctx, [subjectOf('settings', 'staff')]),
    refusedForm('staff-settings'),
    searchParams,
  ])
  const { done } = querySchema.parse(given)
  const without = staff.filter(({ hasSecondFactor }) => !hasSecondFactor)
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/settings">Settings</a>
      </p>
      <h1>Staff accounts</h1>
      <p className="desk-intro">
        Staff sign in by mail, as readers do. A second factor is an authenticator app on their phone, whose code the
        desk asks for once in each browser. Whoever needs one and has none is led to set it up before the desk opens,
        and locked out by nothing.
      </p>
      {done && <DeskDone>The setting is saved, and holds from the next page anybody opens.</DeskDone>}
      {without.some((person) => person.id === id) && (
        <p className="mt-3">
          You have none yet: <a href="/account/security/authenticator?to=/desk/settings/staff">set up yours</a> before
          you ask it of others.
        </p>
      )}
      <StaffForm start={start} settings={asked} />
      <Without staff={without} />
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}

function Without({ staff }: { staff: StaffRow[] }) {
  return (
    <section aria-labelledby="without" className="desk-section">
      <h2 id="without">Without a second factor</h2>
      {staff.length === 0 ? (
        <p className="desk-intro">Nobody: all staff have one.</p>
      ) : (
        <ul className="mt-2 space-y-1">
          {staff.map(({ id, name, email }) => (
            <li key={id}>
              <a href={`/desk/people/${id}`}>{name ?? email}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
