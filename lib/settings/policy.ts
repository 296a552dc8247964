/** Administrators set how the magazine works. */
export function mayChangeSettings(staff: { roles: readonly string[] }): boolean {
  return staff.roles.includes('administrator')
}
