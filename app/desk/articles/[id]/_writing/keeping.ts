import type { Kept, KeepsHere } from './kept-here.ts'

/** Keeps in this browser what the server does not have, and knows whether it is kept: only what was kept last counts. */
export class Keeping {
  readonly #keeps: KeepsHere
  readonly #tell: (isKeptHere: boolean) => void
  #count = 0
  #isKept = true

  constructor(keeps: KeepsHere, tell: (isKeptHere: boolean) => void) {
    this.#keeps = keeps
    this.#tell = tell
  }

  /** Whether nothing is on its way here, or was refused a place. */
  get isKept(): boolean {
    return this.#isKept
  }

  keep(kept: Kept): void {
    this.#isKept = false
    this.#count += 1
    const count = this.#count
    this.#keeps.keep(kept).then(
      () => {
        if (this.#count !== count) return
        this.#isKept = true
        this.#tell(true)
      },
      () => this.#tell(false),
    )
  }

  forget(): void {
    this.#isKept = true
    this.#count += 1
    this.#tell(false)
    this.#keeps.forget().catch(() => {
      // It stays until the next time; it is then found to be what the server has.
    })
  }
}
