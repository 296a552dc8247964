import { mayRead } from '#lib/articles/policy.ts'
import type { Access } from '#lib/articles/model.ts'
import type { StaffRole } from '#lib/people/model.ts'
import type { Sanction } from './model.ts'

/** Somebody signed in, as far as writing goes. */
export interface Commenter {
  benefits: readonly string[]
  roles: readonly StaffRole[]
  /** Whether they once gave regularly. */
  wasMember: boolean
  /** Those in force now. */
  sanctions: readonly Sanction[]
}

export interface Thread {
  access: Access
  isOpen: boolean
}

export type MayWrite =
  | { allowed: true; waitsFor: 'nobody' | 'moderator' }
  | { allowed: false; rule: 'must_sign_in' | 'must_support' | 'lapsed' | 'may_not_read' | 'thread_is_closed' }
  | { allowed: false; rule: 'banned' | 'suspended'; sanction: Sanction }

/**
 * Supporters and patrons, who donate regularly, may comment, and staff; nobody else, nobody under an article they may
 * not read, nobody in a closed thread, nobody a moderator has shut out. What a person under pre-moderation writes
 * waits. The same is asked for every write: a comment, an answer, a change, a like.
 */
export function mayWrite(commenter: Commenter | null, thread: Thread): MayWrite {
  if (!thread.isOpen) return { allowed: false, rule: 'thread_is_closed' }
  if (commenter === null) return { allowed: false, rule: 'must_sign_in' }
  const isStaff = commenter.roles.length > 0
  if (!isStaff) {
    const ban = commenter.sanctions.find((one) => one.kind === 'ban')
    if (ban) return { allowed: false, rule: 'banned', sanction: ban }
    const suspension = commenter.sanctions.find((one) => one.kind === 'suspension')
    if (suspension) return { allowed: false, rule: 'suspended', sanction: suspension }
    if (!commenter.benefits.includes('comment'))
      return { allowed: false, rule: commenter.wasMember ? 'lapsed' : 'must_support' }
    if (!mayRead(thread.access, commenter)) return { allowed: false, rule: 'may_not_read' }
  }
  const waits = commenter.sanctions.some((one) => one.kind === 'pre_moderation')
  return { allowed: true, waitsFor: waits && !isStaff ? 'moderator' : 'nobody' }
}

/** Somebody who asks to read, as far as comments go. */
export interface CommentReader {
  benefits: readonly string[]
  roles: readonly StaffRole[]
  /** Whether the article's own text is open to them at this request. */
  isTextOpen: boolean
}

/**
 * Comments under an article that is for everybody are for everybody or, where the publisher wants it so, for those who
 * may comment; under any other, for whoever may read its text.
 */
export function mayReadComments(
  thread: { access: Access; readers: 'everyone' | 'members' },
  reader: CommentReader,
): boolean {
  if (thread.access !== 'public') return reader.isTextOpen
  return thread.readers === 'everyone' || reader.roles.length > 0 || reader.benefits.includes('comment')
}
