import { z } from 'zod'
import { writeClockFile } from './clock-file.ts'
import type { Settings } from './settings.ts'

const heldTimes = z.record(z.string(), z.number())

/**
 * Two kinds of time, in whole seconds. Objects of a customer with a test clock live by that clock, which stands still
 * until it is advanced (https://docs.stripe.com/billing/testing/test-clocks). Everything else lives by the sandbox's
 * own clock: real time plus an offset, so that a demonstration can jump ahead without a test clock.
 */
export class Clock {
  readonly #settings: Settings
  readonly #realSeconds: () => number
  readonly #file: string | undefined
  #held: number | undefined

  /** @param file where it tells others how far it is ahead */
  constructor(settings: Settings, realMilliseconds: () => number, file: string | undefined) {
    this.#settings = settings
    this.#realSeconds = () => Math.floor(realMilliseconds() / 1000)
    this.#file = file
    this.#tell()
  }

  now(testClock: string | null = null): number {
    if (testClock !== null) {
      const frozen = this.#frozen()[testClock]
      if (frozen !== undefined) return frozen
    }
    return this.#held ?? this.#realSeconds() + this.#ahead()
  }

  /** While due work runs, the time is the moment the work was due, so a year's renewals carry twelve dates. */
  hold(testClock: string | null, instant: number): void {
    if (testClock === null) this.#held = instant
    else this.#settings.write('clock.frozen', { ...this.#frozen(), [testClock]: instant })
  }

  release(): void {
    this.#held = undefined
  }

  /** The real present: what the sandbox's own clock shows when nobody has moved it. */
  present(): number {
    return this.#realSeconds()
  }

  /** Sets the sandbox's own clock to any instant, so that a past can be lived through. Only for a world without one. */
  begin(instant: number): void {
    this.#settings.write('clock.offset', instant - this.#realSeconds())
    this.#tell()
  }

  /** Moves the sandbox's own clock; it never goes back. Told to go to the present, it goes on with real time. */
  moveTo(instant: number): void {
    const ahead = Math.max(instant, this.now()) - this.#realSeconds()
    // Between asking for the present and being there a second may have passed.
    this.#settings.write('clock.offset', ahead < 0 && ahead >= -2 ? 0 : ahead)
    this.#tell()
  }

  forget(testClock: string): void {
    const { [testClock]: _gone, ...others } = this.#frozen()
    this.#settings.write('clock.frozen', others)
  }

  #ahead(): number {
    return this.#settings.read('clock.offset', z.number(), 0)
  }

  #tell(): void {
    if (this.#file !== undefined) writeClockFile(this.#file, this.#ahead())
  }

  #frozen(): Record<string, number> {
    return this.#settings.read('clock.frozen', heldTimes, {})
  }
}
