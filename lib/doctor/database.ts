import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { fromTheFuture, schemaState } from '#db/schema-version.ts'
import { isUnfinished, notCaughtUp } from '#lib/backups/unfinished.ts'
import { unsettledEvents } from '#lib/donations/account-facts.ts'
import { hour } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { readiness } from '#lib/readiness.ts'
import { fail, judgeClock, ok, warn, type Finding } from './model.ts'

const serverSchema = z.tuple([
  z.object({
    version: z.coerce.number(),
    name: z.string(),
    encoding: z.string(),
    used: z.coerce.number(),
    most: z.coerce.number(),
    at: z.coerce.number(),
  }),
])

/** The server, its tables, its connections, its clock. */
export async function lookAtDatabase(ctx: Context): Promise<Finding[]> {
  const asked = Date.now()
  const [server] = serverSchema.parse([
    ...(await ctx.db.execute(sql`
      select current_setting('server_version_num')::int as version, current_setting('server_version') as name,
        pg_encoding_to_char(encoding) as encoding,
        (select count(*) from pg_stat_activity where backend_type = 'client backend') as used,
        current_setting('max_connections')::int as most,
        extract(epoch from clock_timestamp()) * 1000 as at
      from pg_database where datname = current_database()`)),
  ])
  const answered = (asked + Date.now()) / 2
  return [
    server.version >= 150_000
      ? ok('database', `PostgreSQL ${server.name}`)
      : fail('database', `PostgreSQL ${server.name}`, 'Move to PostgreSQL 15 or newer.'),
    ...(server.encoding === 'UTF8'
      ? []
      : [
          fail(
            'database',
            `its text is ${server.encoding}`,
            'Make the database anew with encoding UTF8, and restore a backup into it.',
          ),
        ]),
    await tables(ctx),
    server.used < server.most * 0.8
      ? ok('database', `${server.used} of ${server.most} connections are in use`)
      : warn(
          'database',
          `${server.used} of ${server.most} connections are in use`,
          'Raise max_connections of PostgreSQL: every web instance and the worker keep up to twenty.',
        ),
    judgeClock('PostgreSQL', server.at - answered),
  ]
}

async function tables({ db }: Context): Promise<Finding> {
  const state = await schemaState(db)
  if (state === 'current')
    return (await isUnfinished(db))
      ? fail('database', notCaughtUp, 'npm run restore -- finish')
      : ok('database', 'its tables are those of this version')
  return state === 'ahead'
    ? fail('database', fromTheFuture, 'Start the newer version.')
    : fail('database', 'migrations are not applied', 'npm run db:migrate')
}

const givenUp = z.tuple([z.object({ count: z.coerce.number() })])

/** Whether somebody works, whether they keep up, and what they gave up. */
export async function lookAtWorker(ctx: Context): Promise<Finding[]> {
  const { warnings } = await readiness(ctx, { hasServed: true })
  const [{ count }] = givenUp.parse([
    ...(await ctx.db.execute(
      sql`select count(*) as count from pgboss.job where name = 'dead-letters' and state = 'created'`,
    )),
  ])
  const unsettled = await unsettledEvents(ctx, hour)
  return [
    ...(warnings.length === 0
      ? [ok('worker', 'it lives, and keeps up')]
      : warnings.map((says) =>
          fail(
            'worker',
            says,
            'Start it, and look at what it says: systemctl restart standfirst-worker; journalctl -u standfirst-worker.',
          ),
        )),
    count === 0
      ? ok('worker', 'no job was given up')
      : warn(
          'worker',
          `${count} jobs were given up`,
          'Look at /desk/inbox, where each says why, and have them tried again.',
        ),
    ...(unsettled === 0
      ? []
      : [
          warn(
            'worker',
            `${unsettled} events of Stripe’s have waited for over an hour`,
            'Look at /desk/inbox, where each says why.',
          ),
        ]),
  ]
}
