import { staffRoles, staffRoleWords, type StaffRole } from '#lib/people/model.ts'
import { FieldFault } from '#app/_ui/fields.tsx'
import { roleField } from './roles-in.ts'

/** Every role with what it may do, to be ticked. */
export function RoleBoxes({ ticked, fault }: { ticked: readonly StaffRole[]; fault?: string | undefined }) {
  return (
    <fieldset aria-describedby={fault ? 'roles-fault' : undefined}>
      <legend className="label text-[0.9375rem] font-semibold">Roles</legend>
      {staffRoles.map((role) => (
        <label key={`${role} ${ticked.includes(role)}`} className="desk-choice">
          <input type="checkbox" name={roleField(role)} defaultChecked={ticked.includes(role)} />
          <span>
            <strong>{staffRoleWords[role].name}</strong> {staffRoleWords[role].may}
          </span>
        </label>
      ))}
      <FieldFault id="roles-fault" text={fault} />
    </fieldset>
  )
}
