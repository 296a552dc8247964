import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import type { Config } from '#lib/config.ts'

/** Whether a request bears the token that our own machines share. */
export function bearsInternalToken(request: Request, config: Config): boolean {
  return bearsToken(request, config.internalToken)
}

/** Whether a request bears a token (RFC 6750, section 2.1). */
export function bearsToken(request: Request, token: string): boolean {
  const given = Buffer.from(request.headers.get('authorization') ?? '')
  const expected = Buffer.from(`Bearer ${token}`)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
