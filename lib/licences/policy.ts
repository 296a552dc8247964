import { mayWorkCases } from '#lib/cases/policy.ts'
import type { StaffRole } from '#lib/people/model.ts'

/** Managing editors and administrators license articles; they see the licensees and what was agreed. Nobody else does. */
export function mayLicense(member: { roles: readonly StaffRole[] }): boolean {
  return mayWorkCases(member)
}
