import type { StaffRole } from '#lib/people/model.ts'

/** Editors and managing editors arrange the front page, now and for later. */
export function mayArrangeFront(staff: { roles: readonly StaffRole[] }): boolean {
  return staff.roles.includes('editor') || staff.roles.includes('managing_editor')
}
