/** The sentences readers meet most, in one place. */
export const copy = {
  adFreeInvitation: 'Want to read ad-free?',
  adFreeInvitationLink: 'Become a supporter',
  commentGate: 'Only supporters and patrons, who donate regularly, can comment.',
  commentGateLink: 'Join today',
  contactLine: 'To enquire about republishing, a right to reply or a correction, contact the managing editor.',
  advertisement: 'Advertisement',
  adAsk: 'Advertising pays a part of what you read here. Readers pay the rest, and read without it.',
  adChoices: 'Advertising choices',
  donate: 'Donate',
  askTitle: 'Paid for by its readers',
  ask: 'No owner, no investors: what you have just read was paid for by people who read it before you. If it was worth your time, give what you can each month.',
  askLink: 'Support the magazine',
} as const
