import { Secret, TOTP } from 'otpauth'
import { factorRules } from '../model.ts'

/** Twenty random bytes, in base 32: as long as SHA-1's output, as RFC 4226 (section 4, R6) recommends. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32
}

function appFor(secret: string, names: { issuer: string; account: string } = { issuer: '', account: '' }): TOTP {
  const { digits, period } = factorRules
  // SHA-1, six figures, thirty seconds: several apps ignore what else an address says.
  return new TOTP({ issuer: names.issuer, label: names.account, algorithm: 'SHA1', digits, period, secret })
}

/** What the square code holds: https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export function keyAddress(secret: string, names: { issuer: string; account: string }): string {
  return appFor(secret, names).toString()
}

/**
 * The time step that a code belongs to: the one at `at`, or one before or after.
 * @param secret in base 32
 * @param code six figures
 * @returns null for a wrong code
 */
export function stepOfCode(secret: string, code: string, at: Date, drift: number = factorRules.drift): number | null {
  // Compared in constant time: otpauth, README.
  const delta = appFor(secret).validate({ token: code, timestamp: at.getTime(), window: drift })
  return delta === null ? null : stepAt(at) + delta
}

/** @returns the time step of an instant: RFC 6238, 4.2 */
export function stepAt(at: Date): number {
  return TOTP.counter({ period: factorRules.period, timestamp: at.getTime() })
}
