import { advanceTestClock } from '../test-clocks/advance.ts'
import { carryOutDueWork } from './due-work.ts'
import type { World } from './world.ts'

const LONGEST_WAIT = 60_000

/** Lets time do its part: real time on the sandbox's own clock, and test clocks when they are told to advance. */
export class Ticker {
  readonly #world: World
  readonly #afterWork: () => void
  readonly #busy = new Set<string>()
  #alarm: NodeJS.Timeout | undefined
  #turn: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(world: World, afterWork: () => void) {
    this.#world = world
    this.#afterWork = afterWork
  }

  /** Called after every change: sets the alarm for what is due next, and starts what is due now. */
  wake(): void {
    if (this.#stopped) return
    clearTimeout(this.#alarm)
    const soonest = this.#world.timers.soonest(null)
    const seconds = soonest === undefined ? LONGEST_WAIT : soonest - this.#world.clock.now()
    this.#alarm = setTimeout(() => void this.#tick(), Math.min(Math.max(0, seconds * 1000), LONGEST_WAIT))
    this.#alarm.unref()
    for (const clock of this.#world.testClocks.all()) this.#wakeTestClock(clock.id, clock.status === 'advancing')
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

  /** Resolves when no stretch of time is passing. */
  async idle(): Promise<void> {
    await this.#turn
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#alarm)
    await this.#turn
  }

  #wakeTestClock(id: string, advancing: boolean): void {
    const now = this.#world.clock.now(id)
    if (this.#busy.has(id) || !(advancing || this.#world.timers.next(id, now))) return
    this.#busy.add(id)
    const work = () => (advancing ? advanceTestClock(this.#world, id) : carryOutDueWork(this.#world, id, now))
    void this.inTurn(work).finally(() => {
      this.#busy.delete(id)
      this.wake()
    })
  }

  async #tick(): Promise<void> {
    await this.inTurn(() => carryOutDueWork(this.#world, null, this.#world.clock.now()))
    this.wake()
  }
}
