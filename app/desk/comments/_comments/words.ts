import type { CommentState } from '#lib/comments/model.ts'
import type { QueueName } from '#lib/comments/moderation/queues.ts'
import type { Tone } from '../../_ui/desk-state.tsx'

export const stateNames: Record<CommentState, { name: string; tone: Tone }> = {
  published: { name: 'Published', tone: 'good' },
  held: { name: 'Held', tone: 'warn' },
  rejected: { name: 'Rejected', tone: 'bad' },
  deleted: { name: 'Removed by its writer', tone: 'quiet' },
}

export const queueNames: Record<QueueName, string> = {
  reported: 'Reported',
  held: 'Held',
  new: 'New commenters',
  all: 'All',
}

/** What stands where a queue is empty: what would be in it. */
export const emptyWords: Record<QueueName, string> = {
  reported:
    'No report waits. What readers report stands here, the oldest first; when enough different people report one comment, it is hidden until you have looked.',
  held: 'Nothing is held. Here stand comments that the automatic checks or a rule kept back, with every reason; readers see them when you approve.',
  new: 'Nobody new has commented. The first three comments of everybody are listed here until a moderator has looked at them.',
  all: 'No comment is like that.',
}

/** What was done, when a deed has led back to the page. */
export const doneWords: Record<string, string> = {
  approve: 'The comment is published.',
  reject: 'The comment is rejected, and its writer is told why.',
  pick: 'The comment is picked out.',
  unpick: 'The comment is no longer picked out.',
  warn: 'The warning is sent.',
  pre_moderation: 'What they write waits for a moderator from now on.',
  suspension: 'They are suspended, and told so.',
  ban: 'They are banned, and told so.',
  end: 'The sanction has ended, and they are told so.',
  closed: 'The thread is closed.',
  open: 'The thread is open.',
  days: 'The thread will close by itself.',
  note: 'The note is kept.',
  undone: 'That is undone.',
  upheld: 'The appeal is upheld, and its writer is told.',
  declined: 'The appeal is declined, and its writer is told.',
  over: 'You have it now.',
}

/** How many, up to where nobody counts on. */
export function counted(count: number, most: number, locale: string): string {
  return count >= most ? `${most.toLocaleString(locale)}+` : count.toLocaleString(locale)
}
