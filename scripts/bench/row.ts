import type { Parts } from './parts/parts.ts'
import type { Result } from './result.ts'

/** What may be said of how a row is measured. */
export interface Asked {
  /** How long the soak goes on once it is warm. */
  minutes: number
}

/** A row of the table of speeds, by the name it is run by. */
export interface Row {
  name: string
  does: string
  measure(parts: Parts, asked: Asked): Promise<Result[]>
}
