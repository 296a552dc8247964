import { z } from 'zod'
import { namedKeysSchema, type EncryptionKey } from './encryption-key.ts'
import { runningExpectations, runningOf, runningVariables, type RunningConfig } from './running-config.ts'

const url = z.url()
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
)

/**
 * Every variable the product reads, and nowhere else; `.env.example` lists the same with a line each.
 */
const environmentSchema = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//),
  PUBLIC_URL: url.refine((value) => !value.endsWith('/')),
  AUTH_SECRET: z.string().min(32),
  STRIPE_SECRET_KEY: z.string().regex(/^(sk|rk)_(test|live)_/),
  STRIPE_WEBHOOK_SECRET: list.refine(
    (value) => value.length > 0 && value.every((secret) => secret.startsWith('whsec_')),
  ),
  STRIPE_API_BASE: url.optional(),
  SMTP_URL: z.string().regex(/^smtps?:\/\//),
  MAIL_FROM: z.string().min(3),
  DESK_EMAIL: z.email(),
  MAIL_REPLY_TO: z.email().optional(),
  INBOUND_MAIL_ADDRESS: z
    .email()
    .regex(/^[^+@]{1,15}@/)
    .optional(),
  INBOUND_MAIL_TOKEN: z.string().min(24).optional(),
  PICTURES_DIR: z.string().default('.data/pictures'),
  CASE_FILES_DIR: z.string().default('.data/case-files'),
  EXPORTS_DIR: z.string().default('.data/exports'),
  BACKUP_DIR: z.string().default('.data/backups'),
  BACKUP_RECIPIENTS: list.pipe(z.array(z.string().regex(/^age1[a-z0-9]{50,}$/))).default([]),
  S3_ENDPOINT: url.optional(),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,50}$/)
    .default('us-east-1'),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .optional(),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  S3_PATH_STYLE: z.enum(['yes', 'no']).default('yes'),
  INTERNAL_TOKEN: z.string().min(24),
  WEB_URLS: list.pipe(z.array(url)).default([]),
  CACHE_REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//)
    .optional(),
  CACHE_VARNISH_URLS: list.pipe(z.array(url)).default([]),
  CACHE_VARNISH_TOKEN: z.string().min(24).optional(),
  ADDRESS_KEYS: list.pipe(namedKeysSchema),
  ENCRYPTION_KEYS: list.pipe(namedKeysSchema),
  NAME_SERVERS: list.default([]),
  COMMENT_CLASSIFIER_URL: url.optional(),
  COMMENT_CLASSIFIER_TOKEN: z.string().min(8).optional(),
  WEBHOOK_PRIVATE_HOSTS: list.default([]),
  ...runningVariables,
})

