import 'server-only'
import { Gauge, Registry } from 'prom-client'
import type { Config } from '#lib/config.ts'
import type { Context } from '#lib/context.ts'
import { inboxLag } from '#lib/donations/inbox-lag.ts'
import { lastPaymentAt } from '#lib/donations/queries.ts'
import { queueLoads, workersSeen } from '#lib/jobs/load.ts'
import { outboxLoad } from '#lib/mail/queries.ts'
import { policyReports } from '#lib/policy-reports.ts'
import { databaseConnections } from '#lib/database-load.ts'

/** Milliseconds that what was read from the database is told again: monitoring that asks often costs nothing. */
const keptMs = 5_000

const keptOf = new WeakMap<Config, { at: number; text: Promise<string> }>()

/**
 * What lies in the database, the same whichever instance is asked: queues, the inbox, mail, payments. The worker's share is read
 * from there too, so that it is known while no worker answers.
 */
export function databaseMetrics(ctx: Context): Promise<string> {
  const at = performance.now()
  const kept = keptOf.get(ctx.config)
  if (kept && at - kept.at < keptMs) return kept.text
  const text = read(ctx)
  keptOf.set(ctx.config, { at, text })
  return text
}

async function read(ctx: Context): Promise<string> {
  const registry = new Registry()
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Gauge({ name: `standfirst_${name}`, help, labelNames, registers: [registry] })
  const secondsSince = (at: Date) => Math.max(0, (ctx.now.getTime() - at.getTime()) / 1000)
  const up = gauge(
    'database_up',
    '1 when PostgreSQL answered, 0 when it did not: the figures below are missing then.',
    [],
  )
  try {
    const jobs = gauge('jobs', 'Jobs of a queue that are due, due later, or being done.', ['queue', 'state'])
    const oldest = gauge('job_oldest_seconds', 'How long the oldest job of a queue has been due.', ['queue'])
    for (const { queue, waiting, later, active, oldestSeconds } of await queueLoads(ctx)) {
      jobs.set({ queue, state: 'waiting' }, waiting)
      jobs.set({ queue, state: 'later' }, later)
      jobs.set({ queue, state: 'active' }, active)
      oldest.set({ queue }, oldestSeconds)
    }
    const { live, silentSeconds } = await workersSeen(ctx)
    gauge('workers', 'Workers that gave a sign of life within the last two minutes.', []).set(live)
    if (silentSeconds !== null)
      gauge('worker_silent_seconds', 'Time since a worker gave a sign of life.', []).set(silentSeconds)
    const inbox = await inboxLag(ctx)
    const events = gauge('stripe_events', 'Events of Stripe that were taken in and are not applied.', ['state'])
    events.set({ state: 'received' }, inbox.received)
    events.set({ state: 'failed' }, inbox.failed)
    gauge('stripe_inbox_lag_seconds', 'How long the oldest event that waits has waited.', []).set(
      inbox.oldestAt === null ? 0 : secondsSince(inbox.oldestAt),
    )
    const outbox = await outboxLoad(ctx)
    const mails = gauge(
      'mails',
      'Mails that wait for their first try or failed at the last; those of a day, by what became of them.',
      ['state'],
    )
    for (const [state, count] of Object.entries(outbox)) mails.set({ state }, count)
    const paid = await lastPaymentAt(ctx)
    if (paid !== null)
      gauge('last_payment_seconds', 'Time since the last payment that came in.', []).set(secondsSince(paid))
    const refused = gauge('policy_reports', 'What browsers refused for the content policy, in seven days.', [
      'directive',
    ])
    for (const { directive, count } of await policyReports(ctx)) refused.set({ directive }, count)
    const { most, byState } = await databaseConnections(ctx)
    const connections = gauge('database_connections', 'Connections to this database, by what they do.', ['state'])
    for (const { state, count } of byState) connections.set({ state }, count)
    gauge('database_connections_max', 'Connections that PostgreSQL accepts.', []).set(most)
    up.set(1)
  } catch (reason) {
    ctx.log.error({ err: reason }, 'figures could not be read')
    up.set(0)
  }
  return registry.metrics()
}
