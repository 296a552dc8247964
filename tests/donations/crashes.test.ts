import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { donations } from '#db/schema/donations.ts'
import { membershipLedger } from '#db/schema/membership.ts'
import { people } from '#db/schema/people.ts'
import { stripe } from '#lib/donations/internal/stripe.ts'
import { reconcile } from '#lib/donations/reconcile.ts'
import { startStack } from './crashes/stack.ts'
import { dice } from './lives/magazine.ts'
import { payAtStripe, sessionIn } from './paying.ts'

const donors = 100
const lanes = 5
const seed = Number(process.env.CRASHES_SEED ?? Date.now() % 1_000_000)

const stack = await startStack()
afterAll(() => stack.stop(), 60_000)

interface Donation {
  email: string
  frequency: 'once' | 'month'
  amount: number
  /** The form's id: however often it is sent, it is one donation. */
  attemptId: string
}

const begun = z.object({ url: z.string() })
const outcome = z.object({ state: z.string() })

/** Asks until there is an answer, as somebody does who reloads the page or presses the button again. */
async function insist<Answer extends z.ZodType>(
  schema: Answer,
  path: string,
  body?: object,
): Promise<z.output<Answer>> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  for (;;) {
    const response = await fetch(`${stack.webUrl}${path}`, { ...init, signal: AbortSignal.timeout(20_000) }).catch(
      () => null,
    )
    if (response?.ok) {
      const answer: unknown = await response.json().catch(() => null)
      const parsed = schema.safeParse(answer)
      if (parsed.success) return parsed.data
    }
    await wait(100)
  }
}

/** @returns what the page of thanks said; null for those who close the window, so that only the webhook can tell */
async function donate({ email, ...wish }: Donation, comesBack: boolean): Promise<string | null> {
  const { url } = await insist(begun, '/donate', wish)
  const session = sessionIn(await payAtStripe(url, { email }))
  return comesBack ? (await insist(outcome, `/donate/thanks?session=${session}`)).state : null
}

/** What befalls everybody while the donations go on: by how many have begun. */
const weather: Record<number, () => Promise<void>> = {
  25: () => stack.press('faults', { api: { answer: 'disconnect', times: 25 } }),
  35: async () => void (stack.smtp.verdict = '451 try again later'),
  50: () => stack.restartDatabase(),
  60: () => stack.press('faults', { latencyMilliseconds: 150 }),
  70: () => stack.press('faults', {}),
  75: async () => void (stack.smtp.verdict = '250 accepted'),
}

const counted = z.array(z.object({ count: z.coerce.number() }))

async function count(query: ReturnType<typeof sql>): Promise<number> {
  const [row] = counted.parse([...(await stack.ctx().db.execute(query))])
  return row?.count ?? 0
}

/** Lets everything arrive and be worked off; the waits between tries are cut short, nothing else is helped. */
async function calm(): Promise<void> {
  const { db } = stack.ctx()
  await stack.worker.kill()
  // The jobs that killed workers had in hand are given to the next once their sign of life is old enough.
  await db.execute(sql`update pgboss.job set heartbeat_on = now() - interval '1 hour' where state = 'active'`)
  for (;;) {
    await stack.webhooksSent()
    await db.execute(sql`update pgboss.job set start_after = now() where state in ('created', 'retry')`)
    const sent = await count(sql`select count(*) from stripe_events`)
    const happened = await eventsAtStripe()
    const waiting = await count(
      sql`select count(*) from pgboss.job where state in ('created', 'retry', 'active') and name in ('stripe-event', 'mail-send')`,
    )
    if (sent === happened && waiting === 0) return
    await wait(250)
  }
}

async function eventsAtStripe(): Promise<number> {
  let events = 0
  for await (const _ of stripe(stack.ctx()).events.list({ limit: 100 })) events += 1
  return events
}

test(`a hundred donations while everything is killed now and then: nothing lost, nothing twice (CRASHES_SEED=${seed})`, async () => {
  const roll = dice(seed)
  const wished = Array.from({ length: donors }, (_, index): Donation => ({
    email: `donor-${index}@example.org`,
    frequency: index % 3 === 0 ? 'once' : 'month',
    amount: 500 + index,
    attemptId: crypto.randomUUID(),
  }))
  const pages: string[] = []
  let next = 0
  async function lane(): Promise<void> {
    for (let index = next++; index < donors; index = next++) {
      const wish = wished[index]
      if (!wish) return
      await weather[index]?.()
      // Each of the two is killed seven times, at whatever it is doing then.
      const blow = wait(roll() * 150).then(async () => {
        if (index % 14 === 3) await stack.web.kill()
        if (index % 14 === 10) await stack.worker.kill()
      })
      const [said] = await Promise.all([donate(wish, index % 4 !== 0), blow])
      if (said !== null) pages.push(said)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  await calm()
  expect(new Set(pages)).toEqual(new Set(['paid']))

  // Stripe took each donor's money once.
  const atStripe = stripe(stack.ctx())
  const paid = []
  for await (const session of atStripe.checkout.sessions.list({ limit: 100 }))
    if (session.payment_status === 'paid') paid.push(`${session.customer_details?.email} ${session.amount_total}`)
  const expected = wished.map(({ email, amount }) => `${email} ${amount}`).toSorted()
  expect(paid.toSorted()).toEqual(expected)

  // And each is one donation here, of the right person; regular ones are one membership.
  const { db } = stack.ctx()
  const kept = await db
    .select({ email: people.email, amount: donations.amount, refunded: donations.refunded })
    .from(donations)
    .innerJoin(people, sql`${people.id} = ${donations.personId}`)
  expect(kept.map(({ email, amount }) => `${email} ${amount}`).toSorted()).toEqual(expected)
  expect(kept.every(({ refunded }) => refunded === 0)).toBe(true)
  const ledger = await db
    .select({ email: people.email, state: membershipLedger.state })
    .from(membershipLedger)
    .innerJoin(people, sql`${people.id} = ${membershipLedger.personId}`)
  const regular = wished.filter(({ frequency }) => frequency === 'month').map(({ email }) => `${email} active`)
  expect(ledger.map(({ email, state }) => `${email} ${state}`).toSorted()).toEqual(regular.toSorted())

  // Each was thanked with one letter. A process may die after the mail server took it: then it comes again, as the same.
  const letters = new Map(
    stack.smtp.received.map(({ to, message }) => [/^Message-ID: (.+)$/im.exec(message)?.[1]?.trim(), to.join()]),
  )
  expect([...letters.values()].toSorted()).toEqual(wished.map(({ email }) => email).toSorted())

  // Nothing was left for the comparison to find, and no job was given up.
  expect(await reconcile(stack.ctx())).toMatchObject({ repaired: [], unrepaired: [] })
  expect(await count(sql`select count(*) from stripe_events where state not in ('applied', 'ignored')`)).toBe(0)
  expect(await count(sql`select count(*) from pgboss.job where name = 'dead-letters'`)).toBe(0)
  // postgres.js 3.4.9 may write to a connection that closed a moment before (connection.js, nextWrite), which takes the
  // process with it when the database is restarted in that instant. Whatever keeps it alive begins it again.
  const unexplained = [...stack.web.lastWords(), ...stack.worker.lastWords()].filter(
    (words) => !words.includes("Cannot read properties of null (reading 'write')"),
  )
  expect(unexplained).toEqual([])
}, 300_000)
