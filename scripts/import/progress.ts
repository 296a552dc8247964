import type { Progress } from '#lib/importers/run/run.ts'
import { say } from '#scripts/progress.ts'

/** Shows how far an import is: in place on a terminal, as a line every fifteen seconds elsewhere. */
export function showProgress(name: string): { show(progress: Progress): void; end(): void } {
  const began = performance.now()
  const terminal = process.stdout.isTTY
  let said = began
  let isShown = false
  return {
    show({ done, total }) {
      const now = performance.now()
      const rate = done / Math.max(1, now - began)
      const left = Math.ceil((total - done) / rate / 1_000)
      const line = `${name}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}${left > 5 ? `, about ${duration(left)} more` : ''}`
      if (terminal) process.stdout.write(`\r${line.padEnd(70)}`)
      else if (now - said > 15_000) {
        say(line)
        said = now
      }
      isShown = true
    },
    end() {
      if (isShown && terminal) process.stdout.write(`\r${' '.repeat(70)}\r`)
    },
  }
}

function duration(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`
}
