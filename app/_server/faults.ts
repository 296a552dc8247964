import type { Log } from '#lib/log.ts'
import { currentTrail } from '#lib/trail.ts'

/** Faults that have been told: Next tells of each in two ways. */
const told = new WeakSet<object>()

/** Tells once of a fault that nobody in the product caught. */
export function tellFault(log: Log, fault: unknown, more: object): void {
  if (isTold(fault)) return
  if (!isSenders(fault)) return log.error({ err: fault, ...more }, 'a request failed')
  const trail = currentTrail()
  if (trail) trail.isUnreadable = true
  log.info({ reason: fault instanceof Error ? fault.message : '', ...more }, 'what was sent could not be read')
}

/**
 * Whether a fault is that of whoever sent the request: a form that is none, as undici says (its lib/web/fetch/body.js), or one that
 * was broken off, as Node says. Next answers both as faults of ours.
 */
function isSenders(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false
  if (fault instanceof TypeError) return fault.message === 'Failed to parse body as FormData.'
  return fault.message === 'aborted' && 'code' in fault && fault.code === 'ECONNRESET'
}

/** What is merely said tells nobody who reads the log anything of the magazine. */
const levels = [
  ['error', 'error'],
  ['warn', 'warn'],
  ['log', 'debug'],
  ['info', 'debug'],
] as const

/**
 * From now on what Next and other packages say on the console is lines of the log: named by their request, and without the values of
 * queries, which Next would write whole.
 */
export function writeConsoleToLog(log: Log): void {
  for (const [method, level] of levels) {
    console[method] = (...given: unknown[]) => {
      const fault = given.find((item) => item instanceof Error)
      // Next says it here before it asks what became of the request.
      if (isSenders(fault)) return tellFault(log, fault, {})
      if (fault && isTold(fault)) return
      const text = given.filter((item) => typeof item === 'string').join(' ')
      log[level]({ ...(fault && { err: fault }), event: 'console' }, text === '' ? 'a fault' : text)
    }
  }
}

function isTold(fault: unknown): boolean {
  if (typeof fault !== 'object' || fault === null) return false
  if (told.has(fault)) return true
  told.add(fault)
  return false
}
