import type { Metadata } from 'next'
import { z } from 'zod'
import { rolesInWords, staffRoleWords, type StaffRole } from '#lib/people/model.ts'
import { mayManagePeople } from '#lib/people/policy.ts'
import { personById } from '#lib/people/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { DeskMissing } from '../../../_ui/desk-missing.tsx'
import { roleField, rolesIn } from '../../_people/roles-in.ts'
import { saveRoles } from '../../actions.ts'

export const instant = false
export const metadata: Metadata = { title: 'Change roles', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Asks whether the roles ticked are what is wanted, and says what each change gives and takes. */
export default async function RolesPage({ params, searchParams }: Props) {
  const { id } = await params
  const staff = await requireStaff(`/desk/people/${encodeURIComponent(id)}/roles`, mayManagePeople)
  const person = z.uuid().safeParse(id).success ? await personById(await requestContext(), id) : null
  if (!person) return <DeskMissing what="person" back="/desk/people" backName="People" />
  const wanted = rolesIn(await searchParams)
  const given = wanted.filter((role) => !person.roles.includes(role))
  const taken = person.roles.filter((role) => !wanted.includes(role))
  const name = person.name ?? person.email
  const leaves = wanted.length === 0
  const back = `/desk/people/${id}`
  return (
    <>
      <p className="desk-crumbs">
        <a href={back}>{name}</a>
      </p>
      <h1>{leaves ? `Remove ${name} from the staff?` : `Change what ${name} may do?`}</h1>
      {given.length === 0 && taken.length === 0 ? (
        <>
          <p className="desk-intro">
            {leaves ? 'They have no role already.' : `They have exactly these roles: ${rolesInWords(wanted)}.`}
          </p>
          <p className="mt-3">
            <a href={back}>Back</a>
          </p>
        </>
      ) : (
        <>
          <RoleList title="Given" roles={given} />
          <RoleList title="Taken away" roles={taken} />
          <p className="desk-intro mt-4">
            {leaves && 'The account stays, as a reader’s, with all it gives and has; so does what they did here. '}
            It holds at once, also where they are signed in.
          </p>
          {id === staff.id && taken.includes('administrator') && (
            <p className="mt-2 font-semibold">
              This is you. You will not be able to open this page any more, nor give yourself the role back: another
              administrator must.
            </p>
          )}
          <div className="desk-row mt-4">
            <ActForm
              action={saveRoles}
              start={await refusedForm('roles')}
              hidden={{ id, ...Object.fromEntries(wanted.map((role) => [roleField(role), 'on'])) }}
              button={leaves ? 'Yes, remove from the staff' : 'Yes, change the roles'}
            />
            <a href={back}>Leave it as it is</a>
          </div>
        </>
      )}
    </>
  )
}

function RoleList({ title, roles }: { title: string; roles: readonly StaffRole[] }) {
  if (roles.length === 0) return null
  return (
    <section className="mt-4">
      <h2>{title}</h2>
      <dl className="desk-facts">
        {roles.map((role) => (
          <div key={role}>
            <dt>{staffRoleWords[role].name}</dt>
            <dd>{staffRoleWords[role].may}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
