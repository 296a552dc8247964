import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

/** A process that can be told from a later one to which the system gave the same number. */
export const processMarkSchema = z.object({ pid: z.number().int().positive(), began: z.string() })
export type ProcessMark = z.infer<typeof processMarkSchema>

/** @returns the mark of a running process; undefined when there is none (a dead one not yet collected counts as none) */
export function markOf(pid: number): ProcessMark | undefined {
  const began = beginning(pid)
  return began === undefined ? undefined : { pid, began }
}

export function isRunning(mark: ProcessMark): boolean {
  return beginning(mark.pid) === mark.began
}

/** @returns what the process was started with, its arguments separated by spaces; empty when it is gone */
export function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return ''
  }
}

/**
 * Sends a signal; a process that has gone is no error.
 * @param pid negative for a whole process group
 */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // Gone, or never ours.
  }
}

/** Waits until none of its processes runs. @returns false when some still does after `withinMs` milliseconds */
export async function waitUntilGone(marks: ProcessMark[], withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs
  while (marks.some(isRunning)) {
    if (Date.now() > deadline) return false
    await wait(25)
  }
  return true
}

/** Linux tells in clock ticks since boot, field 22 of /proc/PID/stat (proc(5)); elsewhere ps tells to the second. */
function beginning(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The command stands in brackets and may hold spaces and brackets itself; the state is the first field after it.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
    }
    const began = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
    return began === '' ? undefined : began
  } catch {
    return undefined
  }
}
