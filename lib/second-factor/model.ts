import { calendarDay } from '#lib/clock.ts'
import type { StaffRole } from '#lib/people/model.ts'
import type { StaffSettings } from '#lib/settings/model.ts'

/** Figures of RFC 6238 as every app has them, and our own of setting up and of recovery codes. */
export const factorRules = {
  digits: 6,
  /** Seconds a code is shown for. */
  period: 30,
  /** How many steps a clock may be behind or ahead: RFC 6238, 5.2 and 6. */
  drift: 1,
  /** How long a secret waits for its first code, in minutes. */
  setUpMinutes: 60,
  recoveryCodes: 10,
} as const

/** From when on somebody with these roles needs a second factor; null for never. */
export function requiredFrom(
  roles: readonly StaffRole[],
  { secondFactor, secondFactorFrom }: StaffSettings,
  timeZone: string,
): Date | null {
  const isMeant =
    secondFactor === 'everybody'
      ? roles.length > 0
      : secondFactor === 'administrators' && roles.includes('administrator')
  if (!isMeant) return null
  return (secondFactorFrom === null ? null : calendarDay(secondFactorFrom, timeZone)?.start) ?? new Date(0)
}

/** Where a session stands before the desk. */
export type Door = 'open' | 'ask' | 'set_up'

/**
 * Whether a session has the roles of the person whose it is. Whoever has a second factor shows it once a session; whoever
 * needs one and has none sets it up first. Nobody is locked out: setting up needs no more than being signed in.
 * @param facts.required from when on, or null
 */
export function doorFor(
  facts: { roles: readonly StaffRole[]; hasFactor: boolean; shownAt: Date | null; required: Date | null },
  now: Date,
): Door {
  if (facts.roles.length === 0) return 'open'
  if (facts.hasFactor) return facts.shownAt === null ? 'ask' : 'open'
  return facts.required !== null && facts.required <= now ? 'set_up' : 'open'
}

/** What was typed as proof: the six figures of an app, or a recovery code. */
export type TypedCode = { kind: 'app'; code: string } | { kind: 'recovery'; code: string }

/** Crockford's base 32: no letter is taken for a figure (https://www.crockford.com/base32.html). */
export const recoveryAlphabet = '0123456789abcdefghjkmnpqrstvwxyz'
/** 80 bits: nobody guesses it from its hash. */
export const recoveryLength = 16

/** Codes are typed with and without spaces and dashes, in capitals or not. @returns null for what can be neither */
export function readTypedCode(typed: string): TypedCode | null {
  const bare = typed
    .slice(0, 100)
    .replace(/[\s\-‐‑–]/g, '')
    .toLowerCase()
  if (new RegExp(`^\\d{${factorRules.digits}}$`).test(bare)) return { kind: 'app', code: bare }
  const code = bare.replaceAll('o', '0').replace(/[il]/g, '1')
  return new RegExp(`^[${recoveryAlphabet}]{${recoveryLength}}$`).test(code) ? { kind: 'recovery', code } : null
}

/** A recovery code as it is shown: in fours. */
export function inFours(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code
}
