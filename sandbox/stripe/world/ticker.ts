import { carryOutDueWork } from './due-work.ts'
import type { World } from './world.ts'

const LONGEST_WAIT = 6e4

/** Lets real time do its part: wakes when the next timer of the sandbox's own clock is due, and after every change. */
export class Ticker {
  readonly #world: World
  readonly #afterWork: () => void
  #alarm: NodeJS.Timeout | undefined
  #turn: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(world: World, afterWork: () => void) {
    this.#world = world
    this.#afterWork = afterWork
  }

  wake(): void {
    if (this.#stopped) return
    clearTimeout(this.#alarm)
    const soonest = this.#world.timers.soonest(null)
    const wait =
      soonest === undefined
        ? LONGEST_WAIT
        : Math.min(Math.max(0, (soonest - this.#world.clock.now()) * 1e3), LONGEST_WAIT)
    this.#alarm = setTimeout(() => void this.#tick(), wait)
    this.#alarm.unref()
    for (const clock of this.#world.testClocks.all({ status: 'ready' })) {
      const now = this.#world.clock.now(clock.id)
      if (this.#world.timers.next(clock.id, now)) void this.inTurn(() => carryOutDueWork(this.#world, clock.id, now))
    }
  }

  /** Only one stretch of time passes at once. */
  inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(async () => {
      if (this.#stopped) return
      await work()
      this.#afterWork()
    })
    this.#turn = turn.catch(() => {})
    return turn
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#alarm)
    await this.#turn
  }

  async #tick(): Promise<void> {
    await this.inTurn(() => carryOutDueWork(this.#world, null, this.#world.clock.now()))
    this.wake()
  }
}
