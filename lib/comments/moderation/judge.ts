import type { Context } from '#lib/context.ts'
import type { CommentState } from '../model.ts'

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

export interface Judgement {
  state: Extract<CommentState, 'published' | 'held' | 'rejected'>
  findings: Finding[]
}

/**
 * What becomes of a text: published, held for a moderator, or rejected. Asked before the transaction that writes it,
 * because a phase may ask somebody outside.
 */
export async function judge(_ctx: Context, candidate: Candidate): Promise<Judgement> {
  if (!candidate.waits) return { state: 'published', findings: [] }
  const reason = 'Everything this person writes waits for a moderator.'
  return { state: 'held', findings: [{ phase: 'sanction', verdict: 'hold', reason }] }
}
