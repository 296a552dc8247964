import { once } from 'node:events'
import { createServer } from 'node:http'
import { eq } from 'drizzle-orm'
import { afterAll } from 'vitest'
import { checkoutAttempts, donations, stripeEvents, subscriptions } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import type { Context } from '#lib/context.ts'
import { beginCheckout, type CheckoutRequest } from '#lib/donations/commands.ts'
import { receiveEvent } from '#lib/donations/inbox.ts'
import { applyStripeEvent } from '#lib/donations/jobs.ts'
import { eventSchema } from '#lib/donations/internal/objects.ts'
import { stripe } from '#lib/donations/internal/stripe.ts'
import { ensurePlans } from '#lib/membership/commands.ts'
import { ledgerOf } from '#lib/membership/queries.ts'
import { startSandbox, type SandboxOptions } from '#sandbox/stripe/start.ts'
import { runJobs, testContext } from '#tests/support/context.ts'
import { payAtStripe } from './paying.ts'

/** One webhook as it arrived: held back until a test hands it in. */
export interface Delivery {
  type: string
  body: string
  signature: string
}

const secret = 'whsec_standfirst'

/**
 * The magazine and a Stripe sandbox of its own, with a postman between them who does what a test tells him: nothing of
 * Stripe's reaches the magazine by itself.
 */
export async function openTill(options: Partial<SandboxOptions> = {}) {
  const postman = await startPostman()
  const sandbox = await startSandbox({
    port: 0,
    stateFile: ':memory:',
    webhook: { url: postman.url, secret },
    ...options,
  })
  const address = `http://127.0.0.1:${sandbox.port}`
  const base = await testContext({
    config: { stripe: { secretKey: 'sk_test_standfirst', webhookSecrets: [secret], apiBase: address } },
  })
  afterAll(async () => {
    await sandbox.stop()
    postman.stop()
  })
  await ensurePlans(base)
  let ahead = 0

  /** The magazine now: the clocks of both go together. */
  const ctx = (): Context => ({ ...base, now: new Date(Date.now() + ahead) })

  /** One of the sandbox's own switches, which Stripe does not have. */
  async function press(path: string, body: object): Promise<void> {
    const response = await fetch(`${address}/sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(await response.text())
  }

  return {
    ctx,
    sandbox,
    address,
    arrived: postman.arrived,
    /** What the dashboard could do. */
    dashboard: stripe(base),

    /** Hands in what has arrived, in this order, and lets the worker work. */
    async handIn(deliveries?: Delivery[]): Promise<void> {
      await sandbox.webhooksSent()
      const given = deliveries ?? postman.arrived.splice(0)
      // Signatures carry the real time, whatever the clocks of the till say.
      for (const { body, signature } of given) await receiveEvent({ ...base, now: new Date() }, body, signature)
      await runJobs(ctx(), [applyStripeEvent])
    },

    /** Takes what has arrived out of the postman's hands. */
    async take(): Promise<Delivery[]> {
      await sandbox.webhooksSent()
      return postman.arrived.splice(0)
    },

    async advance(days: number): Promise<void> {
      const seconds = Math.round(days * 86_400)
      await press('clock/advance', { seconds })
      ahead += seconds * 1000
      await sandbox.webhooksSent()
    },

    press,

    begin(given: Partial<CheckoutRequest> = {}): Promise<{ url: string }> {
      return beginCheckout(ctx(), {
        person: null,
        frequency: 'month',
        amount: 500,
        currency: 'GBP',
        returnPath: '/articles/the-tide',
        attemptId: crypto.randomUUID(),
        ...given,
      })
    },

    pay: payAtStripe,

    async person(email = `${crypto.randomUUID()}@example.org`, name: string | null = null) {
      const [row] = await base.db.insert(people).values({ email, name, emailVerified: new Date() }).returning()
      if (!row) throw new Error('nobody was made')
      return { id: row.id, email: row.email }
    },

    async personAt(email: string) {
      const [row] = await base.db.select().from(people).where(eq(people.email, email))
      if (!row) throw new Error(`nobody at ${email}`)
      return row
    },

    /** Everything the magazine knows of a person's giving, times left out: for comparing lives. */
    async known(personId: string) {
      const { db } = base
      const ledger = await ledgerOf(base, personId)
      const subscribed = await db.select().from(subscriptions).where(eq(subscriptions.personId, personId))
      const given = await db.select().from(donations).where(eq(donations.personId, personId)).orderBy(donations.paidAt)
      const attempts = await db.select().from(checkoutAttempts).where(eq(checkoutAttempts.personId, personId))
      const posted = await db
        .select({ kind: mails.kind })
        .from(mails)
        .innerJoin(people, eq(people.email, mails.recipient))
        .where(eq(people.id, personId))
      return {
        ledger: ledger.map(({ source, tier, state }) => ({ source, tier, state })),
        subscriptions: subscribed.map(({ status, tier, amount, interval }) => ({ status, tier, amount, interval })),
        donations: given.map(({ frequency, amount, currency, refunded }) => ({
          frequency,
          amount,
          currency,
          refunded,
        })),
        attempts: attempts.map(({ state }) => state),
        thanks: posted.filter(({ kind }) => kind === 'donation-thanks').length,
      }
    },

    async outcomes(): Promise<Record<string, string>> {
      const rows = await base.db.select().from(stripeEvents).orderBy(stripeEvents.receivedAt)
      return Object.fromEntries(rows.map((row) => [row.type, `${row.state}: ${row.outcome}`]))
    },
  }
}

/** Takes in webhooks and keeps them until somebody hands them in. */
export async function startPostman() {
  const arrived: Delivery[] = []
  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = []
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      arrived.push({
        type: eventSchema.parse(JSON.parse(body)).type,
        body,
        signature: String(request.headers['stripe-signature']),
      })
      response.end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    arrived,
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
