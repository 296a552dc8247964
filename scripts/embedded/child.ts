import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { CannotRun, systemCode } from './cannot-run.ts'
import { markOf, signal, type ProcessMark } from './processes.ts'

export interface ChildOptions {
  /** For people, e.g. "the mailbox". */
  name: string
  command: string
  args: string[]
  /** The whole environment of the child. */
  env: NodeJS.ProcessEnv
  cwd: string
  /** As whom it runs, when not as ourselves. */
  user?: { uid: number; gid: number }
  /** A file that takes its output, or `terminal` to let it write where we write. */
  output: string
  /** What asks it to end well. */
  stopSignal?: NodeJS.Signals
  /** Milliseconds before it is killed after being asked. */
  stopWithinMs?: number
}

export interface Exit {
  code: number | null
  signal: NodeJS.Signals | null
}

export interface Child {
  name: string
  mark: ProcessMark
  stopSignal: NodeJS.Signals
  stopWithinMs: number
  exited: Promise<Exit>
  hasExited(): boolean
  lastLines(count: number): string[]
  /** Asks it to end, waits, then kills what is left of its process group. */
  stop(): Promise<void>
  /** Lets us end while it runs on. */
  release(): void
}

/** A part that ended by itself, or never became ready. */
export class ChildFailed extends Error {
  constructor(child: Pick<Child, 'name' | 'lastLines'>, what: string) {
    super([`${child.name} ${what}`, ...child.lastLines(12).map((line) => `  ${line}`)].join('\n'))
    this.name = 'ChildFailed'
  }
}

export const terminal = 'terminal'

/**
 * Starts a process in a group of its own, so that Ctrl-C reaches only us and we end the parts in order; its output goes
 * to a file, so that it does not die of a closed pipe when we are killed.
 * @throws CannotRun when it cannot be started at all
 */
export function spawnChild(options: ChildOptions): Promise<Child> {
  const toFile = options.output !== terminal
  const descriptor = toFile ? openSync(options.output, 'w', 0o600) : undefined
  const written = descriptor ?? 'inherit'
  const running = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['ignore', written, written],
    ...options.user,
  })
  if (descriptor !== undefined) closeSync(descriptor)

  let exit: Exit | undefined
  const exited = new Promise<Exit>((resolve) => {
    running.once('exit', (code, signalName) => {
      exit = { code, signal: signalName }
      resolve(exit)
    })
  })
  return new Promise((resolve, reject) => {
    running.once('error', (error) =>
      reject(
        new CannotRun(
          `${options.name} could not be started (${systemCode(error) ?? error.message}): ${options.command}`,
        ),
      ),
    )
    running.once('spawn', () => {
      const pid = running.pid ?? 0
      const stopSignal = options.stopSignal ?? 'SIGTERM'
      const stopWithinMs = options.stopWithinMs ?? 8_000
      resolve({
        name: options.name,
        mark: markOf(pid) ?? { pid, began: '' },
        stopSignal,
        stopWithinMs,
        exited,
        hasExited: () => exit !== undefined,
        lastLines: (count) => (toFile ? lastLines(options.output, count) : []),
        stop: async () => {
          if (exit === undefined) {
            signal(pid, stopSignal)
            const late = new AbortController()
            await Promise.race([exited, wait(stopWithinMs, undefined, { signal: late.signal }).catch(() => undefined)])
            late.abort()
          }
          // What it started itself and left behind is in its group.
          signal(-pid, 'SIGKILL')
          await exited
        },
        release: () => running.unref(),
      })
    })
  })
}

/**
 * Waits until `ready` says so.
 * @param withinMs how long at most, in milliseconds
 * @throws ChildFailed when the child ends first or the time is over
 */
export async function waitUntilReady(child: Child, ready: () => Promise<boolean>, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!child.hasExited()) {
    if (await ready()) return
    if (Date.now() > deadline) throw new ChildFailed(child, `was not ready after ${Math.round(withinMs / 1_000)} s:`)
    await wait(50)
  }
  throw new ChildFailed(child, `${describeExit(await child.exited)}:`)
}

/**
 * Between the probe of a port and the start of what is to listen there, somebody else may take it.
 * @param start probes and starts; it is called again, up to five times, when the child says that the port is in use
 */
export async function startOnFreePort<Result>(start: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start()
    } catch (error) {
      if (attempt === 5 || !(error instanceof ChildFailed) || !/EADDRINUSE|address already in use/i.test(error.message))
        throw error
    }
  }
}

export function describeExit(exit: Exit): string {
  return exit.signal === null ? `ended with status ${exit.code ?? 'unknown'}` : `was ended by ${exit.signal}`
}

function lastLines(file: string, count: number): string[] {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count)
  } catch {
    return []
  }
}
