import { parseArgs } from 'node:util'
import { z } from 'zod'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { openState } from '#scripts/embedded/state.ts'
import { stopOnSignals } from '#scripts/embedded/stop-on-signals.ts'
import { openSupervisor } from '#scripts/embedded/supervisor.ts'
import { say } from '#scripts/progress.ts'
import { realServices } from './surroundings.ts'
import { startStack, type Stack } from './stack.ts'

export interface RunOptions {
  serve: 'build' | 'sources'
  /** What was typed after the command. */
  arguments: string[]
  whenUp: (stack: Stack) => void | Promise<void>
}

/**
 * Brings the demonstration up and keeps it up until a signal ends it (status 0) or a part of it ends by itself.
 * @throws ChildFailed with that part's last lines, after ending the rest; CannotRun
 */
export async function runStack(options: RunOptions): Promise<void> {
  const { port, reset } = readArguments(options.arguments)
  const state = openState('demo')
  const supervisor = await openSupervisor(state)
  // The terminal that hangs up takes no more words.
  stopOnSignals(supervisor, 0, (name) => {
    if (name !== 'SIGHUP') say('\nStopping …')
  })
  try {
    const real = realServices(process.env)
    await options.whenUp(await startStack({ state, supervisor, real, port, reset, serve: options.serve }))
    throw await supervisor.failure
  } finally {
    await supervisor.stop()
  }
}

const argumentsSchema = z.object({
  port: z.coerce.number().int().min(1).max(65_535).default(3000),
  reset: z.boolean().default(false),
})

function readArguments(given: string[]): z.infer<typeof argumentsSchema> {
  try {
    const { values } = parseArgs({ args: given, options: { port: { type: 'string' }, reset: { type: 'boolean' } } })
    return argumentsSchema.parse(values)
  } catch {
    throw new CannotRun(`Not understood: ${given.join(' ')}. Possible: --port N (1 to 65535), --reset`)
  }
}
