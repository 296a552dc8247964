import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { terminal, type ChildOptions } from '#scripts/embedded/child.ts'
import { withLock } from '#scripts/embedded/lock.ts'
import { reservePort, type Reservation } from '#scripts/embedded/ports.ts'
import { removePostgresData } from '#scripts/embedded/postgres-place.ts'
import { respondsAt } from '#scripts/embedded/responds.ts'
import { projectFolder, type State } from '#scripts/embedded/state.ts'
import type { Supervisor } from '#scripts/embedded/supervisor.ts'
import { typescript } from '#scripts/embedded/typescript.ts'
import { say, step } from '#scripts/progress.ts'
import { switchesOf } from '#scripts/sandbox/switches.ts'
import { buildOnce, nextProgram } from './build.ts'
import { hashFiles } from './hash-files.ts'
import { startServices, type RealServices } from './surroundings.ts'

export interface StackOptions {
  state: State
  supervisor: Supervisor
  real: RealServices
  /** The web port to try first. */
  port: number
  /** Forget the data of earlier starts. */
  reset: boolean
  /** The magazine's time when it is newly written; only with the stand-in for Stripe, whose time it follows, and never earlier than now. */
  startsAt?: Date
  /** `build`: a production build, as readers get it. `sources`: what is being written, again at every change. */
  serve: 'build' | 'sources'
}

export interface Stack {
  /** Where readers reach it, e.g. http://localhost:3000 */
  publicUrl: string
  databaseUrl: string
  mailboxUrl: string | undefined
  stripeUrl: string | undefined
}

/**
 * Brings up everything: services, tables, the demonstration magazine, the site and the worker. The data of an earlier
 * start is kept; one that was interrupted before the magazine was complete is begun again.
 * @throws ChildFailed, CannotRun
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const reservation = await reservePort(options.port)
  if (reservation.port !== options.port) say(`Port ${options.port} is taken; using ${reservation.port}.`)
  try {
    return await startParts(options, reservation)
  } finally {
    await reservation.release()
  }
}

async function startParts(options: StackOptions, reservation: Reservation): Promise<Stack> {
  const { state, supervisor, serve } = options
  const seeded = join(state.folder, 'seeded')
  if (options.reset || !existsSync(seeded)) forgetData(state, seeded)

  const services = await step('Starting the database, the mailbox and the Stripe sandbox', () =>
    // One after the other: each takes the first free ports, and listens on them a moment later.
    withLock(join(state.project, '.data', 'services.lock'), () =>
      startServices(supervisor, state, options.real, reservation.port),
    ),
  )
  if (options.startsAt && !existsSync(seeded)) await setTime(services.stripeUrl, options.startsAt)
  const parts = describeParts(state, services.environment, reservation.port, serve)
  await migrateOnce(options, parts.migrate)
  if (!existsSync(seeded)) {
    say('Writing the demonstration magazine.')
    await step('Writing the demonstration magazine', () => supervisor.run(parts.seed))
    writeFileSync(seeded, new Date().toISOString())
  }
  if (serve === 'build') await buildOnce(supervisor, state.logs)

  const publicUrl = `http://localhost:${reservation.port}`
  supervisor.announce({ address: publicUrl, serves: serve })
  await reservation.release()
  const health = `http://127.0.0.1:${reservation.port}/api/health`
  await step('Starting the site', () =>
    Promise.all([
      supervisor.start(parts.web, () => respondsAt(health), 90_000),
      supervisor.start(parts.worker, () => Promise.resolve(true), 1_000),
    ]),
  )
  return {
    publicUrl,
    databaseUrl: services.environment.DATABASE_URL ?? '',
    mailboxUrl: services.mailboxUrl,
    stripeUrl: services.stripeUrl,
  }
}

/** Signals: app/_server/ending.ts. */
const handledByUs = { NEXT_MANUAL_SIG_HANDLE: 'true' }

type Parts = Record<'migrate' | 'seed' | 'web' | 'worker', ChildOptions>

function describeParts(
  state: State,
  environment: Record<string, string>,
  port: number,
  serve: 'build' | 'sources',
): Parts {
  const mode = serve === 'build' ? 'production' : 'development'
  const part = (name: string, log: string, args: string[]): ChildOptions => ({
    name,
    command: process.execPath,
    args,
    env: { ...process.env, ...environment, NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: '1', ...handledByUs },
    cwd: projectFolder,
    output: join(state.logs, log),
  })
  const script = (file: string) => join(projectFolder, 'scripts', file)
  const listen = ['-H', '127.0.0.1', '-p', String(port)]
  const migrate = part('Migrating', 'migrate.log', [...typescript, script('migrate.ts')])
  const seed = part('Writing the magazine', 'seed.log', [...typescript, script('seed.ts')])
  if (serve === 'sources') {
    const watch = [join(projectFolder, 'node_modules', 'tsx', 'dist', 'cli.mjs'), 'watch', '--clear-screen=false']
    const web = { ...part('The site', '', [nextProgram, 'dev', ...listen]), output: terminal }
    const worker = { ...part('The worker', '', [...watch, script('worker.ts')]), output: terminal }
    return { migrate, seed, web, worker }
  }
  const web = part('The site', 'site.log', [nextProgram, 'start', '--keepAliveTimeout', '70000', ...listen])
  const worker = { ...part('The worker', 'worker.log', [...typescript, script('worker.ts')]), stopWithinMs: 12_000 }
  return { migrate, seed, web, worker }
}

/** @throws CannotRun when it is past */
async function setTime(stripeUrl: string | undefined, startsAt: Date): Promise<void> {
  if (stripeUrl === undefined) throw new CannotRun('The time of the real Stripe cannot be set.')
  const sandbox = switchesOf(stripeUrl)
  const seconds = Math.floor((startsAt.getTime() - (await sandbox.now()).getTime()) / 1_000)
  if (seconds < 0)
    throw new CannotRun(`It is later than ${startsAt.toISOString()} already, and time only goes forward.`)
  await sandbox.advance(seconds)
}

/** Whatever the tables and the job queues come from. */
const migrationInputs = ['db/**/*', 'lib/**/*.{ts,tsx}', 'scripts/*.ts', 'package-lock.json']

/** Brings the database up to date; our own is left alone when nothing has changed since. */
async function migrateOnce({ state, supervisor, real }: StackOptions, migrate: ChildOptions): Promise<void> {
  const note = join(state.folder, 'migrated')
  const wanted = hashFiles(migrationInputs)
  if (!real.DATABASE_URL && existsSync(note) && readFileSync(note, 'utf8') === wanted) return
  await step('Preparing tables and job queues', () => supervisor.run(migrate))
  if (!real.DATABASE_URL) writeFileSync(note, wanted)
}

/** What the parts remember goes together: the database names customers that only this sandbox knows. Secrets stay. */
function forgetData(state: State, seeded: string): void {
  for (const note of [seeded, join(state.folder, 'migrated')]) rmSync(note, { force: true })
  removePostgresData(state)
  for (const name of ['mail', 'pictures', 'clock.json'])
    rmSync(join(state.folder, name), { recursive: true, force: true })
  for (const suffix of ['', '-shm', '-wal', '-journal'])
    rmSync(join(state.folder, `stripe.db${suffix}`), { force: true })
  mkdirSync(join(state.folder, 'pictures'), { recursive: true, mode: 0o700 })
}
