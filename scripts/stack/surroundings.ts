import { join } from 'node:path'
import postgres from 'postgres'
import { z } from 'zod'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { startMailbox } from '#scripts/embedded/mailbox.ts'
import { placePostgres } from '#scripts/embedded/postgres-place.ts'
import { startPostgres } from '#scripts/embedded/postgres.ts'
import { secretsOf, type State } from '#scripts/embedded/state.ts'
import { clockFileOf, startStripeSandbox } from '#scripts/embedded/stripe-sandbox.ts'
import type { Supervisor } from '#scripts/embedded/supervisor.ts'

/** What the product is told of its surroundings, and where people can look at them. */
export interface Services {
  /** Every variable that lib/config.ts reads. */
  environment: Record<string, string>
  /** Absent when real mail is sent. */
  mailboxUrl: string | undefined
  /** Absent when the real Stripe is used. */
  stripeUrl: string | undefined
}

const realSchema = z.object({
  DATABASE_URL: z.string().optional(),
  SMTP_URL: z.string().optional(),
  STRIPE_SECRET_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
  NAME_SERVERS: z.string().optional(),
  INBOUND_MAIL_ADDRESS: z.string().optional(),
  INBOUND_MAIL_TOKEN: z.string().optional(),
  LOG_LEVEL: z.string().optional(),
})
export type RealServices = z.infer<typeof realSchema>

/** Which services the environment names; an empty variable names none. */
export function realServices(environment: NodeJS.ProcessEnv): RealServices {
  return realSchema.parse(Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')))
}

/**
 * Starts what the environment does not name: PostgreSQL, a mailbox, the Stripe sandbox.
 * @param webPort where the web process is going to listen
 * @throws CannotRun when a real Stripe is named by half
 */
export async function startServices(
  supervisor: Supervisor,
  state: State,
  real: RealServices,
  webPort: number,
): Promise<Services> {
  if (real.STRIPE_SECRET_KEY && !real.STRIPE_WEBHOOK_SECRET) {
    throw new CannotRun(
      "STRIPE_SECRET_KEY names the real Stripe and STRIPE_WEBHOOK_SECRET is missing: it is the signing secret of the endpoint in Stripe's dashboard, or what `stripe listen` prints.",
    )
  }
  const webUrl = `http://127.0.0.1:${webPort}`
  const databaseUrl = real.DATABASE_URL ?? (await startDatabase(supervisor, state))
  const environment = localEnvironment(state, databaseUrl, `http://localhost:${webPort}`)
  const webhook = { url: `${webUrl}/api/stripe/webhook`, secret: environment.STRIPE_WEBHOOK_SECRET }
  const [mailbox, sandbox] = await Promise.all([
    real.SMTP_URL ? undefined : startMailbox(supervisor, state),
    real.STRIPE_SECRET_KEY ? undefined : startStripeSandbox(supervisor, state, webhook),
  ])
  supervisor.announce({ stripeUrl: sandbox?.webUrl })
  const stripe: Record<string, string> = sandbox
    ? { STRIPE_SECRET_KEY: sandbox.secretKey, STRIPE_API_BASE: sandbox.apiBase }
    : { STRIPE_SECRET_KEY: real.STRIPE_SECRET_KEY ?? '', STRIPE_WEBHOOK_SECRET: real.STRIPE_WEBHOOK_SECRET ?? '' }
  return {
    environment: {
      ...environment,
      ...stripe,
      SMTP_URL: mailbox?.smtpUrl ?? real.SMTP_URL ?? '',
      WEB_URLS: webUrl,
      NAME_SERVERS: real.NAME_SERVERS ?? '',
      INBOUND_MAIL_ADDRESS: real.INBOUND_MAIL_ADDRESS ?? '',
      INBOUND_MAIL_TOKEN: real.INBOUND_MAIL_TOKEN ?? '',
      LOG_LEVEL: real.LOG_LEVEL ?? environment.LOG_LEVEL,
    },
    mailboxUrl: mailbox?.webUrl,
    stripeUrl: sandbox?.webUrl,
  }
}

/** What a command of this state needs to know when neither mail nor money are its business. */
export function localEnvironment(state: State, databaseUrl: string, publicUrl: string) {
  const secrets = secretsOf(state)
  return {
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: publicUrl,
    AUTH_SECRET: secrets.authSecret,
    STRIPE_SECRET_KEY: 'sk_test_standfirst',
    STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
    SMTP_URL: 'smtp://127.0.0.1:1025',
    MAIL_FROM: 'Saltmarsh <post@saltmarsh.example>',
    DESK_EMAIL: 'desk@saltmarsh.example',
    PICTURES_DIR: join(state.folder, 'pictures'),
    CASE_FILES_DIR: join(state.folder, 'case-files'),
    EXPORTS_DIR: join(state.folder, 'exports'),
    INTERNAL_TOKEN: secrets.internalToken,
    ADDRESS_KEYS: `local:${secrets.addressKey}`,
    ENCRYPTION_KEYS: `local:${secrets.encryptionKey}`,
    // So that webhooks can be tried with a program on the same machine.
    WEBHOOK_PRIVATE_HOSTS: 'localhost',
    CLOCK_OFFSET_FILE: clockFileOf(state),
    // Sooner than this stack's own parts lose patience (scripts/embedded/child.ts).
    STOP_WITHIN_SECONDS: '6',
    LOG_LEVEL: 'info',
  }
}

/**
 * Starts the embedded PostgreSQL of a state, with the database in it.
 * @returns its address
 */
export async function startDatabase(supervisor: Supervisor, state: State): Promise<string> {
  const cluster = await startPostgres({
    place: placePostgres(state),
    password: secretsOf(state).postgresPassword,
    log: join(state.logs, 'postgres.log'),
    port: 54_320,
    onChild: (child) => supervisor.adopt(child),
  })
  supervisor.watch(cluster.child)
  const admin = postgres(cluster.url('postgres'), { max: 1, onnotice: () => undefined })
  try {
    const [found] = await admin`select 1 from pg_database where datname = 'standfirst'`
    if (!found) await admin`create database standfirst`
  } finally {
    await admin.end({ timeout: 5 })
  }
  const url = cluster.url('standfirst')
  supervisor.announce({ databaseUrl: url })
  return url
}
