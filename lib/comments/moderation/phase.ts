import type { Context } from '#lib/context.ts'
import type { CommentSettings } from '#lib/settings/model.ts'

/** A text on its way in, with what the automatic phases may know of it. */
export interface Candidate {
  articleId: string
  person: { id: string; isStaff: boolean }
  /** Null for a new comment. */
  commentId: string | null
  text: string
  /** Whether it waits for a moderator whatever it says: its writer is under pre-moderation. */
  waits: boolean
}

/** What one phase has against a text, for the moderator. */
export interface Finding {
  phase: string
  verdict: 'hold' | 'reject'
  /** In plain English. */
  reason: string
}

/** One of the automatic looks at a text. Each is asked whatever the others found. */
export interface Phase {
  name: string
  /**
   * @returns everything it has against the text, in full sentences; nothing when it has nothing
   * @throws whatever it likes: a phase that fails holds the text
   */
  examine(ctx: Context, candidate: Candidate, settings: CommentSettings): Promise<Omit<Finding, 'phase'>[]>
}

/** A reason to let a moderator look first. */
export function hold(reason: string): Omit<Finding, 'phase'> {
  return { verdict: 'hold', reason }
}

/** A reason not to publish. */
export function reject(reason: string): Omit<Finding, 'phase'> {
  return { verdict: 'reject', reason }
}
