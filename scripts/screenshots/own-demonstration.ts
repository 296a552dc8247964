import { openState } from '#scripts/embedded/state.ts'
import { stopOnSignals } from '#scripts/embedded/stop-on-signals.ts'
import { openSupervisor } from '#scripts/embedded/supervisor.ts'
import { startStack, type Stack } from '#scripts/stack/stack.ts'

/**
 * When the pictures are taken: what is dated in them is dated the same each time. A demonstration's time goes forward only;
 * once this is past, it must be a later one.
 */
const momentOfPictures = new Date('2027-03-18T14:20:00Z')

/**
 * Brings up a demonstration of its own, newly written at that moment, and ends it when the work is done.
 * @throws CannotRun, ChildFailed when it does not come up
 */
export async function withOwnDemonstration(work: (stack: Stack) => Promise<void>): Promise<void> {
  const state = openState('screenshots')
  const supervisor = await openSupervisor(state)
  stopOnSignals(supervisor, 143, () => undefined)
  try {
    const options = { state, supervisor, real: {}, port: 3200, reset: true, serve: 'build' } as const
    await work(await startStack({ ...options, startsAt: momentOfPictures }))
  } finally {
    await supervisor.stop()
  }
}
