import type { StaffRole } from '#lib/people/model.ts'

/** Administrators answer those who ask in writing what is kept about them, and hand it over. */
export function mayAnswerDataRequests(staff: { roles: readonly StaffRole[] }): boolean {
  return staff.roles.includes('administrator')
}

/** Administrators say how long things are kept. */
export function mayChangeRetention(staff: { roles: readonly StaffRole[] }): boolean {
  return staff.roles.includes('administrator')
}
