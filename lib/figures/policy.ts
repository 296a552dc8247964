import type { StaffRole } from '#lib/people/model.ts'

/** What comes in is for whoever answers for the accounts: nobody who writes or edits should see what writing earns. */
export function maySeeFigures(staff: { roles: readonly StaffRole[] }): boolean {
  return staff.roles.includes('administrator')
}
