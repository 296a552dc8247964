import { setTimeout as wait } from 'node:timers/promises'
import { sql, type SQL } from 'drizzle-orm'
import { expect } from 'vitest'
import { z } from 'zod'
import { articleBody } from '#lib/articles/whole-text.ts'
import { stripe } from '#lib/donations/internal/stripe.ts'
import { tell, tellCounts } from '../telling.ts'
import type { Magazine, Stack } from './magazine.ts'
import { kinds, type Kind, type Traffic } from './people.ts'
import { longest } from './visitor.ts'

const refs = z.array(z.object({ ref: z.string(), count: z.coerce.number() }))

/** How often each is there. */
async function counted(stack: Stack, query: SQL): Promise<Map<string, number>> {
  return new Map(refs.parse([...(await stack.ctx().db.execute(query))]).map(({ ref, count }) => [ref, count]))
}

async function paidAtStripe(stack: Stack): Promise<Map<string, number>> {
  const paid = new Map<string, number>()
  for await (const session of stripe(stack.ctx()).checkout.sessions.list({ limit: 100 })) {
    const email = session.customer_details?.email ?? ''
    if (session.payment_status === 'paid') paid.set(email, (paid.get(email) ?? 0) + 1)
  }
  return paid
}

/** Mails that each address was sent, of those whose subject is so: the same one under one Message-ID is one. */
export function mailsTo(stack: Stack, subject: RegExp): Map<string, number> {
  const ids = new Map<string, Set<string>>()
  for (const { to, message } of stack.smtp.received) {
    const [address] = to
    if (address === undefined || !subject.test(/^Subject: (.*)$/im.exec(message)?.[1] ?? '')) continue
    const id = /^Message-ID: (.+)$/im.exec(message)?.[1]?.trim() ?? ''
    ids.set(address, (ids.get(address) ?? new Set()).add(id))
  }
  return new Map([...ids].map(([address, letters]) => [address, letters.size]))
}

const unfinished = sql`
  select name as ref, count(*) as count from pgboss.job
  where name <> 'dead-letters' and (state in ('active', 'retry') or (state = 'created' and start_after < now()))
  group by name`

/**
 * Waits until nothing is on its way any more: webhooks, jobs, mails.
 * @param withinMs how long that may take
 */
export async function settled({ stack }: Magazine, withinMs = 180_000): Promise<void> {
  const began = performance.now()
  for (;;) {
    await stack.webhooksSent()
    const left = await counted(stack, unfinished)
    const took = performance.now() - began
    if (left.size === 0) {
      tell(`Everything had caught up by itself after ${(took / 1000).toFixed(1)} s.`)
      return
    }
    if (took > withinMs) throw new Error(`still to be done: ${[...left].map(([job, n]) => `${n} ${job}`).join(', ')}`)
    await wait(250)
  }
}

/** What a door of the web process answers. */
export async function at(
  { webUrl }: Pick<Magazine, 'webUrl'>,
  door: '/api/ready' | '/api/health',
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${webUrl}${door}`, { signal: AbortSignal.timeout(10_000) })
  return { status: response.status, body: await response.json() }
}

/** Waits until the web process is ready, as /api/ready has it. */
export async function untilReady(magazine: Magazine, withinMs = 60_000): Promise<void> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const found = await at(magazine, '/api/ready').catch(() => null)
    if (found?.status === 200) return
    if (performance.now() > deadline) throw new Error(`not ready: ${JSON.stringify(found)}`)
    await wait(100)
  }
}

/** Tells how often people were not served, and what they were told. */
export function tellTroubles({ troubles }: Traffic): void {
  tell(`Longest wait for an answer: ${(longest.ms / 1000).toFixed(1)} s. Not served at first, and what was seen:`)
  for (const [what, times] of troubles) tell(`  ${String(times).padStart(4)} × ${what}`)
}

/**
 * Counts what people did against what is there, and asserts that nothing is lost and nothing there twice.
 * @param asOf the time at which articles are looked at
 */
export async function countUp(magazine: Magazine, { done }: Traffic, asOf = new Date()): Promise<void> {
  const { stack } = magazine
  const there: Record<Kind, Map<string, number>> = {
    donations: await counted(
      stack,
      sql`select p.email as ref, count(*) as count from donations d join people p on p.id = d.person_id group by 1`,
    ),
    comments: await counted(stack, sql`select text as ref, count(*) as count from comments group by 1`),
    articles: await counted(
      stack,
      sql`select m.article_id::text as ref, count(*) as count from article_moves m join articles a on a.id = m.article_id
        where m.kind = 'publish' and a.state = 'published' group by 1`,
    ),
    letters: await counted(stack, sql`select email as ref, count(*) as count from case_submissions group by 1`),
    'sign-ins': mailsTo(stack, /sign in/i),
  }
  const rows = kinds.map((kind): [string, ...number[]] => {
    const wanted = done.filter((one) => one.kind === kind).map(({ ref }) => ref)
    const found = wanted.filter((ref) => there[kind].has(ref))
    const twice = [...there[kind].values()].filter((count) => count > 1)
    return [kind, wanted.length, found.length, wanted.length - found.length, kind === 'sign-ins' ? 0 : twice.length]
  })
  tellCounts('What people did', ['told it worked', 'there', 'lost', 'twice'], rows)
  for (const [kind, told, , lost, twice] of rows) {
    expect(told, `${kind} at all`).toBeGreaterThan(0)
    expect({ kind, lost, twice }).toEqual({ kind, lost: 0, twice: 0 })
  }
  await countMoney(stack, there.donations)
  expect(mailsOnce(stack, there.letters, /confirm your message/i), 'mails that ask to confirm').toEqual([])

  for (const { ref, text = '' } of done.filter(({ kind }) => kind === 'articles'))
    expect(JSON.stringify(await articleBody({ ...stack.ctx(), now: asOf }, ref)), 'what was written last').toContain(
      text.trim(),
    )

  const given = await counted(
    stack,
    sql`select name as ref, count(*) as count from pgboss.job where name = 'dead-letters' group by 1`,
  )
  expect([...given], 'jobs that were given up').toEqual([])
  expect(await at(magazine, '/api/ready')).toMatchObject({ status: 200, body: { faults: [] } })
  expect(await at(magazine, '/api/health')).toMatchObject({ status: 200 })
}

async function countMoney(stack: Stack, donations: Map<string, number>): Promise<void> {
  const paid = await paidAtStripe(stack)
  const thanks = mailsTo(stack, /thank/i)
  const sum = (counts: Map<string, number>) => [...counts.values()].reduce((all, one) => all + one, 0)
  tellCounts('Payments', ['at Stripe', 'here', 'thanked'], [['paid', sum(paid), sum(donations), sum(thanks)]])
  const sorted = (counts: Map<string, number>) => [...counts].toSorted(([a], [b]) => a.localeCompare(b))
  expect(sorted(donations)).toEqual(sorted(paid))
  expect(sorted(thanks)).toEqual(sorted(paid))
}

/** Those who did not get exactly one such mail. */
function mailsOnce(stack: Stack, people: Map<string, number>, subject: RegExp): [string, number][] {
  const mails = mailsTo(stack, subject)
  return [...people.keys()]
    .map((ref): [string, number] => [ref, mails.get(ref) ?? 0])
    .filter(([, count]) => count !== 1)
}
