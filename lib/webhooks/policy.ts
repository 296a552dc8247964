import type { StaffRole } from '#lib/people/model.ts'

/** Administrators say whom else the magazine tells what happens, and see what was sent. */
export function mayManageWebhooks(staff: { roles: readonly StaffRole[] }): boolean {
  return staff.roles.includes('administrator')
}
