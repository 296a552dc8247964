import type { StaffRole } from '#lib/people/model.ts'

export interface Commenter {
  benefits: readonly string[]
  roles: readonly StaffRole[]
}

export interface Thread {
  commentSetting: 'open' | 'closed'
}

export type MayComment =
  | { allowed: true }
  | { allowed: false; rule: 'must_sign_in' | 'must_support' | 'thread_is_closed' }

/** Supporters and patrons, who donate regularly, may comment, and staff; nobody else, and nobody in a closed thread. */
export function mayComment(commenter: Commenter | null, thread: Thread): MayComment {
  if (thread.commentSetting === 'closed') return { allowed: false, rule: 'thread_is_closed' }
  if (commenter === null) return { allowed: false, rule: 'must_sign_in' }
  if (commenter.roles.length > 0 || commenter.benefits.includes('comment')) return { allowed: true }
  return { allowed: false, rule: 'must_support' }
}
