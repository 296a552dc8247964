import type { StaffRole } from '#lib/people/model.ts'

/** The whole of the magazine, its members' addresses and what they give, is taken out by administrators only. */
export function mayExport(staff: { roles: readonly StaffRole[] }): boolean {
  return staff.roles.includes('administrator')
}
