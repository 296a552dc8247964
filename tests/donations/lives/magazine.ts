import { sql } from 'drizzle-orm'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import { receiveEvent } from '#lib/donations/inbox.ts'
import { stripe } from '#lib/donations/internal/stripe.ts'
import { applyStripeEvent } from '#lib/donations/jobs.ts'
import type { DriftReport } from '#lib/donations/drift-reports.ts'
import { reconcile } from '#lib/donations/reconcile.ts'
import { ensurePlans } from '#lib/membership/commands.ts'
import type { startPostman, Delivery } from '#tests/donations/till.ts'
import { queuedJobs } from '#tests/support/context.ts'
import { startSandbox, type SandboxOptions } from '#sandbox/stripe/start.ts'

type Postman = Awaited<ReturnType<typeof startPostman>>
export type Roll = () => number
export type Magazine = Awaited<ReturnType<typeof openMagazine>>

/** What befalls the webhooks of a life. */
export interface Post {
  /** Share of the events that never come. */
  lost: number
  /** Share of those there that wait for another time. */
  late: number
  /** Share that comes twice. */
  twice: number
  shuffled: boolean
  /** How many events are applied at once. */
  workers: 1 | 2
}

const secret = 'whsec_standfirst'

/**
 * An empty magazine and a Stripe of its own, both at a moment that only moves when told to: the same seed lives the same
 * life to the second.
 */
export async function openMagazine(
  base: Context,
  postman: Postman,
  given: { begins: Date; billing: NonNullable<SandboxOptions['billing']>; post: Post; roll: Roll },
) {
  const { begins, post, roll } = given
  await emptyTables(base)
  await ensurePlans(base)
  postman.arrived.length = 0
  const sandbox = await startSandbox({
    port: 0,
    stateFile: ':memory:',
    webhook: { url: postman.url, secret },
    billing: given.billing,
    realMilliseconds: () => begins.getTime(),
  })
  const address = `http://127.0.0.1:${sandbox.port}`
  const config = { ...base.config, stripe: { secretKey: 'sk_test_lives', webhookSecrets: [secret], apiBase: address } }
  let ahead = 0
  let held: Delivery[] = []
  const everything: Delivery[] = []
  const ctx = (): Context => ({ ...base, config, now: new Date(begins.getTime() + ahead * 1000) })

  async function press(path: string, body: object): Promise<void> {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${address}/sandbox/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(await response.text())
  }

  /** What Stripe has sent since the last look. */
  async function collect(): Promise<Delivery[]> {
    await sandbox.webhooksSent()
    const fresh = postman.arrived.splice(0)
    everything.push(...fresh)
    return fresh
  }

  async function receive(deliveries: Delivery[]): Promise<void> {
    // Signatures bear the real time, which stands still here.
    for (const { body, signature } of deliveries) await receiveEvent({ ...ctx(), now: begins }, body, signature)
  }

  return {
    ctx,
    dashboard: stripe(ctx()),
    /** Everything Stripe ever sent, in its order: what happened, whatever the magazine heard of it. */
    everything,
    press,
    collect,

    async pass(seconds: number): Promise<void> {
      await press('clock/advance', { seconds })
      ahead += seconds
    },

    /** Hands in what this life's post brings of what has happened, and lets the worker work. */
    async hear(): Promise<void> {
      const there = [...(await collect()).filter(() => roll() >= post.lost), ...held]
      const late = new Set(there.filter(() => roll() < post.late))
      held = [...late]
      const come = there.filter((delivery) => !late.has(delivery))
      const doubled = come.flatMap((delivery) => (roll() < post.twice ? [delivery, delivery] : [delivery]))
      await receive(post.shuffled ? shuffled(doubled, roll) : doubled)
      await drain(ctx(), post, roll)
    },

    /** Whatever is not lost has come and is worked off. */
    async settle(): Promise<void> {
      const there = [...(await collect()).filter(() => roll() >= post.lost), ...held]
      held = []
      await receive(post.shuffled ? shuffled(there, roll) : there)
      await drain(ctx(), post, roll)
    },

    night: (): Promise<DriftReport> => reconcile(ctx()),

    async person(email: string): Promise<string> {
      const row = { email, emailVerified: begins }
      const [made] = await base.db.insert(people).values(row).returning({ id: people.id })
      if (!made) throw new Error('nobody was made')
      return made.id
    },

    close: () => sandbox.stop(),
  }
}

/** Applies what waits, oldest first or in any order, one after the other or two at once; what fails waits on. */
async function drain(ctx: Context, post: Post, roll: Roll): Promise<void> {
  const failed = new Map<string, number>()
  for (;;) {
    // Tried again as the queue would, though not for ever: what still fails is left for the comparison to name.
    const waiting = (await queuedJobs(ctx, applyStripeEvent.job.name)).filter(({ id }) => (failed.get(id) ?? 0) < 3)
    if (waiting.length === 0) return
    const order = post.shuffled ? shuffled(waiting, roll) : waiting
    for (let next = 0; next < order.length; next += post.workers) {
      await Promise.all(
        order.slice(next, next + post.workers).map(async ({ id, data }) => {
          try {
            await applyStripeEvent.run(ctx, data)
            await ctx.db.execute(sql`delete from pgboss.job where name = ${applyStripeEvent.job.name} and id = ${id}`)
          } catch {
            failed.set(id, (failed.get(id) ?? 0) + 1)
          }
        }),
      )
    }
  }
}

function shuffled<Item>(items: readonly Item[], roll: Roll): Item[] {
  return items
    .map((item) => ({ item, at: roll() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

/** The same numbers for the same seed, from 0 up to 1 (mulberry32). */
export function dice(seed: number): Roll {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A new magazine between two lives: what the product never may, its triggers kept out of the way. */
export async function emptyTables({ db }: Context): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    for (const table of emptied) await tx.execute(sql`delete from ${sql.raw(table)}`)
  })
}

const emptied = [
  'pgboss.job',
  'audit_log',
  'drift_reports',
  'mails',
  'membership_ledger',
  'refund_requests',
  'subscription_changes',
  'gift_memberships',
  'donations',
  'subscriptions',
  'stripe_customers',
  'checkout_attempts',
  'stripe_events',
  'people',
]
