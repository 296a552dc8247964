import type { Workings } from '../wire/workings.ts'
import { carryOutDueWork } from './due-work.ts'

/** Moves the sandbox's own clock to an instant (in seconds), doing on the way whatever falls due. */
export async function advanceSandbox(
  { world, ticker }: Pick<Workings, 'world' | 'ticker'>,
  target: number,
): Promise<void> {
  await ticker.inTurn(async () => {
    await carryOutDueWork(world, null, target)
    world.clock.moveTo(target)
  })
}
