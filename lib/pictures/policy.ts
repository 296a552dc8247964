import type { StaffRole } from '#lib/people/model.ts'

interface StaffMember {
  id: string
  roles: readonly StaffRole[]
}

/** Whoever writes or edits sees the library, brings pictures into it and puts them into articles. */
export function mayUsePictures({ roles }: Pick<StaffMember, 'roles'>): boolean {
  return roles.includes('author') || isEditor({ roles })
}

/** Editors and managing editors say what is true of any picture; authors of those they brought. */
export function mayChangePicture(staff: StaffMember, picture: { createdBy: string | null }): boolean {
  return isEditor(staff) || (staff.roles.includes('author') && picture.createdBy === staff.id)
}

/** Editors and managing editors remove what is used nowhere; authors what they brought. */
export function mayRemovePicture(staff: StaffMember, picture: { createdBy: string | null }): boolean {
  return mayChangePicture(staff, picture)
}

/** Editors and managing editors answer for licences that end. */
export function mayWatchLicences(staff: Pick<StaffMember, 'roles'>): boolean {
  return isEditor(staff)
}

function isEditor({ roles }: Pick<StaffMember, 'roles'>): boolean {
  return roles.includes('editor') || roles.includes('managing_editor')
}
