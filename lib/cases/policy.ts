import type { StaffRole } from '#lib/people/model.ts'

interface StaffMember {
  roles: readonly StaffRole[]
}

/** Managing editors and administrators see every case with its correspondence, and decide. Nobody else does. */
export function mayWorkCases({ roles }: StaffMember): boolean {
  return roles.includes('managing_editor') || roles.includes('administrator')
}

/** Who may publish a correction: whoever works cases, with one or without. */
export function mayCorrect(member: StaffMember): boolean {
  return mayWorkCases(member)
}

/** Authors are asked what they say to what was written about their own articles; of a case they see nothing else. */
export function maySeeOwnStatements({ roles }: StaffMember): boolean {
  return roles.includes('author')
}
