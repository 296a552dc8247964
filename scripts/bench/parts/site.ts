import { join } from 'node:path'
import type { Child } from '#scripts/embedded/child.ts'
import { freePort } from '#scripts/embedded/ports.ts'
import { respondsAt } from '#scripts/embedded/responds.ts'
import { projectFolder, type State } from '#scripts/embedded/state.ts'
import type { Supervisor } from '#scripts/embedded/supervisor.ts'
import { nextProgram } from '#scripts/stack/build.ts'
import { localEnvironment } from '#scripts/stack/surroundings.ts'

export interface Site {
  url: string
  environment: Record<string, string>
}

/** Starts one instance of the production build on a database. @param name for people, and for its log */
export async function startSite(
  supervisor: Supervisor,
  state: State,
  name: string,
  databaseUrl: string,
): Promise<Site> {
  const port = await freePort(3_500)
  const url = `http://127.0.0.1:${port}`
  const environment = { ...localEnvironment(state, databaseUrl, url), LOG_LEVEL: 'warn' }
  await startNext(supervisor, state, { name, folder: projectFolder, port, environment, ready: `${url}/api/health` })
  return { url, environment }
}

export interface NextOptions {
  name: string
  /** Of the application, which has been built. */
  folder: string
  port: number
  environment: Record<string, string>
  /** What answers once it is up. */
  ready: string
  /** For Node itself. */
  node?: string[]
}

/** As `npm start` has it. */
const asInProduction = ['--keepAliveTimeout', '70000']

export function startNext(supervisor: Supervisor, state: State, options: NextOptions): Promise<Child> {
  return supervisor.start(
    {
      name: options.name,
      command: process.execPath,
      args: [
        ...(options.node ?? []),
        nextProgram,
        'start',
        ...asInProduction,
        '-H',
        '127.0.0.1',
        '-p',
        String(options.port),
      ],
      env: { ...process.env, ...options.environment, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      cwd: options.folder,
      output: join(state.logs, `${options.name.replaceAll(' ', '-').toLowerCase()}.log`),
    },
    () => respondsAt(options.ready),
    60_000,
  )
}
