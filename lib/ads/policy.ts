import type { StaffRole } from '#lib/people/model.ts'

/** Advertising belongs to the administrator: who writes or edits answers to no advertiser. */
export function mayManageAds(staff: { roles: readonly StaffRole[] }): boolean {
  return staff.roles.includes('administrator')
}
