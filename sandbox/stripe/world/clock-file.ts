import { renameSync, writeFileSync } from 'node:fs'

/**
 * Tells other processes how far this clock is ahead of the machine's, so that a whole demonstration can live by one
 * time: `{"aheadSeconds": 3456000}`. Renamed into place, so that nobody reads half of it.
 */
export function writeClockFile(file: string, aheadSeconds: number): void {
  writeFileSync(`${file}.new`, `${JSON.stringify({ aheadSeconds })}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
