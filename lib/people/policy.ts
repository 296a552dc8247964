import type { StaffRole } from './model.ts'

/** Whoever works for the magazine, in whatever role, has a desk; what lies on it each module's policy says. */
export function mayOpenDesk(person: { roles: readonly StaffRole[] }): boolean {
  return person.roles.length > 0
}

/** Administrators invite staff, give and take roles, and end sessions. */
export function mayManagePeople(staff: { roles: readonly StaffRole[] }): boolean {
  return staff.roles.includes('administrator')
}
