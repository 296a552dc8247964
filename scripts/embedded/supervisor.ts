import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CannotRun } from './cannot-run.ts'
import { ChildFailed, describeExit, spawnChild, waitUntilReady, type Child, type ChildOptions } from './child.ts'
import { isRunning, markOf, processMarkSchema, signal, waitUntilGone, type ProcessMark } from './processes.ts'
import { projectFolder, readJson, type State } from './state.ts'

const runningSchema = z.object({
  project: z.string(),
  supervisor: processMarkSchema,
  /** Where people reach it, once it is up. */
  address: z.string().optional(),
  databaseUrl: z.string().optional(),
  /** The stand-in for Stripe; absent beside the real one. */
  stripeUrl: z.string().optional(),
  /** Whether it serves the production build, which then must not be replaced. */
  serves: z.enum(['build', 'sources']).optional(),
  parts: z.array(
    z.object({
      name: z.string(),
      mark: processMarkSchema,
      stopSignal: z.enum(['SIGTERM', 'SIGINT']),
      stopWithinMs: z.number(),
    }),
  ),
})
type Running = z.infer<typeof runningSchema>

/** Starts the parts of an arrangement, and ends all of them when asked or when one of them ends by itself. */
export interface Supervisor {
  /** Starts a part and waits until it is ready. @throws ChildFailed, CannotRun */
  start(options: ChildOptions, ready: () => Promise<boolean>, withinMs: number): Promise<Child>
  /** Takes over ending a process that somebody else started. */
  adopt(child: Child): void
  /** From now on its end is a failure. */
  watch(child: Child): void
  /** Runs something to its end. @throws ChildFailed when its status is not 0 */
  run(options: ChildOptions): Promise<void>
  /** Notes where the arrangement is to be reached, for other commands of this project. */
  announce(where: Pick<Running, 'address' | 'databaseUrl' | 'stripeUrl' | 'serves'>): void
  isMine(mark: ProcessMark): boolean
  /** Settles when a part ends that should have gone on; never when it was stopped. */
  failure: Promise<ChildFailed>
  /** Ends every part, the last started first. */
  stop(): Promise<void>
}

const fileOf = (state: Pick<State, 'folder'>) => join(state.folder, 'running.json')

/** @returns what runs on this state at the moment; undefined when nothing does */
export function runningOn(state: Pick<State, 'project' | 'folder'>): Running | undefined {
  const running = readJson(fileOf(state), runningSchema)
  // A copied project brings the note of the one it was copied from.
  return running?.project === state.project && isRunning(running.supervisor) ? running : undefined
}

/** @returns what runs on any state of the project at the moment */
export function allRunning(project = projectFolder): Running[] {
  const data = join(project, '.data')
  const folders = readdirSync(data, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders.flatMap(({ name }) => runningOn({ project, folder: join(data, name) }) ?? [])
}

/**
 * Opens the supervisor of a state, after ending what a killed one left running.
 * @throws CannotRun when one is at work on it already
 */
export async function openSupervisor(state: State): Promise<Supervisor> {
  const other = runningOn(state)
  if (other) {
    const where = other.address ? ` at ${other.address}` : ''
    throw new CannotRun(
      `It is running already${where} (process ${other.supervisor.pid}): stop it first, with Ctrl-C where it was started or with: kill ${other.supervisor.pid}`,
    )
  }
  await endLeftovers(state)
  return supervise(state)
}

function supervise(state: State): Supervisor {
  const note: Running = {
    project: state.project,
    supervisor: markOf(process.pid) ?? { pid: process.pid, began: '' },
    parts: [],
  }
  const write = () => writeFileSync(fileOf(state), JSON.stringify(note, null, 2), { mode: 0o600 })
  const children: Child[] = []
  let stopping: Promise<void> | undefined
  let fail: (failure: ChildFailed) => void = () => undefined
  const failure = new Promise<ChildFailed>((resolve) => {
    fail = resolve
  })

  const register = (child: Child) => {
    children.push(child)
    note.parts.push({
      name: child.name,
      mark: child.mark,
      stopSignal: child.stopSignal === 'SIGINT' ? 'SIGINT' : 'SIGTERM',
      stopWithinMs: child.stopWithinMs,
    })
    write()
    if (stopping) void child.stop()
  }
  const spawnPart = async (options: ChildOptions) => {
    // Once it is being stopped nothing more may start; whoever asked waits, and the process ends meanwhile.
    if (stopping) await new Promise<never>(() => undefined)
    const child = await spawnChild(options)
    register(child)
    return child
  }
  const watch = (child: Child) => {
    void child.exited.then((exit) => {
      if (!stopping) fail(new ChildFailed(child, `${describeExit(exit)}. Its last lines:`))
    })
  }

  write()
  return {
    failure,
    start: async (options, ready, withinMs) => {
      const child = await spawnPart(options)
      await waitUntilReady(child, ready, withinMs)
      watch(child)
      return child
    },
    adopt: register,
    watch,
    run: async (options) => {
      const child = await spawnPart(options)
      const exit = await child.exited
      if (stopping) await new Promise<never>(() => undefined)
      if (exit.code !== 0) throw new ChildFailed(child, `${describeExit(exit)}. Its last lines:`)
      children.splice(children.indexOf(child), 1)
      note.parts = note.parts.filter((part) => part.mark.pid !== child.mark.pid)
      write()
    },
    announce: (where) => {
      Object.assign(note, where)
      write()
    },
    isMine: (mark) => mark.pid === note.supervisor.pid,
    stop: () => {
      stopping ??= (async () => {
        for (const child of children.toReversed()) await child.stop()
        rmSync(fileOf(state), { force: true })
      })()
      return stopping
    },
  }
}

/** A supervisor that was killed could not end its parts: they run on, in process groups of their own. */
async function endLeftovers(state: State): Promise<void> {
  const running = readJson(fileOf(state), runningSchema)
  if (running?.project !== state.project) return
  for (const { mark, stopSignal, stopWithinMs } of running.parts.toReversed()) {
    if (!isRunning(mark)) continue
    signal(mark.pid, stopSignal)
    await waitUntilGone([mark], stopWithinMs)
    signal(-mark.pid, 'SIGKILL')
    await waitUntilGone([mark], 5_000)
  }
  rmSync(fileOf(state), { force: true })
}
