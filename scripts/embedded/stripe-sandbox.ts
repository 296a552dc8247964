import { join } from 'node:path'
import { startOnFreePort } from './child.ts'
import { freePort } from './ports.ts'
import { respondsAt } from './responds.ts'
import { projectFolder, type State } from './state.ts'
import type { Supervisor } from './supervisor.ts'
import { typescript } from './typescript.ts'

export interface StripeSandbox {
  /** Where the product speaks to it. */
  apiBase: string
  /** Where people look at it. */
  webUrl: string
  secretKey: string
}

/** By which the sandbox moves the time of everything else that runs on a state. */
export function clockFileOf(state: State): string {
  return join(state.folder, 'clock.json')
}

interface Webhook {
  url: string
  secret: string
}

/**
 * Starts the project's own stand-in for Stripe; what it knows outlives a restart.
 * @param webhook where it tells of what happened, and the secret it signs with
 */
export function startStripeSandbox(supervisor: Supervisor, state: State, webhook: Webhook): Promise<StripeSandbox> {
  return startOnFreePort(() => launch(supervisor, state, webhook))
}

async function launch(supervisor: Supervisor, state: State, webhook: Webhook): Promise<StripeSandbox> {
  const port = await freePort(12_111)
  const webUrl = `http://localhost:${port}`
  await supervisor.start(
    {
      name: 'The Stripe sandbox',
      command: process.execPath,
      args: [...typescript, join(projectFolder, 'sandbox', 'stripe', 'main.ts')],
      env: {
        ...process.env,
        PORT: String(port),
        HOST: '127.0.0.1',
        STATE_FILE: join(state.folder, 'stripe.db'),
        CLOCK_FILE: clockFileOf(state),
        PUBLIC_ORIGIN: webUrl,
        MERCHANT_NAME: 'Saltmarsh',
        WEBHOOK_URL: webhook.url,
        WEBHOOK_SECRET: webhook.secret,
        ALLOW_PRODUCTION: '1',
      },
      cwd: projectFolder,
      output: join(state.logs, 'stripe-sandbox.log'),
      stopWithinMs: 5_000,
    },
    () => respondsAt(`http://127.0.0.1:${port}/healthz`),
    30_000,
  )
  return { apiBase: `http://127.0.0.1:${port}`, webUrl, secretKey: 'sk_test_standfirst' }
}
