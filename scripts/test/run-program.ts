import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { projectFolder } from '#scripts/embedded/state.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs one of the packages' programs where we run, its words straight to the terminal; signals are passed on, and end
 * us when it has ended.
 * @param extra variables beyond our own environment
 * @returns its exit status
 * @throws CannotRun when it cannot be started
 */
export function runProgram(program: string, args: string[], extra: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(projectFolder, 'node_modules', '.bin', program), args, {
      cwd: projectFolder,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...extra },
    })
    let told = false
    const passOn = (name: NodeJS.Signals) => {
      // From the terminal it reaches the child by itself; a second one would make some programs leave at once.
      if (name !== 'SIGINT' || !process.stdin.isTTY) child.kill(name)
      told = true
    }
    for (const name of signals) process.on(name, passOn)
    child.once('error', (error) => reject(new CannotRun(`${program} could not be started: ${error.message}`)))
    child.once('exit', (code) => {
      for (const name of signals) process.off(name, passOn)
      if (told) process.exit(130)
      resolve(code ?? 1)
    })
  })
}
