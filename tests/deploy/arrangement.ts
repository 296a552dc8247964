import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '#lib/config.ts'
import { spawnChild, waitUntilReady, type Child, type ChildOptions } from '#scripts/embedded/child.ts'
import { answers, freePort } from '#scripts/embedded/ports.ts'
import { signal } from '#scripts/embedded/processes.ts'
import { respondsAt } from '#scripts/embedded/responds.ts'
import { projectFolder } from '#scripts/embedded/state.ts'
import { describeVarnish } from '#scripts/embedded/varnish.ts'
import { nextProgram } from '#scripts/stack/build.ts'

/** What deploy/ describes, small: two web instances of the production build, what they share, Varnish before them. */
export interface Arrangement {
  /** Where readers come in. */
  front: string
  /** The web instances themselves. */
  web: [string, string]
  /** What the worker is told of it. */
  config: Pick<Config, 'webUrls' | 'frontCache' | 'internalToken'>
  startWeb(): Promise<void>
  /** What one of them has written down since it was started. */
  logOf(which: 0 | 1): string
  stopWeb(which?: 0 | 1): Promise<void>
  startShared(): Promise<void>
  stopShared(): Promise<void>
  /** It takes every question and answers none, until it is let go on. */
  holdShared(): void
  letSharedGoOn(): void
  startFront(): Promise<void>
  stopFront(): Promise<void>
  stop(): Promise<void>
}

export const purgeToken = 'only-for-tests-only-for-tests-purge'
/** Debian keeps varnishd where only root looks. */
export const searchPath = `${process.env.PATH ?? ''}:/usr/sbin`
const internalToken = 'only-for-tests-only-for-tests'

/** @param options variables of the web instances, beside the usual or in their place @throws CannotRun, ChildFailed */
export async function startArrangement(
  databaseUrl: string,
  options: Record<string, string> = {},
): Promise<Arrangement> {
  const folder = mkdtempSync(join(tmpdir(), 'standfirst-deploy-'))
  const ports: number[] = []
  for (const preferred of [3200, 3210, 3220, 3230]) ports.push(await freePort(preferred))
  const [first = 0, second = 0, sharedPort = 0, frontPort = 0] = ports
  const front = `http://127.0.0.1:${frontPort}`
  const web: [string, string] = [`http://127.0.0.1:${first}`, `http://127.0.0.1:${second}`]
  const environment = {
    PATH: searchPath,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_MANUAL_SIG_HANDLE: 'true',
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: front,
    AUTH_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
    STRIPE_SECRET_KEY: 'sk_test_standfirst',
    STRIPE_WEBHOOK_SECRET: 'whsec_standfirst',
    STRIPE_API_BASE: 'http://127.0.0.1:9',
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'Magazine <post@magazine.example>',
    DESK_EMAIL: 'desk@magazine.example',
    PICTURES_DIR: folder,
    INTERNAL_TOKEN: internalToken,
    ADDRESS_KEYS: `tests:${'A'.repeat(43)}=`,
    ENCRYPTION_KEYS: `tests:${'A'.repeat(43)}=`,
    CACHE_REDIS_URL: `redis://127.0.0.1:${sharedPort}`,
    LOG_LEVEL: 'debug',
  } as const
  const part = (name: string, command: string, args: string[]): ChildOptions => ({
    name,
    command,
    args,
    env: { ...environment, ...options },
    cwd: projectFolder,
    output: join(folder, `${name}.log`),
    stopWithinMs: 20_000,
  })
  const running = new Map<string, Child>()
  const start = async (options: ChildOptions, ready: () => Promise<boolean>) => {
    const child = await spawnChild(options)
    running.set(options.name, child)
    await waitUntilReady(child, ready, 30_000)
  }
  const end = async (name: string) => {
    await running.get(name)?.stop()
    running.delete(name)
  }
  const startWeb = async () => {
    await Promise.all(
      web.map(async (url, index) => {
        const port = new URL(url).port
        const listen = ['start', '--keepAliveTimeout', '70000', '-H', '127.0.0.1', '-p', port]
        if (!running.has(`web${index}`))
          await start(part(`web${index}`, process.execPath, [nextProgram, ...listen]), () =>
            respondsAt(`${url}/api/health`),
          )
      }),
    )
  }
  const tellShared = (name: NodeJS.Signals) => {
    const child = running.get('shared')
    if (child) signal(child.mark.pid, name)
  }
  const startShared = () =>
    start(part('shared', 'redis-server', ['--port', String(sharedPort), '--bind', '127.0.0.1', '--save', '']), () =>
      answers(sharedPort),
    )

  await startShared()
  await startWeb()
  const varnish = describeVarnish(folder, frontPort, [first, second], purgeToken)
  const startFront = () =>
    start(part('varnish', varnish.command, varnish.args), () => respondsAt(`${front}/api/health`))
  await startFront()
  return {
    front,
    web,
    config: { webUrls: web, frontCache: { varnishUrls: [front], varnishToken: purgeToken }, internalToken },
    startWeb,
    logOf: (which) => readFileSync(join(folder, `web${which}.log`), 'utf8'),
    stopWeb: async (which) => {
      for (const index of which === undefined ? [0, 1] : [which]) await end(`web${index}`)
    },
    startShared,
    stopShared: () => end('shared'),
    holdShared: () => tellShared('SIGSTOP'),
    letSharedGoOn: () => tellShared('SIGCONT'),
    startFront,
    stopFront: () => end('varnish'),
    stop: async () => {
      for (const name of [...running.keys()].toReversed()) await end(name)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