/** What each variable is, with an example: shown when it is missing or malformed. */
const expectations: Record<keyof z.infer<typeof environmentSchema>, string> = {
  DATABASE_URL: 'a PostgreSQL address, e.g. postgres://standfirst:secret@localhost:5432/standfirst',
  PUBLIC_URL: 'the address readers type, without a slash at its end, e.g. https://magazine.example',
  AUTH_SECRET: 'at least 32 random characters, e.g. from: openssl rand -base64 33',
  STRIPE_SECRET_KEY: "a secret key from Stripe's dashboard, e.g. sk_live_…",
  STRIPE_WEBHOOK_SECRET:
    "the webhook endpoint's signing secret, e.g. whsec_…; several, separated by commas, while rotating",
  STRIPE_API_BASE: 'another host that speaks as Stripe does, e.g. http://127.0.0.1:12111; absent for Stripe itself',
  SMTP_URL: 'a mail server, e.g. smtps://user:password@mail.example:465',
  MAIL_FROM: 'a sender, e.g. Saltmarsh <post@magazine.example>',
  DESK_EMAIL: 'where messages to the managing editor are announced, e.g. desk@magazine.example',
  MAIL_REPLY_TO: 'where answers to mails go, e.g. hello@magazine.example; DESK_EMAIL when absent',
  INBOUND_MAIL_ADDRESS:
    'where answers to the managing editor’s letters go, at most 15 characters before the @, e.g. cases@magazine.example; absent without inbound mail (docs/cases.md)',
  INBOUND_MAIL_TOKEN:
    'at least 24 random characters by which the mail server may hand mail in, e.g. from: openssl rand -base64 24; absent without inbound mail',
  PICTURES_DIR: 'a folder, e.g. /var/lib/standfirst/pictures',
  EXPORTS_DIR: 'a folder that web and worker share and nobody else reads, e.g. /var/lib/standfirst/exports',
  CASE_FILES_DIR: 'a folder that web and worker share and nobody else reads, e.g. /var/lib/standfirst/case-files',
  BACKUP_DIR: 'a folder that nobody else reads, best on another disk, e.g. /var/backups/standfirst',
  BACKUP_RECIPIENTS:
    'public keys that backups are encrypted for, separated by commas, e.g. age1…; npm run backup -- key makes one',
  S3_ENDPOINT:
    'an S3-compatible storage for pictures and case files, e.g. https://s3.eu-west-2.amazonaws.com; absent for folders of this machine',
  S3_REGION: 'its region, e.g. eu-west-2',
  S3_BUCKET: 'a bucket of it that is there already, e.g. magazine-files',
  S3_ACCESS_KEY_ID: 'a key that may read, write, list and delete in the bucket',
  S3_SECRET_ACCESS_KEY: 'the secret of that key',
  S3_PATH_STYLE:
    'yes when the bucket stands in the path (most storages), no when it stands before the host’s name (Amazon)',
  INTERNAL_TOKEN: 'at least 24 random characters, shared by web and worker, e.g. from: openssl rand -base64 24',
  WEB_URLS:
    'every web instance as the worker reaches it, separated by commas, e.g. http://10.0.0.2:3000,http://10.0.0.3:3000',
  CACHE_REDIS_URL:
    'a Valkey or Redis that the web instances share, e.g. redis://10.0.0.4:6379; absent for a memory of their own',
  CACHE_VARNISH_URLS:
    'every Varnish as the worker reaches it, separated by commas, e.g. http://10.0.0.5:6081; absent without one',
  CACHE_VARNISH_TOKEN: 'at least 24 random characters, the same as in Varnish, e.g. from: openssl rand -base64 24',
  ADDRESS_KEYS:
    'what postal addresses are encrypted with: a name and 32 random bytes, e.g. 2026-11: and then the output of openssl rand -base64 32; several, separated by commas, while rotating, the one that encrypts first',
  ENCRYPTION_KEYS:
    'what other secrets in the database are encrypted with, in the same form: a name and 32 random bytes, e.g. 2026-11: and then the output of openssl rand -base64 32; several, separated by commas, while rotating',
  NAME_SERVERS:
    'name servers for telling search engines from impostors, separated by commas, e.g. 9.9.9.9,127.0.0.1:5353; the system’s own when absent',
  COMMENT_CLASSIFIER_URL:
    'a service that judges comments (docs/comments.md), e.g. https://classifier.example/judge; absent without one',
  COMMENT_CLASSIFIER_TOKEN: 'at least 8 characters by which that service knows us; absent when it asks for none',
  WEBHOOK_PRIVATE_HOSTS:
    'hosts of your own network that webhooks may be sent to, also without https, separated by commas, e.g. hooks.internal,10.0.0.7:8080; none when absent',
  ...runningExpectations,
}

export interface S3Storage {
  /** The bucket's own address, with the bucket in its path or before its host. */
  bucketUrl: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

export interface Config extends RunningConfig {
  databaseUrl: string
  /** The address readers type, without a slash at its end. */
  publicUrl: string
  authSecret: string
  stripe: { secretKey: string; webhookSecrets: string[]; apiBase: string | undefined }
  smtpUrl: string
  mailFrom: string
  /** Where messages to the managing editor are announced. */
  deskEmail: string
  /** Where answers to mails go. */
  mailReplyTo: string
  /** Where answers to cases come in by mail, and what opens /api/mail/inbound; absent without. */
  inboundMail: { address: string; token: string } | undefined
  picturesDir: string
  /** What readers send to the managing editor: private. */
  caseFilesDir: string
  /** Archives of the whole magazine, for a few days: private. */
  exportsDir: string
  /** Backups lie in `dir`, for whoever has the secret key of one of the recipients (docs/backups.md); without any, none is taken. */
  backups: { dir: string; recipients: string[] }
  /** Keeps pictures and case files instead of those folders; absent without one. */
  s3: S3Storage | undefined
  /** Opens the doors that are not for readers: /api/cache, /api/mail/bounces. */
  internalToken: string
  /** Every web instance, for telling each of a change. */
  webUrls: string[]
  /** What stands between the web instances and readers, and what lets the worker purge it. */
  frontCache: { varnishUrls: string[]; varnishToken: string }
  /** What postal addresses are encrypted with: the first encrypts, any of them decrypts. */
  addressKeys: EncryptionKey[]
  /** What other columns are encrypted with (lib/encrypted.ts): the first encrypts, any of them decrypts. */
  encryptionKeys: EncryptionKey[]
  /** Asked for the names of search engines' crawlers; none: the system's own. */
  nameServers: string[]
  /** Judges comments by what they say; absent without one. */
  commentClassifier: { url: string; token: string | undefined } | undefined
  /** Hosts that webhooks go to though they are no public ones: a name, or a name and a port. */
  webhookPrivateHosts: string[]
}

/** @throws Error naming every missing or malformed variable, what was expected, and an example */
function parseOrExplain<Schema extends z.ZodType>(
  schema: Schema,
  environment: Record<string, string | undefined>,
): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])))
  const lines = Object.entries(expectations)
    .filter(([name]) => names.has(name))
    .map(
      ([name, expected]) => `  ${name} is ${given[name] === undefined ? 'missing' : 'malformed'}; expected ${expected}`,
    )
  throw new Error(`The configuration is incomplete (see .env.example):\n${lines.join('\n')}`)
}

