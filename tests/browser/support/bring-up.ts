import { openState } from '#scripts/embedded/state.ts'
import type { Supervisor } from '#scripts/embedded/supervisor.ts'
import { startStack } from '#scripts/stack/stack.ts'
import type { RealServices } from '#scripts/stack/surroundings.ts'
import type { Addresses } from './addresses.ts'

/** Which signals end a run of Playwright that does not mind them itself, as it does Ctrl-C. */
export const endingSignals = ['SIGTERM', 'SIGHUP'] as const

/** The name of the state of the magazine on which time passes. */
export const laterState = 'browser-tests-later'

/**
 * Brings up what the demo brings up, by the same code: production build, worker, sandbox, mailbox and a freshly written
 * magazine, on free ports. Whose supervisor it is ends it.
 * @param state the name of what holds its secrets and data
 */
export async function bringUp(state: string, supervisor: Supervisor, real: RealServices): Promise<Addresses> {
  const stack = await startStack({ state: openState(state), supervisor, real, port: 3100, reset: true, serve: 'build' })
  void supervisor.failure.then((failure) => console.error(failure.message))
  const { publicUrl: web, mailboxUrl: mailbox = '', stripeUrl: stripe = '', databaseUrl } = stack
  return { state, web, mailbox, stripe, databaseUrl }
}
