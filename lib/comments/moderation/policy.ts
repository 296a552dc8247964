import type { StaffRole } from '#lib/people/model.ts'

interface StaffMember {
  roles: readonly StaffRole[]
}

/** Moderators and administrators keep the conversation civil: queues, sanctions, appeals, threads. */
export function mayModerate({ roles }: StaffMember): boolean {
  return roles.includes('moderator') || roles.includes('administrator')
}

/** Editors pick out what readers should not miss, and so may those who moderate. */
export function mayPick(member: StaffMember): boolean {
  return mayModerate(member) || member.roles.includes('editor') || member.roles.includes('managing_editor')
}

/** Who chooses how comments under one article are moderated, and when they end. */
export function maySetThread(member: StaffMember): boolean {
  return mayPick(member)
}
