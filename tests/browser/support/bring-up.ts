import { openState } from '#scripts/embedded/state.ts'
import { stopOnSignals } from '#scripts/embedded/stop-on-signals.ts'
import { openSupervisor } from '#scripts/embedded/supervisor.ts'
import { startStack } from '#scripts/stack/stack.ts'
import type { RealServices } from '#scripts/stack/surroundings.ts'
import type { Addresses } from './addresses.ts'

/** A magazine of its own, and what ends it. */
export interface Place {
  addresses: Addresses
  end(): Promise<void>
}

/**
 * Brings up what the demo brings up, by the same code: production build, worker, sandbox, mailbox and a freshly written
 * magazine, on free ports.
 * @param state the name of the folder that holds it
 */
export async function bringUp(state: string, real: RealServices): Promise<Place> {
  const opened = openState(state)
  const supervisor = await openSupervisor(opened)
  // Playwright itself minds Ctrl-C, and then ends the place.
  stopOnSignals(supervisor, 143, () => undefined, ['SIGTERM', 'SIGHUP'])
  const end = () => supervisor.stop()
  try {
    const stack = await startStack({ state: opened, supervisor, real, port: 3100, reset: true, serve: 'build' })
    void supervisor.failure.then((failure) => console.error(failure.message))
    const { publicUrl: web, mailboxUrl: mailbox = '', stripeUrl: stripe = '', databaseUrl } = stack
    return { addresses: { state, web, mailbox, stripe, databaseUrl }, end }
  } catch (error) {
    await end()
    throw error
  }
}
