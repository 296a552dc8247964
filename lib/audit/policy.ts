/** What staff did, all of it, administrators alone may read and take away. */
export function mayReadAuditLog(staff: { roles: readonly string[] }): boolean {
  return staff.roles.includes('administrator')
}
