import type { StaffRole } from '#lib/people/model.ts'

interface StaffMember {
  roles: readonly StaffRole[]
}

/**
 * Whoever packs and posts books, and nobody else but an administrator, sees where they go.
 */
export function mayFulfil({ roles }: StaffMember): boolean {
  return roles.includes('fulfilment') || roles.includes('administrator')
}

/**
 * Editors and administrators make campaigns and read what is to be written in the books. Neither needs an address for that, and
 * none is shown there.
 */
export function mayManageCampaigns({ roles }: StaffMember): boolean {
  return roles.includes('editor') || roles.includes('managing_editor') || roles.includes('administrator')
}

/** What is to be written in a book says nothing of where it goes: both read it. */
export function mayReadDedications(member: StaffMember): boolean {
  return mayFulfil(member) || mayManageCampaigns(member)
}
