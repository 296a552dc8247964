import { emit } from '../webhooks/emit.ts'
import { carryOutDueWork } from '../world/due-work.ts'
import type { World } from '../world/world.ts'
import { testClockObject } from './object.ts'

/** Lets a clock's time pass up to its target; begun again after a restart, it goes on where it was. */
export async function advanceTestClock(world: World, id: string): Promise<void> {
  const target = world.testClocks.find(id)?.target
  if (target === undefined || target === null) return
  await carryOutDueWork(world, id, target)
  world.database.transaction(() => {
    const clock = world.testClocks.find(id)
    if (!clock) return
    world.clock.hold(id, target)
    const ready = world.testClocks.put({ ...clock, status: 'ready', target: null })
    emit(world, 'test_helpers.test_clock.ready', testClockObject(world, ready), { clock: id })
  })
}
