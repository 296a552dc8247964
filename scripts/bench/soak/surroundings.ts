import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { typescript } from '#scripts/embedded/typescript.ts'
import { startMailbox } from '#scripts/embedded/mailbox.ts'
import { freePort } from '#scripts/embedded/ports.ts'
import { respondsAt } from '#scripts/embedded/responds.ts'
import { openState, projectFolder } from '#scripts/embedded/state.ts'
import { startStripeSandbox } from '#scripts/embedded/stripe-sandbox.ts'
import { localEnvironment } from '#scripts/stack/surroundings.ts'
import type { Parts } from '../parts/parts.ts'
import { startNext } from '../parts/site.ts'
import type { Inspected } from './memory.ts'

/** A whole magazine: what `npm run demo` starts, on the made-up magazine of full size, as it is run in production. */
export interface Surroundings {
  url: string
  databaseUrl: string
  mailboxUrl: string
  stripe: { apiBase: string; secretKey: string }
  processes: Inspected[]
  /** What the processes write down. */
  logs: string[]
  stop(): Promise<void>
}

const stateName = 'bench-soak'

/** @param databaseUrl of a magazine that may be written to */
export async function startSurroundings({ supervisor, build }: Parts, databaseUrl: string): Promise<Surroundings> {
  await build()
  // What mailbox and sandbox remember belongs to another database.
  rmSync(join(projectFolder, '.data', stateName), { recursive: true, force: true })
  const state = openState(stateName)
  const port = await freePort(3_650)
  const url = `http://localhost:${port}`
  const webUrl = `http://127.0.0.1:${port}`
  const local = localEnvironment(state, databaseUrl, url)
  const webhook = { url: `${webUrl}/api/stripe/webhook`, secret: local.STRIPE_WEBHOOK_SECRET }
  const mailbox = await startMailbox(supervisor, state)
  const { apiBase, secretKey } = await startStripeSandbox(supervisor, state, webhook)
  const environment = {
    ...local,
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_API_BASE: apiBase,
    SMTP_URL: mailbox.smtpUrl,
    WEB_URLS: webUrl,
  }
  const webInspector = await freePort(9_240)
  const web = await startNext(supervisor, state, {
    name: 'The soaked site',
    folder: projectFolder,
    port,
    environment,
    ready: `${webUrl}/api/health`,
    node: [`--inspect=127.0.0.1:${webInspector}`],
  })
  const workerInspector = await freePort(webInspector + 1)
  const workerLog = join(state.logs, 'worker.log')
  const inspectorOf = (at: number) => `http://127.0.0.1:${at}`
  const worker = await supervisor.start(
    {
      name: 'The soaked worker',
      command: process.execPath,
      args: [`--inspect=127.0.0.1:${workerInspector}`, ...typescript, join(projectFolder, 'scripts', 'worker.ts')],
      env: { ...process.env, ...environment, NODE_ENV: 'production' },
      cwd: projectFolder,
      output: workerLog,
      stopWithinMs: 12_000,
    },
    () => respondsAt(`${inspectorOf(workerInspector)}/json/version`),
    30_000,
  )
  return {
    url,
    databaseUrl,
    mailboxUrl: mailbox.webUrl,
    stripe: { apiBase, secretKey },
    processes: [
      { name: 'web', inspector: inspectorOf(webInspector) },
      { name: 'worker', inspector: inspectorOf(workerInspector) },
    ],
    logs: [join(state.logs, 'the-soaked-site.log'), workerLog],
    stop: async () => {
      await worker.stop()
      await web.stop()
    },
  }
}
