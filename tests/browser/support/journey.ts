import { randomInt } from 'node:crypto'
import { test as base, expect, type ConsoleMessage, type Page, type Request } from '@playwright/test'
import { openState } from '#scripts/embedded/state.ts'
import { stopOnSignals } from '#scripts/embedded/stop-on-signals.ts'
import { openSupervisor } from '#scripts/embedded/supervisor.ts'
import { letTimePass } from '#scripts/sandbox/let-time-pass.ts'
import { readAddresses, type Addresses } from './addresses.ts'
import { bringUp, endingSignals, laterState } from './bring-up.ts'
import { unknownStorage } from './kept-by-browser.ts'
import { Mailbox } from './mailbox.ts'

interface Journey {
  mailbox: Mailbox
  /** Lets days pass for the whole stack: renewals, jobs, mails. Only in a *.later.test.ts. */
  advance: (days: number) => Promise<void>
  /** What the browser may complain of in this test: parts of messages, e.g. of a status that is meant to be. */
  tolerated: string[]
}

/**
 * A test that fails when the page fails: on an error on the console, on an exception nobody caught, on a request to
 * anybody but the stack itself, on something kept in the browser that /cookies does not tell of.
 */
export const test = base.extend<Journey, { addresses: Addresses }>({
  addresses: [
    async ({}, give, { project }) => {
      if (project.name !== 'later') return give(readAddresses())
      const supervisor = await openSupervisor(openState(laterState))
      stopOnSignals(supervisor, 143, () => undefined, endingSignals)
      try {
        await give(await bringUp(laterState, supervisor, {}))
      } finally {
        await supervisor.stop()
      }
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  baseURL: async ({ addresses }, give) => give(addresses.web),
  mailbox: async ({ addresses }, give) => give(new Mailbox(addresses.mailbox)),
  advance: async ({ addresses }, give) => {
    const { stripe: stripeUrl, databaseUrl } = addresses
    await give((days) => letTimePass({ stripeUrl, databaseUrl }, Math.round(days * 86_400)))
  },
  tolerated: async ({}, give) => give([]),
  // Every test is somebody else's: what may be asked in an hour is counted for each client's address.
  extraHTTPHeaders: async ({}, give) =>
    give({ 'x-forwarded-for': `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}` }),
  context: async ({ context, addresses, tolerated }, give) => {
    const complaints: string[] = []
    const own = new Set([addresses.web, addresses.stripe, addresses.mailbox].map((url) => new URL(url).origin))
    const watch = (page: Page) => {
      page.on('console', (message) => complaints.push(...fromConsole(message)))
      page.on('pageerror', (error) => complaints.push(`exception on ${page.url()}: ${error.message}`))
    }
    context.on('page', watch)
    context.on('request', (request) => complaints.push(...fromRequest(request, own)))
    await give(context)
    const serious = complaints.filter((complaint) => !tolerated.some((part) => complaint.includes(part)))
    expect(serious, 'complaints of the browser').toEqual([])
    const unknown = await unknownStorage(context, new URL(addresses.web).hostname)
    expect(unknown, 'what the browser keeps and /cookies does not tell of').toEqual([])
  },
})

export { expect }

function fromConsole(message: ConsoleMessage): string[] {
  return message.type() === 'error' ? [`console.error on ${message.location().url}: ${message.text()}`] : []
}

function fromRequest(request: Request, own: Set<string>): string[] {
  const url = new URL(request.url())
  // data: and blob: ask nobody.
  return !url.protocol.startsWith('http') || own.has(url.origin) ? [] : [`request to ${request.url()}`]
}
