import { minute } from '#lib/clock.ts'
import type { CommentState } from '../model.ts'

/** The states of a comment, as moderators go through them. */
export const commentStates = ['published', 'held', 'rejected', 'deleted'] as const satisfies readonly CommentState[]

/** What the log of moderation says was done. */
export const moderationActions = [
  'held',
  'approved',
  'rejected',
  'restored',
  'picked',
  'unpicked',
  'warned',
  'put under pre-moderation',
  'suspended',
  'banned',
  'ended a sanction',
  'closed the thread',
  'reopened the thread',
  'changed how the thread is moderated',
  'upheld an appeal',
  'declined an appeal',
  'noted',
  'undid',
] as const
export type ModerationAction = (typeof moderationActions)[number]

/** Those after which a comment stands otherwise, or was looked at and left: whoever decides must have seen the last. */
export const decisions = [
  'held',
  'approved',
  'rejected',
  'restored',
  'upheld an appeal',
  'undid',
] as const satisfies readonly ModerationAction[]

const undoable: readonly string[] = [
  'approved',
  'rejected',
  'restored',
  'picked',
  'unpicked',
  'put under pre-moderation',
  'suspended',
  'banned',
  'ended a sanction',
  'closed the thread',
  'reopened the thread',
  'changed how the thread is moderated',
] satisfies ModerationAction[]

/** What is told and cannot be untold, and what was decided after another look, stays. */
export function isUndoable(action: string): boolean {
  return undoable.includes(action)
}

/** How long a moderator's deed says "Undo". */
export const undoneWithin = 10 * minute

/** How long a comment that a moderator has opened is theirs, unless they decide or somebody takes it over. */
export const takenFor = 5 * minute

/** Why a comment is not published, as its writer is told. */
export const rejectionReasons = {
  abuse: 'It attacks or belittles somebody.',
  spam: 'It advertises something, or repeats what was said.',
  off_topic: 'It is not about the article.',
  false: 'It says something that is not so.',
  private: 'It tells of somebody’s private life.',
  legal: 'It may be against the law.',
  other: 'It does not keep to the rules of this conversation.',
} as const
export type RejectionReason = keyof typeof rejectionReasons

/** Why somebody reports a comment. */
export const reportReasonNames = {
  abuse: 'It attacks or belittles somebody',
  spam: 'It is advertising, or the same over and over',
  off_topic: 'It has nothing to do with the article',
  false: 'It says something untrue',
  private: 'It tells of somebody’s private life',
  legal: 'It is against the law',
  other: 'Something else',
} as const
export type ReportReason = keyof typeof reportReasonNames

/** How short the explanation of a legal report may be: a sentence. */
export const shortestExplanation = 20
export const longestExplanation = 1_000
export const longestNote = 1_000

export const sanctionNames = {
  pre_moderation: 'Pre-moderation',
  suspension: 'Suspension',
  ban: 'Ban',
} as const

/** What a moderator saw of a comment when they decided. */
export interface Seen {
  state: CommentState
  revision: number
  /** The id of the log's last decision on it; null when there is none. */
  decision: string | null
}
