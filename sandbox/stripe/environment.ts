import { z } from 'zod'
import type { SandboxOptions } from './start.ts'

const environment = z
  .object({
    NODE_ENV: z.string().optional(),
    ALLOW_PRODUCTION: z.string().optional(),
    PORT: z.coerce.number().int().min(0).max(65_535),
    STATE_FILE: z.string().min(1),
    CLOCK_FILE: z.string().min(1).optional(),
    PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
    MERCHANT_NAME: z.string().min(1).optional(),
    WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
    WEBHOOK_SECRET: z.string().startsWith('whsec_').optional(),
    AFTER_RETRIES: z.enum(['cancel', 'unpaid', 'past_due']).optional(),
  })
  .refine(
    (given) => (given.WEBHOOK_URL === undefined) === (given.WEBHOOK_SECRET === undefined),
    'WEBHOOK_URL and WEBHOOK_SECRET go together.',
  )
  .refine(
    (given) => given.NODE_ENV !== 'production' || given.ALLOW_PRODUCTION === '1',
    'NODE_ENV=production: the sandbox takes no real payments and does not start in production. A demonstration sets ALLOW_PRODUCTION=1.',
  )

/** Reads the environment once; what is missing or malformed is named. */
export function readEnvironment(variables: Record<string, string | undefined>): SandboxOptions {
  const read = environment.safeParse(variables)
  if (!read.success) throw new Error(`The Stripe sandbox cannot start:\n${z.prettifyError(read.error)}`)
  const given = read.data
  return {
    port: given.PORT,
    stateFile: given.STATE_FILE,
    clockFile: given.CLOCK_FILE,
    publicOrigin: given.PUBLIC_ORIGIN?.replace(/\/$/, ''),
    merchantName: given.MERCHANT_NAME,
    webhook:
      given.WEBHOOK_URL && given.WEBHOOK_SECRET ? { url: given.WEBHOOK_URL, secret: given.WEBHOOK_SECRET } : undefined,
    billing: given.AFTER_RETRIES ? { afterRetries: given.AFTER_RETRIES } : {},
  }
}
