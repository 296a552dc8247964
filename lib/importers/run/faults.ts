import { ZodError } from 'zod'
import { Refusal } from '#lib/errors.ts'

/**
 * Whether nothing else would succeed either: the database is away, ends, or has no room. SQLSTATE classes 08, 53, 57
 * and 58, and what Node and postgres.js say of a connection.
 */
export function stopsEverything(fault: unknown): boolean {
  return causesOf(fault).some((cause) =>
    /^(?:08|53|57|58)\w{3}$|^(?:ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|ENOSPC|EROFS|EMFILE|CONNECT)/.test(codeOf(cause)),
  )
}

/**
 * Why one item did not come, for people. Of a fault of ours only the place is said: its message may hold what is not
 * for everybody's eyes.
 */
export function reasonOf(fault: unknown): string {
  if (fault instanceof Refusal) return fault.message
  if (fault instanceof ZodError) {
    const [issue] = fault.issues
    return issue === undefined ? 'It is not as an article must be.' : `${issue.path.join(' ')}: ${issue.message}`
  }
  const causes = causesOf(fault)
  const database = causes.find((cause) => /^[0-9A-Z]{5}$/.test(codeOf(cause)))
  if (database !== undefined) {
    const constraint = 'constraint_name' in database ? ` (${String(database.constraint_name)})` : ''
    return `The database would not take it: ${codeOf(database)}${constraint}.`
  }
  const [outer] = causes
  const place = /\n\s+at .*?([^/\\]+:\d+):\d+\)?/.exec(outer?.stack ?? '')?.[1]
  return `It could not be read, for a fault of ours: ${outer?.name ?? 'unknown'}${place === undefined ? '' : ` at ${place}`}.`
}

function causesOf(fault: unknown): Error[] {
  return fault instanceof Error ? [fault, ...causesOf(fault.cause)] : []
}

function codeOf(fault: Error): string {
  return 'code' in fault && typeof fault.code === 'string' ? fault.code : ''
}
