import { z } from 'zod'

export const staffRoles = ['author', 'editor', 'managing_editor', 'moderator', 'fulfilment', 'administrator'] as const
export const staffRoleSchema = z.enum(staffRoles)
export type StaffRole = z.infer<typeof staffRoleSchema>

/** An address as we keep it: trimmed and in lower case. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('Enter an e-mail address like name@example.org.'))

/** The name shown beside a person's comments. */
export const displayNameSchema = z
  .string()
  .trim()
  .min(2, 'Enter the name to show beside your comments: at least two letters.')
  .max(60, 'Enter a name of at most 60 characters.')
  .regex(/^[^<>{}\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0]+$/u, 'Enter a name without brackets or invisible characters.')
  .regex(/\p{L}.*\p{L}/u, 'Enter the name to show beside your comments: at least two letters.')
  .regex(/^(?!.*\p{M}{4})/u, 'Enter a name without piled-up accents.')

/** The name of somebody on the staff, as it stands in lists of the desk and, until they change it, beside their comments. */
export const staffNameSchema = z
  .string()
  .trim()
  .min(2, 'Enter their name: at least two letters.')
  .pipe(displayNameSchema)

/** What roles are called, and what each may do, in the order in which they are offered (product.md). */
export const staffRoleWords: Record<StaffRole, { name: string; may: string }> = {
  author: { name: 'Author', may: 'Writes drafts of their own.' },
  editor: { name: 'Editor', may: 'Edits any article; publishes, schedules and unpublishes; pictures; the front page.' },
  managing_editor: {
    name: 'Managing editor',
    may: 'All of an editor’s work, and corrections, rights of reply and republishing.',
  },
  moderator: { name: 'Moderator', may: 'Works the queues of comments, and sanctions commenters.' },
  fulfilment: { name: 'Fulfilment', may: 'Packs, dispatches and replaces books. Sees addresses.' },
  administrator: {
    name: 'Administrator',
    may: 'People and roles, members, plans, advertising, settings, the audit log. Sees addresses.',
  },
}

/** Roles in words, in their usual order: author, managing editor. */
export function rolesInWords(roles: readonly StaffRole[]): string {
  return staffRoles
    .filter((role) => roles.includes(role))
    .map((role) => staffRoleWords[role].name.toLowerCase())
    .join(', ')
}

/** Invitations last a week; beyond so many mails an hour to one address none is sent. */
export const invitationRules = { days: 7, mailsAnHour: 5 } as const

export type InvitationState = 'open' | 'expired' | 'accepted' | 'withdrawn'

/** Where an invitation stands. What was accepted stays so, however old it is. */
export function invitationState(
  facts: { expiresAt: Date; acceptedAt: Date | null; withdrawnAt: Date | null },
  now: Date,
): InvitationState {
  if (facts.acceptedAt !== null) return 'accepted'
  if (facts.withdrawnAt !== null) return 'withdrawn'
  return facts.expiresAt > now ? 'open' : 'expired'
}

export type RoleChangeVerdict =
  | { allowed: true }
  | { allowed: false; rule: 'only_administrators_change_roles' | 'the_last_administrator_stays'; message: string }

/**
 * Whether roles may be changed so.
 * @param facts.administrators the ids of all there are, at the moment of the change
 */
export function mayChangeRoles(facts: {
  personId: string
  actorId: string
  roles: readonly StaffRole[]
  administrators: readonly string[]
}): RoleChangeVerdict {
  const { personId, actorId, roles, administrators } = facts
  if (!administrators.includes(actorId)) {
    return {
      allowed: false,
      rule: 'only_administrators_change_roles',
      message: 'You are no longer an administrator. Nothing was changed.',
    }
  }
  const loses = administrators.includes(personId) && !roles.includes('administrator')
  if (loses && administrators.every((id) => id === personId)) {
    return {
      allowed: false,
      rule: 'the_last_administrator_stays',
      message: 'This is the only administrator. Make somebody else one first: without one nobody could run the desk.',
    }
  }
  return { allowed: true }
}

/** Who is asking: a visitor has no person. */
export interface Person {
  id: string
  name: string | null
  email: string
  roles: StaffRole[]
}

/** Figures of a sign-in code; a million codes stand against `codeAttempts` tries. */
export const signInRules = { linkMinutes: 15, codeAttempts: 5 } as const

/** Codes are typed with and without a space. @returns six figures, or null */
export function parseCode(typed: string): string | null {
  const bare = typed.replace(/[\s-]/g, '')
  return /^\d{6}$/.test(bare) ? bare : null
}
