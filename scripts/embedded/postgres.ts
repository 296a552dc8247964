import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { CannotRun, systemCode } from './cannot-run.ts'
import { ChildFailed, spawnChild, startOnFreePort, waitUntilReady, type Child } from './child.ts'
import { freePort } from './ports.ts'
import type { PostgresPlace } from './postgres-place.ts'
import { commandLine, markOf, signal, waitUntilGone } from './processes.ts'

export interface PostgresOptions {
  place: PostgresPlace
  password: string
  /** Where its log goes. */
  log: string
  /** The first port to try. */
  port: number
  /** Settings beyond the defaults, as in postgresql.conf. */
  settings?: Record<string, string>
  /** Told of each process as soon as it runs, so that an interruption can end it. */
  onChild?: (child: Child) => void
}

export interface Cluster {
  child: Child
  port: number
  /** @returns the address of one of its databases, with the password in it */
  url(database: string): string
}

const superuser = 'standfirst'

/**
 * Starts PostgreSQL on a data folder, which it makes first if there is none. What an earlier, killed start left running
 * on the same folder is ended first; PostgreSQL then recovers from its write-ahead log, so committed data is kept.
 * @throws ChildFailed with its last lines when it does not come up
 */
export async function startPostgres(options: PostgresOptions): Promise<Cluster> {
  if (!existsSync(join(options.place.data, 'PG_VERSION'))) await initialise(options)
  await endLeftover(options.place.data)
  return startOnFreePort(async () => launch(options, await freePort(options.port)))
}

async function launch(options: PostgresOptions, port: number): Promise<Cluster> {
  const { place } = options
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    // TCP alone: a socket in a shared folder would need a name of its own, and its path may be too long.
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...options.settings,
  }
  const child = await spawnChild({
    name: 'PostgreSQL',
    command: join(place.programs, 'bin', 'postgres'),
    args: ['-D', place.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    env: environment(),
    cwd: place.data,
    ...(place.user ? { user: place.user } : {}),
    output: options.log,
    // A fast shutdown: ends sessions, writes everything down (postgres(1)).
    stopSignal: 'SIGINT',
    stopWithinMs: 20_000,
  })
  options.onChild?.(child)
  const url = (database: string) =>
    `postgres://${superuser}:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${database}`
  await waitUntilReady(child, () => accepts(url('postgres')), 120_000)
  return { child, port, url }
}

/** @throws CannotRun when the server answers and refuses the password: waiting would not help */
async function accepts(url: string): Promise<boolean> {
  const client = postgres(url, { max: 1, connect_timeout: 5, idle_timeout: 1, onnotice: () => undefined })
  try {
    await client`select 1`
    return true
  } catch (error) {
    if (systemCode(error) === '28P01')
      throw new CannotRun(
        'PostgreSQL refuses the kept password: the data folder belongs to other secrets. Start over with --reset.',
      )
    return false
  } finally {
    await client.end({ timeout: 1 })
  }
}

async function initialise({ place, password, log, onChild }: PostgresOptions): Promise<void> {
  // Made aside and renamed when complete: an interruption leaves no half-made folder behind.
  const unfinished = `${place.data}.new`
  rmSync(unfinished, { recursive: true, force: true })
  rmSync(place.data, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  const passwordFile = join(dirname(place.data), 'postgres-password')
  rmSync(passwordFile, { force: true })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (place.user) for (const path of [unfinished, passwordFile]) chownSync(path, place.user.uid, place.user.gid)
  try {
    const child = await spawnChild({
      name: 'initdb',
      command: join(place.programs, 'bin', 'initdb'),
      // The character set never depends on the caller's own locale: without one PostgreSQL would choose SQL_ASCII.
      args: [
        '--pgdata',
        unfinished,
        '--username',
        superuser,
        '--pwfile',
        passwordFile,
        '--auth',
        'scram-sha-256',
        '--encoding',
        'UTF8',
        '--locale',
        locale,
        '--no-instructions',
      ],
      env: environment(),
      cwd: dirname(place.data),
      ...(place.user ? { user: place.user } : {}),
      output: log,
    })
    onChild?.(child)
    if ((await child.exited).code !== 0) throw new ChildFailed(child, 'could not make a database folder:')
    renameSync(unfinished, place.data)
  } finally {
    unlinkSync(passwordFile)
  }
}

const locale = process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8'

/** English messages, whoever starts it; nothing else of ours concerns it. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: locale, LC_MESSAGES: 'C', NODE_ENV: process.env.NODE_ENV }
}

/** Ends a server that still runs on the folder, and forgets one that does not (postmaster.pid outlives a kill). */
async function endLeftover(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  const mark = markOf(pid)
  if (mark && commandLine(pid).includes(`-D ${data}`)) {
    for (const [name, patienceMs] of [
      ['SIGINT', 15_000],
      ['SIGQUIT', 5_000],
      ['SIGKILL', 5_000],
    ] as const) {
      signal(pid, name)
      if (await waitUntilGone([mark], patienceMs)) break
    }
  }
  // By now the number is nobody's, or some unrelated process's, which PostgreSQL would take for itself.
  if (existsSync(file)) rmSync(file)
}
