import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { providePrograms } from '../parts/programs.ts'

export interface Load {
  url: string
  seconds: number
  connections: number
  threads?: number
  headers?: Record<string, string>
  /** A Lua script of wrk's that makes the requests. */
  script?: string
  /** What the script reads from its environment. */
  environment?: Record<string, string>
}

/**
 * Asks as often as it can for some seconds, then stops by itself.
 * @returns answers a second
 * @throws when an answer was not a success, or a connection broke: such a rate says nothing
 */
export async function rateOf(load: Load): Promise<number> {
  await providePrograms(['wrk'], ['wrk'])
  const headers = Object.entries(load.headers ?? {}).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const { stdout } = await promisify(execFile)(
    'wrk',
    [
      '-t',
      String(load.threads ?? 1),
      '-c',
      String(load.connections),
      '-d',
      `${load.seconds}s`,
      '--timeout',
      '10s',
      ...headers,
      ...(load.script ? ['-s', load.script] : []),
      load.url,
    ],
    { env: { ...process.env, ...load.environment } },
  )
  const fault = /Non-2xx or 3xx responses: .*|Socket errors: .*/.exec(stdout)?.[0]
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1])
  if (fault || !(rate > 0)) throw new Error(`${load.url}: ${fault ?? stdout}`)
  return rate
}
