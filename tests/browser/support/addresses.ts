import { z } from 'zod'
import type { Stack } from '#scripts/stack/stack.ts'

const addressesSchema = z.object({
  web: z.url(),
  mailbox: z.url(),
  stripe: z.url(),
  databaseUrl: z.string(),
})

/** Where the parts of the stack under test are. */
export type Addresses = z.infer<typeof addressesSchema>

const variable = 'STANDFIRST_BROWSER_TESTS'

/** Hands the addresses to the processes that run the tests: Playwright gives them our environment. */
export function publishAddresses(stack: Stack): void {
  const { publicUrl: web, mailboxUrl: mailbox, stripeUrl: stripe, databaseUrl } = stack
  process.env[variable] = JSON.stringify(addressesSchema.parse({ web, mailbox, stripe, databaseUrl }))
}

export function readAddresses(): Addresses {
  return addressesSchema.parse(JSON.parse(process.env[variable] ?? 'null'))
}
