import type { StaffRole } from '#lib/people/model.ts'

export type MayDelete =
  | { allowed: true }
  | { allowed: false; rule: 'the_last_administrator_stays' | 'staff_hand_over_first'; message: string }

/** Everybody may delete their own account, except whoever still works for the magazine with it. */
export function mayDeleteAccount(
  person: { roles: readonly StaffRole[] },
  others: { administrators: number },
): MayDelete {
  if (person.roles.includes('administrator') && others.administrators === 0) {
    return {
      allowed: false,
      rule: 'the_last_administrator_stays',
      message:
        'You are the only administrator. Without one nobody could run the magazine’s desk: make somebody else an administrator first.',
    }
  }
  if (person.roles.length > 0) {
    return {
      allowed: false,
      rule: 'staff_hand_over_first',
      message:
        'This account works for the magazine: articles, decisions and the record of them hang on it. Ask an administrator to take its roles away first; then it can be deleted here.',
    }
  }
  return { allowed: true }
}

/** Administrators delete the account of somebody who asks for it in writing. */
export function mayDeleteOnRequest(staff: { roles: readonly StaffRole[] }): boolean {
  return staff.roles.includes('administrator')
}
