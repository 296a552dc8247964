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
