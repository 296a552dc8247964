import { z } from 'zod'

/** Of Node, when a server cannot be reached or hangs up; and of postgres.js, for the same. */
const brokenLine = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
])

/**
 * What PostgreSQL says while it cannot do anything for anybody: no connection (class 08), out of memory, disk or connections
 * (53), ending or starting (57P). https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const awayState = /^(?:08...|53...|57P0[1-5])$/

const failure = z.object({ code: z.string() })

/** Whether something failed because the database is away, rather than because of what it was asked. */
export function isAway(reason: unknown): boolean {
  const { data } = failure.safeParse(reason)
  if (data && (brokenLine.has(data.code) || awayState.test(data.code))) return true
  return reason instanceof Error && reason.cause !== undefined && isAway(reason.cause)
}

/** Whether by that a line broke that had been there: not one that was refused, nor a server that has no room. */
export function isBrokenLine(reason: unknown): boolean {
  const { data } = failure.safeParse(reason)
  if (data && data.code !== 'ECONNREFUSED' && (brokenLine.has(data.code) || /^(?:08|57P)/.test(data.code))) return true
  return reason instanceof Error && reason.cause !== undefined && isBrokenLine(reason.cause)
}
