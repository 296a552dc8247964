import type { LicenceFilter, LicenceRecordLine } from '#lib/licences/queries.ts'
import type { LicenceStanding } from '#lib/licences/model.ts'
import type { Tone } from '../../_ui/desk-state.tsx'

export const standingWords: Record<LicenceStanding, { name: string; tone: Tone }> = {
  offered: { name: 'Offered', tone: 'warn' },
  lapsed: { name: 'Not answered in time', tone: 'quiet' },
  awaiting_payment: { name: 'Waiting for payment', tone: 'warn' },
  overdue: { name: 'Payment overdue', tone: 'bad' },
  to_begin: { name: 'To begin', tone: 'good' },
  in_force: { name: 'In force', tone: 'good' },
  over: { name: 'Over', tone: 'quiet' },
  declined: { name: 'Declined', tone: 'quiet' },
  refused: { name: 'Refused', tone: 'quiet' },
  withdrawn: { name: 'Withdrawn', tone: 'quiet' },
  ended: { name: 'Ended', tone: 'quiet' },
}

export const filterWords: Record<LicenceFilter, string> = {
  waiting: 'Offered',
  unpaid: 'Waiting for payment',
  in_force: 'In force',
  past: 'Past',
}

const kindWords: Record<string, string> = {
  offered: 'offered these terms',
  refused: 'refused',
  accepted: 'accepted the terms',
  declined: 'declined the terms',
  withdrawn: 'withdrew it',
  ended: 'ended it',
  invoiced: 'made the invoice',
  reminded: 'reminded the licensee of the invoice',
  paid: 'paid the invoice',
  paid_too_late: 'paid the invoice after it had been withdrawn',
  invoice_void: 'withdrew the invoice',
  told: 'told the licensee of a correction',
}

/** @param name of the staff member, where one did it */
export function eventInWords({ kind, actor }: LicenceRecordLine, name: string | undefined): string {
  const who = name ?? (actor === 'licensee' ? 'The licensee' : actor === 'desk' ? 'The desk' : 'The magazine')
  return `${who} ${kindWords[kind] ?? kind}`
}

export const mailWords: Record<string, string> = {
  'licence-offered': 'The terms',
  'licence-invoice': 'The invoice',
  'licence-overdue': 'The reminder of the invoice',
  'licence-ready': 'The address of the text',
  'licence-corrected': 'A correction',
  'licence-withdrawn': 'The withdrawal',
}
