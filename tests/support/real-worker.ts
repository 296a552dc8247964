import { join } from 'node:path'
import type { Context } from '#lib/context.ts'
import { spawnChild, type Child } from '#scripts/embedded/child.ts'
import { projectFolder } from '#scripts/embedded/state.ts'
import { typescript } from '#scripts/embedded/typescript.ts'

export interface RealWorker {
  /** The file its log goes to. */
  output: string
  /** Where it works; letters are compiled in the project's own folder alone. */
  cwd: string
  smtpUrl: string
  /** Milliseconds it has to end in when it is told to. */
  stopWithinMs: number
}

/** The worker as it is run, as a process of its own, on the database of a test. */
export function spawnRealWorker({ config }: Context, { smtpUrl, ...where }: RealWorker): Promise<Child> {
  return spawnChild({
    name: 'worker',
    command: process.execPath,
    args: [...typescript, join(projectFolder, 'scripts', 'worker.ts')],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      DATABASE_URL: config.databaseUrl,
      PUBLIC_URL: config.publicUrl,
      AUTH_SECRET: config.authSecret,
      STRIPE_SECRET_KEY: config.stripe.secretKey,
      STRIPE_WEBHOOK_SECRET: 'whsec_standfirst',
      STRIPE_API_BASE: config.stripe.apiBase,
      SMTP_URL: smtpUrl,
      MAIL_FROM: config.mailFrom,
      DESK_EMAIL: config.deskEmail,
      INTERNAL_TOKEN: config.internalToken,
      ADDRESS_KEYS: `tests:${'A'.repeat(43)}=`,
      ENCRYPTION_KEYS: `tests:${'A'.repeat(43)}=`,
      LOG_LEVEL: 'info',
    },
    ...where,
  })
}
