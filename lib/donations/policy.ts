import type { StaffRole } from '#lib/people/model.ts'

export interface StaffMember {
  roles: readonly StaffRole[]
}

/** Who gives what is nobody's business but an administrator's: editors must not know who pays for what they write. */
export function maySeeMembers(staff: StaffMember): boolean {
  return isAdministrator(staff)
}

/** Only an administrator sends money back. */
export function mayRefund(staff: StaffMember): boolean {
  return isAdministrator(staff)
}

/** Administrators look into the inbox of Stripe's events and have what failed tried again. */
export function mayWorkInbox(staff: StaffMember): boolean {
  return isAdministrator(staff)
}

/** Administrators compare with Stripe and read what differed. */
export function mayCompareWithStripe(staff: StaffMember): boolean {
  return isAdministrator(staff)
}

function isAdministrator(staff: StaffMember): boolean {
  return staff.roles.includes('administrator')
}
