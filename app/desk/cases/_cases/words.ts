import type { CaseShow } from '#lib/cases/desk-list.ts'
import type { CaseKind, CaseState, Finding, Severity } from '#lib/cases/model.ts'
import type { Tone } from '../../_ui/desk-state.tsx'

export const kindNames: Record<CaseKind, string> = {
  correction: 'Correction',
  right_of_reply: 'Right of reply',
  republishing: 'Republishing',
}

export const stateNames: Record<CaseState, { name: string; tone: Tone }> = {
  received: { name: 'Received', tone: 'warn' },
  acknowledged: { name: 'Acknowledged', tone: 'quiet' },
  investigating: { name: 'Being investigated', tone: 'quiet' },
  awaiting_reader: { name: 'Awaiting the reader', tone: 'quiet' },
  awaiting_author: { name: 'Awaiting the author', tone: 'quiet' },
  decided: { name: 'Decided', tone: 'warn' },
  published: { name: 'Published', tone: 'good' },
  declined: { name: 'Declined', tone: 'good' },
  closed: { name: 'Closed', tone: 'good' },
}

export const severityNames: Record<Severity, string> = {
  minor: 'Minor',
  significant: 'Significant',
  serious: 'Serious',
}

export const findingNames: Record<Finding, string> = {
  upheld: 'Upheld: the reader was right',
  partly_upheld: 'Partly upheld',
  not_upheld: 'Not upheld',
}

export const showNames: Record<CaseShow, string> = {
  open: 'Open',
  unread: 'Unread',
  late: 'Late',
  today: 'Due today',
  soon: 'Due soon',
  all: 'All',
}

/** What stands where a list is empty: what would be in it. */
export const emptyWords: Record<CaseShow, string> = {
  open: 'No case is open. What readers send to the managing editor, and have confirmed from their mail, stands here by its deadline.',
  unread: 'Nothing is unread. New cases, letters and statements stand here until somebody has opened them.',
  late: 'Nothing is late.',
  today: 'Nothing is due today.',
  soon: 'Nothing is due in the next days.',
  all: 'There is no case yet.',
}

/** What was done, when a deed has led back to the case. */
export const doneWords: Record<string, string> = {
  state: 'The case is moved.',
  reopened: 'The case is open again, and goes on as being investigated.',
  owner: 'The case has changed hands.',
  severity: 'That is noted.',
  article: 'The article is noted.',
  deadline: 'The deadline is moved.',
  note: 'The note is kept.',
  letter: 'The letter is on its way, and stands in the record.',
  asked: 'The author is asked by mail. What they answer will stand here.',
  merged: 'The other case goes on in this one, and its reader is told.',
  declined: 'The case is declined.',
  correction: 'The correction is published.',
}
