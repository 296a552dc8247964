import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { stackWithoutValues } from '#lib/log.ts'
import { CannotRun } from './embedded/cannot-run.ts'
import { ChildFailed } from './embedded/child.ts'
import { projectFolder } from './embedded/state.ts'

/** Runs a command; what goes wrong outside this project is said in one line, what goes wrong inside with its stack. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main()
  } catch (error) {
    const plain = error instanceof CannotRun || error instanceof ChildFailed
    console.error(plain ? error.message : stackWithoutValues(error))
    process.exit(1)
  }
}

/** Next reads `.env` by itself; what runs beside it reads the same. What the environment names already wins. */
export function loadEnvironmentFile(): void {
  const file = join(projectFolder, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
}
