import type { StaffRole } from '#lib/people/model.ts'

/** Only an administrator gives memberships away, or ends what was given. */
export function mayGrantMembership(staff: { roles: readonly StaffRole[] }): boolean {
  return staff.roles.includes('administrator')
}
