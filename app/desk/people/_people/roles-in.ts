import { staffRoles, type StaffRole } from '#lib/people/model.ts'

/** The roles whose boxes are ticked: a form's fields are known by their names, so that each role has one. */
export function rolesIn(typed: Record<string, string | string[] | undefined>): StaffRole[] {
  return staffRoles.filter((role) => typed[roleField(role)] !== undefined)
}

export function roleField(role: StaffRole): string {
  return `role-${role}`
}
