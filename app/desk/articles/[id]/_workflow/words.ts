import type { ChecklistItem, Field } from '#lib/articles/workflow/checklist.ts'
import type { Step } from '#lib/articles/workflow/history.ts'
import { rules, type Move } from '#lib/articles/workflow/moves.ts'
import type { Tone } from '../../../_ui/desk-state.tsx'

/** What the page says once a move is made, by the word its address ends in. */
export const moveDone: Record<string, string> = {
  submit: 'Submitted. An editor is told; until one takes it into edit, you can take it back.',
  take_back: 'It is yours again, as a draft.',
  take_into_edit: 'It is in edit, and waits for you.',
  send_back: 'Sent back to its author, with your words.',
  mark_ready: 'Marked ready.',
  schedule: 'Scheduled.',
  unschedule: 'Taken off the schedule.',
  publish: 'Published. Readers see it now.',
  update: 'Updated with what was written.',
  unpublish: 'Taken down. Readers no longer see it.',
  assign: 'That is noted, and whoever it waits for is told.',
  plan: 'The day is noted.',
  remark: 'Said. Those concerned are told within half an hour.',
  settle: 'That is noted.',
  revoke: 'Revoked. The address leads nowhere from now on.',
}

/** The key that makes a move; moves that are never open together share one. */
export const moveKeys: Record<Move, string> = {
  submit: 's',
  take_back: 'b',
  take_into_edit: 'e',
  send_back: 'b',
  mark_ready: 'r',
  schedule: 't',
  unschedule: 'o',
  publish: 'p',
  update: 'u',
  unpublish: 'd',
}

/** Where on the page a thing is put right, as an address within it. */
export const fieldAnchors: Record<Field, string> = {
  headline: '#headline',
  standfirst: '#standfirst',
  slug: '#slug',
  authors: '#authors',
  topics: '#topics',
  picture: '#picture',
  body: '#body',
  access: '#access',
  socialHeadline: '#socialHeadline',
  searchHeadline: '#searchHeadline',
  remarks: '#remarks',
  at: '#schedule-at',
}

export const checkTones: Record<ChecklistItem['state'], Tone> = { ok: 'good', warn: 'warn', block: 'bad' }
export const checkWords: Record<ChecklistItem['state'], string> = {
  ok: 'In order',
  warn: 'Look at this',
  block: 'Missing',
}

/** What a step was, for the history. */
export function stepWords({ kind, note }: Step): string {
  return kind === 'assign' ? (note === '' ? 'Assigned to nobody' : `Assigned to ${note}`) : rules[kind].name
}
