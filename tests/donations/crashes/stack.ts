import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import { connect, type Connection } from '#db/client.ts'
import { applyMigrations } from '#db/migrate.ts'
import { readConfig } from '#lib/config.ts'
import type { Context } from '#lib/context.ts'
import { prepareQueues, openQueue, type Queue } from '#lib/jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { ensurePlans } from '#lib/membership/commands.ts'
import { startSandbox, type RunningSandbox } from '#sandbox/stripe/start.ts'
import { spawnChild, type Child } from '#scripts/embedded/child.ts'
import { answers, freePort } from '#scripts/embedded/ports.ts'
import { placePostgres } from '#scripts/embedded/postgres-place.ts'
import { startPostgres, type Cluster } from '#scripts/embedded/postgres.ts'
import { signal } from '#scripts/embedded/processes.ts'
import { openState, projectFolder } from '#scripts/embedded/state.ts'
import { typescript } from '#scripts/embedded/typescript.ts'
import { jobHandlers } from '#scripts/job-handlers.ts'
import { nextProgram } from '#scripts/stack/build.ts'
import { startSmtpServer, type SmallSmtpServer } from '#tests/mail/small-smtp-server.ts'

/** A process that something keeps alive: killed, or dead by itself, it is started again. */
export interface Part {
  /** Ends it as a power cut would, at once; the next one starts by itself. @returns when that one is being started */
  kill(): Promise<void>
  /** The last words of each time it ended without being killed. */
  lastWords(): string[]
  /** Ends it at once, and leaves it so. */
  down(): Promise<void>
  up(): Promise<void>
  stop(): Promise<void>
}

/** What answers readers: the part of the site that takes money, which starts at once, or the whole site as it was built. */
export type Web = 'till' | 'site'

const webArguments: Record<Web, (port: number) => string[]> = {
  till: (port) => [...typescript, fileURLToPath(new URL('./web.ts', import.meta.url)), String(port)],
  site: (port) => [nextProgram, 'start', '--keepAliveTimeout', '70000', '-H', '127.0.0.1', '-p', String(port)],
}

/**
 * A PostgreSQL of its own, the Stripe sandbox, a small mail server, and as processes the real worker and the site, or the part
 * of it that takes money.
 * @param more what else the magazine is told of its surroundings, or what starts those, given what is known of them already
 */