/**
 * Reads and validates the environment.
 * @throws Error naming every missing or malformed variable, what was expected, and an example
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const env = parseOrExplain(environmentSchema, environment)
  if (env.CACHE_VARNISH_URLS.length > 0 && env.CACHE_VARNISH_TOKEN === undefined) {
    throw new Error(`CACHE_VARNISH_TOKEN is missing; expected ${expectations.CACHE_VARNISH_TOKEN}`)
  }
  if ((env.INBOUND_MAIL_ADDRESS === undefined) !== (env.INBOUND_MAIL_TOKEN === undefined)) {
    throw new Error('INBOUND_MAIL_ADDRESS and INBOUND_MAIL_TOKEN stand together or not at all.')
  }
  return {
    databaseUrl: env.DATABASE_URL,
    publicUrl: env.PUBLIC_URL,
    authSecret: env.AUTH_SECRET,
    stripe: stripeOf(env),
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM,
    deskEmail: env.DESK_EMAIL,
    mailReplyTo: env.MAIL_REPLY_TO ?? env.DESK_EMAIL,
    inboundMail:
      env.INBOUND_MAIL_ADDRESS === undefined || env.INBOUND_MAIL_TOKEN === undefined
        ? undefined
        : { address: env.INBOUND_MAIL_ADDRESS, token: env.INBOUND_MAIL_TOKEN },
    picturesDir: env.PICTURES_DIR,
    caseFilesDir: env.CASE_FILES_DIR,
    exportsDir: env.EXPORTS_DIR,
    backups: { dir: env.BACKUP_DIR, recipients: env.BACKUP_RECIPIENTS },
    s3: s3Of(env),
    internalToken: env.INTERNAL_TOKEN,
    webUrls: env.WEB_URLS.length > 0 ? env.WEB_URLS : [env.PUBLIC_URL],
    frontCache: { varnishUrls: env.CACHE_VARNISH_URLS, varnishToken: env.CACHE_VARNISH_TOKEN ?? '' },
    addressKeys: env.ADDRESS_KEYS,
    encryptionKeys: env.ENCRYPTION_KEYS,
    nameServers: env.NAME_SERVERS,
    commentClassifier:
      env.COMMENT_CLASSIFIER_URL === undefined
        ? undefined
        : { url: env.COMMENT_CLASSIFIER_URL, token: env.COMMENT_CLASSIFIER_TOKEN },
    webhookPrivateHosts: env.WEBHOOK_PRIVATE_HOSTS,
    ...runningOf(env),
  }
}

/** What must be known to prepare an account at Stripe: before there is a webhook, there is no secret of it. */
const accountSchema = environmentSchema
  .pick({ PUBLIC_URL: true, STRIPE_SECRET_KEY: true, STRIPE_API_BASE: true })
  .extend({ STRIPE_WEBHOOK_SECRET: list.default([]) })

/**
 * Reads only what `npm run stripe:setup` needs.
 * @throws Error naming what is missing or malformed
 */
export function readStripeConfig(
  environment: Record<string, string | undefined>,
): Pick<Config, 'publicUrl' | 'stripe'> {
  const env = parseOrExplain(accountSchema, environment)
  return {
    publicUrl: env.PUBLIC_URL,
    stripe: stripeOf(env),
  }
}

type StripeEnvironment = z.output<typeof accountSchema>

/** @throws Error when a live key would be sent to a stand-in */
function stripeOf(env: Omit<StripeEnvironment, 'PUBLIC_URL'>): Config['stripe'] {
  if (env.STRIPE_API_BASE !== undefined && env.STRIPE_SECRET_KEY.includes('_live_')) {
    throw new Error(
      'STRIPE_API_BASE names another host than Stripe, and STRIPE_SECRET_KEY is a live key: a live key is only ever sent to Stripe itself.',
    )
  }
  return {
    secretKey: env.STRIPE_SECRET_KEY,
    webhookSecrets: env.STRIPE_WEBHOOK_SECRET,
    apiBase: env.STRIPE_API_BASE,
  }
}

/** @throws Error when only some of what a storage needs is given: files would be kept where nobody expects them */
function s3Of(env: z.output<typeof environmentSchema>): S3Storage | undefined {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_REGION, S3_PATH_STYLE } = env
  const given = { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY }
  if (Object.values(given).every((value) => value === undefined)) return undefined
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY)
    throw new Error(`${Object.keys(given).join(', ')} stand together or not at all.`)
  const bucketUrl = new URL(S3_ENDPOINT)
  if (S3_PATH_STYLE === 'yes') bucketUrl.pathname = `${bucketUrl.pathname.replace(/\/$/, '')}/${S3_BUCKET}`
  else bucketUrl.hostname = `${S3_BUCKET}.${bucketUrl.hostname}`
  return {
    bucketUrl: bucketUrl.href,
    region: S3_REGION,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
  }
}
