import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import type { Config } from '#lib/config.ts'

/** Whether a request bears the token that our own machines share. */
export function bearsInternalToken(request: Request, config: Config): boolean {
  const given = Buffer.from(request.headers.get('authorization') ?? '')
  const expected = Buffer.from(`Bearer ${config.internalToken}`)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
