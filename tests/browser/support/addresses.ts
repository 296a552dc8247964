import { z } from 'zod'

const addressesSchema = z.object({
  /** The name of the state that they are of. */
  state: z.string(),
  web: z.url(),
  mailbox: z.url(),
  stripe: z.url(),
  databaseUrl: z.string(),
})

/** Where the parts of the stack under test are. */
export type Addresses = z.infer<typeof addressesSchema>

const variable = 'STANDFIRST_BROWSER_TESTS'

/** Hands the addresses to the processes that run the tests: Playwright gives them our environment. */
export function publishAddresses(ofEachWorker: Addresses[]): void {
  process.env[variable] = JSON.stringify(ofEachWorker)
}

/** Where the magazine is that this of Playwright's workers has to itself. */
export function readAddresses(): Addresses {
  const all = z.array(addressesSchema).parse(JSON.parse(process.env[variable] ?? '[]'))
  // https://playwright.dev/docs/test-parallel#worker-index-and-parallel-index
  return addressesSchema.parse(all[Number(process.env.TEST_PARALLEL_INDEX)])
}
