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

/**
 * A PostgreSQL of its own, the Stripe sandbox, a small mail server, and as processes the real worker and the part of the
 * site that takes money.
 * @param more what else the magazine is told of its surroundings
 */
export async function startStack(more: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'standfirst-crashes-'))
  // PostgreSQL may run as another user, who has to pass through.
  chmodSync(folder, 0o711)
  const state = openState('crashes', folder)
  const place = placePostgres(state)
  const database = {
    place,
    password: 'only-for-this-test',
    log: join(state.logs, 'postgres.log'),
    settings: { fsync: 'off', full_page_writes: 'off' },
  }
  let cluster: Cluster = await startPostgres({ ...database, port: 24_620 })
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
  const sandbox = await startSandbox({ port: 0, stateFile: ':memory:', webhook, delivery })
  const smtp = await startSmtpServer()
  const environment = {
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: 'https://magazine.example',
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
    ...more,
  }
  const config = readConfig(environment)
  const connection = connect(databaseUrl, 4)
  const queue = openQueue(databaseUrl)
  const ctx = (): Context => ({ db: connection.db, now: new Date(), queue, config, log: createLog('test', 'silent') })
  await ensurePlans(ctx())

  const spawn = (name: string, args: string[]) => () =>
    spawnChild({
      name,
      command: process.execPath,
      args: [...typescript, ...args],
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment },
      cwd: projectFolder,
      output: join(state.logs, `${name}.log`),
      stopWithinMs: 15_000,
    })
  const web = await keepAlive(spawn('web', [fileURLToPath(new URL('./web.ts', import.meta.url)), String(webPort)]))
  const worker = await keepAlive(spawn('worker', [join(projectFolder, 'scripts', 'worker.ts')]))
  while (!(await answers(webPort))) await wait(50)

  return {
    ctx,
    environment,
    webUrl,
    web,
    worker,
    sandbox,
    smtp,

    /** One of the sandbox's own switches. */
    async press(path: string, body: object): Promise<void> {
      const headers = { 'content-type': 'application/json' }
      const url = `http://127.0.0.1:${sandbox.port}/sandbox/${path}`
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
      if (!response.ok) throw new Error(await response.text())
    },

    /** Ends the database at once, every connection with it, and starts it again where it was. */
    async restartDatabase(): Promise<void> {
      signal(cluster.child.mark.pid, 'SIGQUIT')
      await cluster.child.exited
      cluster = await startPostgres({ ...database, port: cluster.port })
      if (cluster.url('postgres') !== databaseUrl) throw new Error('the database came back somewhere else')
    },

    /** Ends the database at once and everything it ever wrote with it, and starts an empty one in its place. */
    async loseDatabase(): Promise<void> {
      signal(cluster.child.mark.pid, 'SIGKILL')
      await cluster.child.exited
      // What the server had started ends when it sees that its server is gone.
      await cluster.child.stop()
      rmSync(place.data, { recursive: true, force: true })
      cluster = await startPostgres({ ...database, port: cluster.port })
      if (cluster.url('postgres') !== databaseUrl) throw new Error('the database came back somewhere else')
    },

    /** What a part wrote down, for reading when a test fails. */
    log: (name: 'web' | 'worker' | 'postgres') => readFileSync(join(state.logs, `${name}.log`), 'utf8'),

    stop: () =>
      stopAll([web, worker], { sandbox, smtp, queue, connection, cluster: () => cluster }, [
        folder,
        dirname(place.data),
      ]),
  }
}

async function stopAll(
  parts: Part[],
  rest: {
    sandbox: RunningSandbox
    smtp: SmallSmtpServer
    queue: Queue
    connection: Connection
    cluster: () => Cluster
  },
  folders: string[],
): Promise<void> {
  for (const part of parts) await part.stop()
  await rest.sandbox.stop()
  await rest.smtp.stop()
  await rest.queue.close()
  await rest.connection.close()
  await rest.cluster().child.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

async function keepAlive(start: () => Promise<Child>): Promise<Part> {
  let stopped = false
  const lastWords: string[] = []
  let killed = false
  let child = await start()
  watch(child)

  function watch(running: Child): void {
    void running.exited.then(async () => {
      if (stopped) return
      if (!killed) lastWords.push(running.lastLines(30).join('\n'))
      killed = false
      child = await start()
      watch(child)
    })
  }

  return {
    async kill() {
      if (child.hasExited()) return
      killed = true
      const { exited, mark } = child
      signal(mark.pid, 'SIGKILL')
      await exited
    },
    lastWords: () => lastWords,
    async down() {
      stopped = true
      const { exited, mark } = child
      signal(mark.pid, 'SIGKILL')
      await exited
    },
    async up() {
      stopped = false
      child = await start()
      watch(child)
    },
    async stop() {
      stopped = true
      await child.stop()
    },
  }
}
