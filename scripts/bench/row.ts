import type { Parts } from './parts/parts.ts'
import type { Result } from './result.ts'

/** A row of the table of speeds, by the name it is run by. */
export interface Row {
  name: string
  does: string
  measure(parts: Parts): Promise<Result[]>
}