export async function startStack(
  more: Record<string, string> | ((known: Record<string, string>) => Promise<Record<string, string>>) = {},
  web: Web = 'till',
) {
  const folder = mkdtempSync(join(tmpdir(), 'standfirst-crashes-'))
  // PostgreSQL may run as another user, who has to pass through.
  chmodSync(folder, 0o711)
  const state = openState('crashes', folder)
  const place = placePostgres(state)
  const database = {
    place,
    // Its own: while this database is away, another stack's may take its port.
    password: randomUUID(),
    log: join(state.logs, 'postgres.log'),
    settings: { fsync: 'off', full_page_writes: 'off' },
  }
  let cluster: Cluster = await startPostgres({ ...database, port: 24_620 })
  const startDatabase = async () => {
    cluster = await startPostgres({ ...database, port: cluster.port })
    if (cluster.url('postgres') !== databaseUrl) throw new Error('the database came back somewhere else')
  }
  const endDatabase = async (how: NodeJS.Signals) => {
    signal(cluster.child.mark.pid, how)
    await cluster.child.exited
    // What the server had started ends when it sees that its server is gone.
    await cluster.child.stop()
  }
  const databaseUrl = cluster.url('postgres')
  await applyMigrations(databaseUrl)
  await prepareQueues(
    databaseUrl,
    jobHandlers.map(({ job }) => job),
  )

  const webPort = await freePort(24_680)
  const webUrl = `http://127.0.0.1:${webPort}`
  const webhook = { url: `${webUrl}/api/stripe/webhook`, secret: 'whsec_crashes' }
  const delivery = { retryDelay: () => 250, timeout: 5_000 }
  const openSandbox = (port: number) =>
    startSandbox({ port, stateFile: join(state.folder, 'stripe.db'), webhook, delivery })
  let sandbox: RunningSandbox = await openSandbox(0)
  const smtp = await startSmtpServer()
  const known = {
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: web === 'site' ? webUrl : 'https://magazine.example',
    WEB_URLS: webUrl,
    AUTH_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
    STRIPE_SECRET_KEY: 'sk_test_crashes',
    STRIPE_WEBHOOK_SECRET: webhook.secret,
    STRIPE_API_BASE: `http://127.0.0.1:${sandbox.port}`,
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Magazine <post@magazine.example>',
    DESK_EMAIL: 'desk@magazine.example',
    INTERNAL_TOKEN: 'only-for-tests-only-for-tests',
    ADDRESS_KEYS: `tests:${'A'.repeat(43)}=`,
    ENCRYPTION_KEYS: `tests:${'A'.repeat(43)}=`,
    LOG_LEVEL: 'warn',
    NEXT_MANUAL_SIG_HANDLE: 'true',
    NEXT_TELEMETRY_DISABLED: '1',
  }
  const environment = { ...known, ...(typeof more === 'function' ? await more(known) : more) }
  const config = readConfig(environment)
  const connection = connect(databaseUrl, 4)
  const queue = openQueue(databaseUrl)
  const ctx = (): Context => ({ db: connection.db, now: new Date(), queue, config, log: createLog('test', 'silent') })
  await ensurePlans(ctx())

  const spawn = (name: string, args: string[]) => () =>
    spawnChild({
      name,
      command: process.execPath,
      args,
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment },
      cwd: projectFolder,
      output: join(state.logs, `${name}.log`),
      stopWithinMs: 15_000,
    })
  const site = await keepAlive(spawn('web', webArguments[web](webPort)))
  const worker = await keepAlive(spawn('worker', [...typescript, join(projectFolder, 'scripts', 'worker.ts')]))
  while (!(await answers(webPort))) await wait(50)

  return {
    ctx,
    environment,
    webUrl,
    web: site,
    worker,
    smtp,

    /** Every webhook that is due has been sent. */
    webhooksSent: () => sandbox.webhooksSent(),

    /** Takes Stripe's place out of reach: whoever calls is refused. Its state is kept. */
    stripeDown: () => sandbox.stop(),
    async stripeUp(): Promise<void> {
      sandbox = await openSandbox(sandbox.port)
    },

    /** One of the sandbox's own switches. */
    async press(path: string, body: object): Promise<void> {
      const headers = { 'content-type': 'application/json' }
      const url = `http://127.0.0.1:${sandbox.port}/sandbox/${path}`
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
      if (!response.ok) throw new Error(await response.text())
    },

    /** Where the database keeps everything. */
    databaseFolder: place.data,
    databaseRuns: () => !cluster.child.hasExited(),

    /** Ends the database at once, every connection with it: whoever calls is refused. What was committed is kept. */
    databaseDown: () => endDatabase('SIGQUIT'),
    databaseUp: startDatabase,

    async restartDatabase(): Promise<void> {
      await endDatabase('SIGQUIT')
      await startDatabase()
    },

    /** Ends the database at once and everything it ever wrote with it, and starts an empty one in its place. */
    async loseDatabase(): Promise<void> {
      await endDatabase('SIGKILL')
      rmSync(place.data, { recursive: true, force: true })
      await startDatabase()
    },

    /** What a part wrote down, for reading when a test fails. */
    log: (name: 'web' | 'worker' | 'postgres') => readFileSync(join(state.logs, `${name}.log`), 'utf8'),

    stop: () => stopAll([site, worker], { sandbox, smtp, queue, connection, cluster }, [folder, dirname(place.data)]),
  }
}

async function stopAll(
  parts: Part[],
  rest: {
    sandbox: RunningSandbox
    smtp: SmallSmtpServer
    queue: Queue
    connection: Connection
    cluster: Cluster
  },
  folders: string[],
): Promise<void> {
  for (const part of parts) await part.stop()
  await rest.sandbox.stop()
  await rest.smtp.stop()
  await rest.queue.close()
  await rest.connection.close()
  await rest.cluster.child.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

async function keepAlive(start: () => Promise<Child>): Promise<Part> {
  let stopped = false
  const lastWords: string[] = []
  let killed = false
  // Being started, or running.
  let child = start()
  watch(await child)

  function watch(running: Child): void {
    void running.exited.then(() => {
      if (stopped) return
      if (!killed) lastWords.push(running.lastLines(30).join('\n'))
      killed = false
      child = start()
      void child.then(watch)
    })
  }
  async function killNow(): Promise<void> {
    const { exited, mark } = await child
    signal(mark.pid, 'SIGKILL')
    await exited
  }

  return {
    async kill() {
      if ((await child).hasExited()) return
      killed = true
      await killNow()
    },
    lastWords: () => lastWords,
    async down() {
      const last = await child
      stopped = true
      if (!last.hasExited()) await killNow()
    },
    async up() {
      stopped = false
      child = start()
      watch(await child)
    },
    async stop() {
      stopped = true
      await (await child).stop()
    },
  }
}
